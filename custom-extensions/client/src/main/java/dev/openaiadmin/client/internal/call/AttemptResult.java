package dev.openaiadmin.client.internal.call;

/** The outcome of one attempt. */
public sealed interface AttemptResult<T> {

    record Success<T>(T value) implements AttemptResult<T> {}

    record Failure<T>(CallFailure cause) implements AttemptResult<T> {}
}
