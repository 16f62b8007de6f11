package dev.openaiadmin.client.internal.feign;

import dev.openaiadmin.OpenAiAdminException;

/** Carries the failure of an attempt through the engine of Feign, which knows results and exceptions only. */
abstract sealed class AttemptSignal extends OpenAiAdminException permits ErrorResponseSignal, FailureSignal {
    private static final long serialVersionUID = 1L;

    AttemptSignal(String message) {
        super(message);
    }

    /** Returns itself: the stack of an attempt says nothing that the exception for the caller does not say. */
    @Override
    public final synchronized Throwable fillInStackTrace() {
        return this;
    }
}
