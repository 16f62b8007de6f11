package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when all connections were in use for as long as a call waits for one. Nothing was sent, and nothing is retried,
 * since more calls would make it worse.
 */
public final class PoolExhaustedException extends CallException {
    private static final long serialVersionUID = 1L;

    PoolExhaustedException(CallReport report, int connections, Duration waited, @Nullable Throwable cause) {
        super(
                "None of " + connections + " connections became free within " + Durations.format(waited),
                report,
                null,
                "make fewer calls at a time, or allow more with maxConnections(...) or connectionWait(...)",
                cause);
    }
}
