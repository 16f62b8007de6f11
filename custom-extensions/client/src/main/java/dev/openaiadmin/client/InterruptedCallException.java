package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import org.jspecify.annotations.Nullable;

/** Thrown when the thread is interrupted during a call. The interrupt flag of the thread is set. */
public final class InterruptedCallException extends CallException {
    private static final long serialVersionUID = 1L;

    private final boolean sent;

    InterruptedCallException(CallReport report, @Nullable String requestId, boolean sent, @Nullable Throwable cause) {
        super("Interrupted", report, requestId, "", cause);
        this.sent = sent;
    }

    @Override
    public boolean mayHaveBeenCarriedOut() {
        return sent;
    }
}
