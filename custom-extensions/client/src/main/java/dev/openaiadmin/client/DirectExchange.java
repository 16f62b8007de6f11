package dev.openaiadmin.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.ExecSupport;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer on a connection that leads straight to the server. Belongs to the thread of the call; any
 * thread may cancel it.
 */
final class DirectExchange implements Progress.Hold, Cancellable {
    private static final HttpProcessor HEADERS =
            new DefaultHttpProcessor(new RequestTargetHost(), new RequestContent());
    private static final ConnectionEndpoint.RequestExecutor SENDING = new WatchedExecutor();

    private static final String CANCELLED = "Cancelled by another thread";

    private final HttpClientConnectionManager pool;
    private final ConnectionEndpoint connection;
    private final AtomicBoolean over = new AtomicBoolean();
    /** For how long the connection may be used again; null when it must not. */
    private @Nullable TimeValue keptFor;

    private DirectExchange(HttpClientConnectionManager pool, ConnectionEndpoint connection) {
        this.pool = pool;
        this.connection = connection;
    }

    /** Waits for a connection, opens it if need be, sends, and gives the answer once its headers are there. */
    static ClassicHttpResponse of(
            Outgoing outgoing,
            Progress progress,
            HttpClientConnectionManager pool,
            Timeout longestWait,
            HttpRoute route)
            throws IOException, HttpException {
        String id = ExecSupport.getNextExchangeId();
        DirectExchange exchange =
                new DirectExchange(pool, leased(pool.lease(id, route, longestWait, null), longestWait, outgoing));
        // From here on, to cancel the request is to close the connection: at once, if that has been asked for by now.
        outgoing.setDependency(exchange);
        return exchange.answer(id, outgoing, progress);
    }

    private static ConnectionEndpoint leased(LeaseRequest lease, Timeout longestWait, Outgoing outgoing)
            throws IOException {
        outgoing.setDependency(lease);
        try {
            return lease.get(longestWait);
        } catch (TimeoutException e) {
            lease.cancel();
            throw new ConnectionRequestTimeoutException(e.getMessage());
        } catch (InterruptedException e) {
            lease.cancel();
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("Waited for a connection").initCause(e);
        } catch (ExecutionException e) {
            lease.cancel();
            throw new IOException("No connection", e.getCause());
        }
    }

    private ClassicHttpResponse answer(String id, Outgoing outgoing, Progress progress)
            throws IOException, HttpException {
        try {
            if (!connection.isConnected()) {
                refuseWhenOver();
                pool.connect(connection, null, progress);
            }
            HEADERS.process(outgoing, outgoing.getEntity(), progress);
            refuseWhenOver();
            progress.sending(this);
            ClassicHttpResponse incoming = connection.execute(id, outgoing, SENDING, progress);
            if (DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(outgoing, incoming, progress)) {
                keptFor = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(incoming, progress);
            }
            if (incoming.getEntity() == null) {
                release();
            }
            return incoming;
        } catch (RuntimeException e) {
            // The library does not expect that a connection is closed when it is about to use it.
            if (over.get()) {
                throw (IOException) new InterruptedIOException(CANCELLED).initCause(e);
            }
            throw e;
        }
    }

    private void refuseWhenOver() throws InterruptedIOException {
        if (over.get()) {
            throw new InterruptedIOException(CANCELLED);
        }
    }

    @Override
    public void release() {
        TimeValue duration = keptFor;
        if (duration == null) {
            cancel();
        } else if (over.compareAndSet(false, true)) {
            pool.release(connection, null, duration);
        }
    }

    @Override
    public boolean cancel() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        connection.close(CloseMode.IMMEDIATE);
        pool.release(connection, null, TimeValue.ZERO_MILLISECONDS);
        return true;
    }
}
