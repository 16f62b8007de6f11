package dev.openaiadmin.client.internal.http;

import org.jspecify.annotations.Nullable;

/** Sends requests, each once. Implementations are safe for use by many threads. */
public interface HttpTransport extends AutoCloseable {

    /**
     * Sends a request once and reads the whole response. Does not retry and does not follow redirects.
     *
     * @param deadline when the caller stops waiting
     * @return the response, or why there is none
     */
    SendResult send(HttpRequest request, Deadline deadline);

    /** Returns the state of the connection pool, or null if the transport has none of its own. */
    default @Nullable PoolState poolState() {
        return null;
    }

    /** Ends the exchanges that are under way and releases all connections. */
    @Override
    void close();
}
