package dev.openaiadmin.client;

import java.time.Duration;

/**
 * All connections were in use for as long as a call may wait for one; nothing has been sent. Not tried again, since more
 * calls would only make it worse.
 */
public final class PoolExhaustedException extends CallException {
    private static final long serialVersionUID = 1L;

    PoolExhaustedException(Exchange exchange, int connections, Duration waited, Throwable cause) {
        super(
                "None of " + connections + " connections became free in " + Durations.inWords(waited),
                exchange,
                null,
                "make fewer calls at a time, or allow more with maxConnections(...) or connectionWait(...)",
                cause);
    }
}
