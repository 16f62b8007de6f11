package dev.openaiadmin.client.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests on connections of the pool, without the steps of the library that only redirects, cookies and logins to
 * servers need.
 *
 * <p>An {@code HttpClient} of the library, so that agents which observe such clients see each attempt.
 */
final class PooledHttpClient extends CloseableHttpClient {
    private static final HttpProcessor MANDATORY_HEADERS =
            new DefaultHttpProcessor(new RequestTargetHost(), new RequestContent());
    private static final ConnectionEndpoint.RequestExecutor EXECUTOR = new ExchangeExecutor();

    /** The name of exchanges in the debug log of the library. */
    static final String EXCHANGE = "openai-admin";

    private final HttpClientConnectionManager pool;
    private final Timeout connectionWait;
    private final @Nullable ProxyServer proxy;
    private @Nullable ProxyTunnels tunnels;

    PooledHttpClient(HttpClientConnectionManager pool, Timeout connectionWait, @Nullable ProxyServer proxy) {
        this.pool = pool;
        this.connectionWait = connectionWait;
        this.proxy = proxy;
    }

    /** Does what {@link #executeOpen} does, without a method that agents instrument. */
    ClassicHttpResponse executeHidden(HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        return doExecute(target, request, context);
    }

    /**
     * Returns the response once its headers have arrived. Its connection is leased to the {@link ExchangeContext}. A response
     * by which a proxy refuses to open a tunnel is returned as well; the request has then not been sent.
     */
    @Override
    protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        ExchangeContext exchange = (ExchangeContext) context;
        try {
            MANDATORY_HEADERS.process(request, request.getEntity(), context);
            while (true) {
                LeasedConnection connection =
                        new LeasedConnection(lease(exchange.route(), (CancellableDependency) request));
                exchange.leased(connection);
                // Cancelling the request closes the connection after this.
                ((CancellableDependency) request).setDependency(connection);
                try {
                    return CloseableHttpResponse.adapt(connection.execute(request, exchange));
                } catch (StaleConnectionException e) {
                    connection.abandon();
                }
            }
        } catch (HttpException e) {
            throw new ClientProtocolException(e.getMessage(), e);
        }
    }

    private ConnectionEndpoint lease(HttpRoute route, CancellableDependency request) throws IOException {
        LeaseRequest lease = pool.lease(EXCHANGE, route, connectionWait, null);
        request.setDependency(lease);
        try {
            return lease.get(connectionWait);
        } catch (TimeoutException e) {
            lease.cancel();
            throw new ConnectionRequestTimeoutException(e.getMessage());
        } catch (InterruptedException e) {
            lease.cancel();
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("Interrupted while waiting for a connection").initCause(e);
        } catch (ExecutionException e) {
            lease.cancel();
            throw new IOException("No connection could be leased", e.getCause());
        }
    }

    /** Returns what opens tunnels, which few applications need. */
    private synchronized ProxyTunnels tunnels() {
        ProxyTunnels known = tunnels;
        if (known == null) {
            known = new ProxyTunnels(pool, EXECUTOR, proxy);
            tunnels = known;
        }
        return known;
    }

    /** Does nothing. */
    @Override
    public void close() {
        // The pool belongs to the transport.
    }

    @Override
    public void close(CloseMode mode) {
        // The pool belongs to the transport.
    }

    /**
     * A connection in exclusive use. Any thread may cancel it, which closes it. Only the thread of the call returns it to
     * the pool: while it connects, the pool would otherwise open another connection that nobody closes.
     */
    private final class LeasedConnection implements ExchangeContext.Lease, Cancellable {
        private final ConnectionEndpoint endpoint;
        private final AtomicReference<State> state = new AtomicReference<>(State.IN_USE);
        /** How long the connection may be kept for another request; null if it must not be kept. */
        private @Nullable TimeValue keepAlive;

        LeasedConnection(ConnectionEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        ClassicHttpResponse execute(ClassicHttpRequest request, ExchangeContext exchange)
                throws IOException, HttpException {
            try {
                if (!endpoint.isConnected()) {
                    refuseIfCancelled();
                    ClassicHttpResponse refusal = connect(request, exchange);
                    if (refusal != null) {
                        return refusal;
                    }
                }
                refuseIfCancelled();
                ClassicHttpResponse response = endpoint.execute(EXCHANGE, request, EXECUTOR, exchange);
                if (exchange.isConsistent()
                        && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, exchange)) {
                    keepAlive = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, exchange);
                }
                if (response.getEntity() == null) {
                    release();
                }
                return response;
            } catch (RuntimeException e) {
                // The library does not expect that another thread closes a connection that is about to be used.
                refuseIfCancelled();
                throw e;
            }
        }

        /** Returns null once the connection leads to the server; otherwise what the proxy responded. */
        private @Nullable ClassicHttpResponse connect(ClassicHttpRequest request, ExchangeContext exchange)
                throws IOException, HttpException {
            if (exchange.route().getProxyHost() != null) {
                return tunnels().open(endpoint, request, exchange);
            }
            pool.connect(endpoint, null, exchange);
            return null;
        }

        private void refuseIfCancelled() throws InterruptedIOException {
            if (state.get() == State.CANCELLED) {
                throw new InterruptedIOException("The exchange was cancelled by another thread");
            }
        }

        @Override
        public void release() {
            TimeValue duration = keepAlive;
            if (duration == null) {
                abandon();
            } else if (state.compareAndSet(State.IN_USE, State.RETURNED)) {
                returnToPool(duration);
            }
        }

        @Override
        public void abandon() {
            cancel();
            if (state.compareAndSet(State.CANCELLED, State.RETURNED)) {
                endpoint.close(CloseMode.IMMEDIATE);
                returnToPool(TimeValue.ZERO_MILLISECONDS);
            }
        }

        private void returnToPool(TimeValue keptFor) {
            try {
                pool.release(endpoint, null, keptFor);
            } catch (IllegalStateException e) {
                // The pool was closed meanwhile, and has closed its connections.
                endpoint.close(CloseMode.IMMEDIATE);
            }
        }

        @Override
        public boolean cancel() {
            if (!state.compareAndSet(State.IN_USE, State.CANCELLED)) {
                return false;
            }
            endpoint.close(CloseMode.IMMEDIATE);
            return true;
        }
    }

    private enum State {
        IN_USE,
        CANCELLED,
        RETURNED
    }
}
