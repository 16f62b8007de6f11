package dev.openaiadmin.client.internal.feign;

import dev.openaiadmin.client.internal.call.CallFailure;

/** Thrown when no usable response arrives. */
final class FailureSignal extends AttemptSignal {
    private static final long serialVersionUID = 1L;

    private final transient CallFailure failure;

    FailureSignal(CallFailure failure) {
        super("The attempt failed: " + failure.getClass().getSimpleName());
        this.failure = failure;
    }

    CallFailure failure() {
        return failure;
    }
}
