package dev.openaiadmin.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time for the whole call was over; see {@link RequestOptions.Builder#timeout}. */
public final class TimeoutException extends CallException {
    private static final long serialVersionUID = 1L;

    private final boolean sent;

    /** For a call whose time was over before the request of this attempt was sent. */
    TimeoutException(Exchange exchange, Duration timeout, @Nullable Throwable cause) {
        this(exchange, timeout, null, false, cause);
    }

    TimeoutException(
            Exchange exchange, Duration timeout, @Nullable String requestId, boolean sent, @Nullable Throwable cause) {
        super(
                "Ran out of time (" + Durations.inWords(timeout) + ")",
                exchange,
                requestId,
                "give the call more with admin.with(options -> options.timeout(...))",
                cause);
        this.sent = sent;
    }

    @Override
    public boolean mayHaveBeenCarriedOut() {
        return sent;
    }
}
