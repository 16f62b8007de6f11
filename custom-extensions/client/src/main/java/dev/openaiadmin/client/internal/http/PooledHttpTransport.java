package dev.openaiadmin.client.internal.http;

import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.client.internal.http.TransportFailure.ConnectionFailure;
import dev.openaiadmin.client.internal.http.TransportFailure.ConnectionFailure.Kind;
import dev.openaiadmin.client.internal.http.TransportFailure.DeadlinePassed;
import dev.openaiadmin.client.internal.http.TransportFailure.Interrupted;
import dev.openaiadmin.client.internal.http.TransportFailure.TransportClosed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.BiConsumer;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The default transport: a pool of connections of Apache HttpClient. It does none of what the library would do by
 * itself, such as retries, redirects, cookies and cached logins, and it ends every exchange at its deadline.
 *
 * <p>Chosen by measurement: of the transports of Java it is the only one that can be kept from sending a request twice,
 * reads no body beyond a limit or a deadline, and takes a quarter of the processor time of the JDK's client. The figures
 * are in the README of the benchmarks.
 */
public final class PooledHttpTransport implements HttpTransport {
    private static final int LONG_BODY = 64 * 1024;

    private final PoolingHttpClientConnectionManager pool;
    private final RoutePlanner routes;
    private final boolean hasProxyLogin;
    private final PooledHttpClient client;
    private final DeadlineWatchdog watchdog;
    private final BodyReader bodies;
    private final FailureClassifier failures;
    private volatile @Nullable Origin origin;
    private volatile boolean closed;

    public PooledHttpTransport(TransportSettings settings) {
        this.pool = ConnectionPool.create(settings);
        this.routes = new RoutePlanner(settings);
        this.hasProxyLogin = settings.proxy() != null && settings.proxy().user() != null;
        this.client = new PooledHttpClient(pool, Timeout.of(settings.connectionWait()), settings.proxy());
        this.watchdog = new DeadlineWatchdog(settings.readTimeout());
        this.bodies = new BodyReader(settings.maxResponseBytes());
        this.failures = new FailureClassifier(settings.maxConnections(), settings.connectionWait());
    }

    @Override
    public SendResult send(HttpRequest request, Deadline deadline) {
        ExchangeContext exchange =
                new ExchangeContext(deadline, request.operation().retry() == RetryRule.READ);
        CancellableRequest outgoing = outgoing(request);
        DeadlineWatchdog.WatchedExchange watched = watchdog.watch(outgoing, exchange);
        try {
            TransportFailure refusal = refusalBeforeSending(deadline);
            return refusal == null ? exchange(outgoing, exchange, deadline.recordsSpan()) : refusal;
        } catch (IOException | HttpException | IllegalStateException e) {
            // The library throws an IllegalStateException when another thread closes the connection that it is about to
            // use.
            return closed ? new TransportClosed(exchange.sent()) : failures.classify(e, exchange);
        } finally {
            watchdog.forget(watched);
            // Each closes the connection unless the response was read to its end.
            outgoing.cancel();
            exchange.end();
        }
    }

    private @Nullable TransportFailure refusalBeforeSending(Deadline deadline) {
        if (closed) {
            return new TransportClosed(false);
        }
        if (Thread.currentThread().isInterrupted()) {
            return new Interrupted(false, null, null);
        }
        return deadline.hasPassed() ? new DeadlinePassed(false, null, null) : null;
    }

    private SendResult exchange(CancellableRequest outgoing, ExchangeContext exchange, boolean callerRecordsSpan)
            throws IOException, HttpException {
        exchange.planned(routes.determineRoute(outgoing.host(), outgoing, exchange));
        ClassicHttpResponse incoming = callerRecordsSpan
                ? client.executeHidden(outgoing.host(), outgoing, exchange)
                : client.executeOpen(outgoing.host(), outgoing, exchange);
        if (!exchange.sent()) {
            return refusedByProxy(incoming);
        }
        ResponseHeaders headers = new ReceivedHeaders(incoming);
        exchange.receivedHeaders(headers);
        return bodies.read(incoming, headers, exchange);
    }

    private CancellableRequest outgoing(HttpRequest request) {
        CancellableRequest outgoing =
                new CancellableRequest(request.method(), hostOf(request.origin()), request.path());
        request.forEachHeader(outgoing::addHeader);
        byte[] body = request.body();
        if (body != null) {
            outgoing.setEntity(
                    body.length < LONG_BODY
                            ? new ByteArrayEntity(body, null)
                            // Sent in parts, between which the connection looks for an early response.
                            : new InputStreamEntity(new ByteArrayInputStream(body), body.length, null));
        }
        return outgoing;
    }

    private HttpHost hostOf(String url) {
        Origin known = origin;
        if (known == null || !known.url().equals(url)) {
            known = Origin.of(url);
            origin = known;
        }
        return known.host();
    }

    /** Returns the failure for a response that arrived before the request was sent, which only a proxy can send. */
    private ConnectionFailure refusedByProxy(ClassicHttpResponse incoming) {
        int status = incoming.getCode();
        Kind login = hasProxyLogin ? Kind.PROXY_LOGIN_REFUSED : Kind.PROXY_LOGIN_REQUIRED;
        return new ConnectionFailure(
                status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED ? login : Kind.PROXY,
                false,
                status < 500,
                null,
                new ClientProtocolException("The proxy responded to CONNECT with status " + status));
    }

    @Override
    public PoolState poolState() {
        PoolStats stats = pool.getTotalStats();
        return new PoolState(stats.getLeased(), stats.getAvailable(), stats.getPending(), stats.getMax());
    }

    @Override
    public void close() {
        closed = true;
        watchdog.close();
        pool.close(CloseMode.IMMEDIATE);
    }

    /** The headers as the library has parsed them, without a copy of each. */
    private record ReceivedHeaders(MessageHeaders headers) implements ResponseHeaders {
        @Override
        public @Nullable String first(String name) {
            Header first = headers.getFirstHeader(name);
            return first == null ? null : first.getValue();
        }

        @Override
        public void forEach(BiConsumer<String, String> header) {
            for (Header each : headers.getHeaders()) {
                header.accept(each.getName(), each.getValue());
            }
        }
    }
}
