package dev.openaiadmin.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Describes the outcome of a call.
 *
 * @param attempts how many requests were sent; 0 if the call was refused before
 * @param status the HTTP status of the last attempt, or null if it had no complete response
 * @param requestId the {@code x-request-id} header of the last attempt, or null
 * @param errorType null if the call returned a result; otherwise a value as in {@link AttemptEnd#errorType}, or one of
 *     {@code permit_refused} (the rate limiter could not grant a permit in time), {@code outcome_unknown} (the API may have
 *     carried out a create that failed), {@code read_only} and {@code invalid_value}
 * @param duration the time from the call to its end, including waits
 * @param failure the exception that the caller receives, or null
 */
public record CallEnd(
        int attempts,
        @Nullable Integer status,
        @Nullable String requestId,
        @Nullable String errorType,
        Duration duration,
        @Nullable Throwable failure) {}
