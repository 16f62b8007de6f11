package dev.openaiadmin.client.internal.call;

/** What the rate limiter says to a call that wants to send a request. */
public sealed interface PermitResult permits Permit, PermitResult.Refusal {

    /** No permit can be granted; the reason is final. */
    record Refusal(CallFailure failure) implements PermitResult {}
}
