package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thrown when the deadline of a call has passed: see {@link RequestOptions.Builder#timeout}. */
public final class TimeoutException extends CallException {
    private static final long serialVersionUID = 1L;

    private final boolean sent;

    TimeoutException(
            CallReport report, Duration timeout, @Nullable String requestId, boolean sent, @Nullable Throwable cause) {
        super(
                "Timed out after " + Durations.format(timeout),
                report,
                requestId,
                "allow the call more time with admin.with(options -> options.timeout(...))",
                cause);
        this.sent = sent;
    }

    @Override
    public boolean mayHaveBeenCarriedOut() {
        return sent;
    }
}
