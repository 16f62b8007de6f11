package dev.openaiadmin.client.internal.http;

import java.util.Objects;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.jspecify.annotations.Nullable;

/**
 * The state of one exchange, which the library passes from step to step. Belongs to the thread of the call, except for
 * {@link #isSilentFor}, which the watchdog calls.
 */
final class ExchangeContext extends HttpClientContext {
    private final Deadline deadline;
    private final boolean repeatable;
    private final long started = System.nanoTime();
    private @Nullable HttpRoute route;
    private boolean sent;
    private @Nullable Lease lease;
    private @Nullable ResponseHeaders headers;
    private volatile @Nullable HttpConnection connection;
    private volatile boolean silent;

    /**
     * @param repeatable whether the request changes nothing, so that it can be sent again
     */
    ExchangeContext(Deadline deadline, boolean repeatable) {
        this.deadline = deadline;
        this.repeatable = repeatable;
    }

    /** The exclusive use of a connection. */
    interface Lease {
        /** Returns the connection to the pool if it can be used again, and closes it otherwise. */
        void release();

        /** Closes the connection, unless it was released. Called at the end of every exchange, by its thread. */
        default void abandon() {}
    }

    Deadline deadline() {
        return deadline;
    }

    /** Returns when the exchange began, by the clock of {@link System#nanoTime}. */
    long started() {
        return started;
    }

    /** Returns whether the request changes nothing, so that it can be sent again. */
    boolean isRepeatable() {
        return repeatable;
    }

    void planned(HttpRoute route) {
        this.route = route;
    }

    HttpRoute route() {
        return Objects.requireNonNull(route, "the route is planned first");
    }

    void leased(Lease lease) {
        this.lease = lease;
    }

    void connected(HttpConnection connection) {
        this.connection = connection;
    }

    /** Records that the server may receive the request from now on. */
    void sending() {
        sent = true;
    }

    /** Returns whether the connection can be used again as far as the request is concerned. */
    boolean isConsistent() {
        HttpConnection used = connection;
        return used == null || used.isConsistent();
    }

    boolean sent() {
        return sent;
    }

    void receivedHeaders(ResponseHeaders headers) {
        this.headers = headers;
    }

    @Nullable
    String requestId() {
        return headers == null ? null : headers.first(HttpResponse.REQUEST_ID);
    }

    /** Releases the connection, once the response has been read to its end. */
    void receivedBody() {
        Lease current = lease;
        if (current != null) {
            current.release();
        }
    }

    /** Closes the connection, unless the response has been read to its end. */
    void end() {
        Lease current = lease;
        if (current != null) {
            current.abandon();
        }
    }

    /** Returns whether a read has waited for longer than that. Remembers it, since the read is then aborted. */
    boolean isSilentFor(long nanos) {
        HttpConnection used = connection;
        if (used != null && used.isSilentFor(nanos)) {
            silent = true;
        }
        return silent;
    }

    boolean wasSilent() {
        return silent;
    }
}
