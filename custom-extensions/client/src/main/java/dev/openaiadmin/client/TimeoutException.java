package dev.openaiadmin.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time for the whole call was over; see {@link RequestOptions.Builder#timeout}. */
public final class TimeoutException extends CallException {
    private static final long serialVersionUID = 1L;

    TimeoutException(Exchange exchange, Duration timeout, @Nullable Throwable cause) {
        super(
                "Ran out of time (" + Durations.inWords(timeout) + ")",
                exchange,
                null,
                "give the call more with admin.with(options -> options.timeout(...))",
                cause);
    }

    @Override
    boolean mayHaveBeenCarriedOut() {
        return true;
    }
}
