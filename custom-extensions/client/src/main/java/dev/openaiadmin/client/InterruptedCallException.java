package dev.openaiadmin.client;

import org.jspecify.annotations.Nullable;

/** The thread was interrupted during the call; its interrupt flag is set again. */
public final class InterruptedCallException extends CallException {
    private static final long serialVersionUID = 1L;

    private final boolean sent;

    InterruptedCallException(Exchange exchange, @Nullable String requestId, boolean sent, @Nullable Throwable cause) {
        super("Interrupted", exchange, requestId, "", cause);
        this.sent = sent;
    }

    @Override
    public boolean mayHaveBeenCarriedOut() {
        return sent;
    }
}
