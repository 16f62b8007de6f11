package dev.openaiadmin.client;

import org.jspecify.annotations.Nullable;

/** The thread was interrupted during the call; its interrupt flag is set again. */
public final class InterruptedCallException extends CallException {
    private static final long serialVersionUID = 1L;

    InterruptedCallException(Exchange exchange, @Nullable Throwable cause) {
        super("Interrupted", exchange, null, "", cause);
    }

    @Override
    boolean mayHaveBeenCarriedOut() {
        return true;
    }
}
