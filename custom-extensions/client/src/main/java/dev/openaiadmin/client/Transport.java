package dev.openaiadmin.client;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a request once and reads the whole answer: no retries, redirects, cookies or cached logins of the library's own,
 * nothing after the deadline of the call, and nothing beyond the size limit.
 */
final class Transport implements Client, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAiAdmin.class);

    private final CloseableHttpClient http;
    private final Watch watch = new Watch();
    private final int maxResponseBytes;
    private volatile boolean closed;

    Transport(Duration connectTimeout, int maxConnections, int maxResponseBytes) {
        this.maxResponseBytes = maxResponseBytes;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setMaxConnPerRoute(maxConnections)
                        .setMaxConnTotal(maxConnections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(connectTimeout))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .build())
                .useSystemProperties()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
    }

    @Override
    public Response execute(Request request, Request.Options options) {
        Call call = (Call) options;
        HttpUriRequestBase outgoing = outgoing(request);
        if (call.isOver()) {
            throw new TimeoutException(
                    Exchange.of(request), call.requestOptions().timeout(), null);
        }
        Watch.Watched watched = watch.over(call, outgoing::cancel);
        long started = System.nanoTime();
        try {
            Response response = http.execute(outgoing, incoming -> received(incoming, request));
            tell(response, call, Duration.ofNanos(System.nanoTime() - started));
            return response;
        } catch (IOException e) {
            throw failure(e, request, call);
        } catch (IllegalStateException e) {
            // The pool has been shut down between the start of the call and its turn.
            throw closed ? new ClientClosedException() : e;
        } finally {
            watch.forget(watched);
        }
    }

    private static HttpUriRequestBase outgoing(Request request) {
        HttpUriRequestBase outgoing =
                new HttpUriRequestBase(request.httpMethod().name(), URI.create(request.url()));
        request.headers().forEach((name, values) -> {
            // The library counts for itself.
            if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
                values.forEach(value -> outgoing.addHeader(name, value));
            }
        });
        if (request.body() != null) {
            outgoing.setEntity(new ByteArrayEntity(request.body(), null));
        }
        return outgoing;
    }

    private Response received(ClassicHttpResponse incoming, Request request) throws IOException {
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : incoming.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
        }
        return Response.builder()
                .request(request)
                .status(incoming.getCode())
                .reason(incoming.getReasonPhrase())
                .headers(headers)
                .body(body(incoming, request))
                .build();
    }

    private byte[] body(ClassicHttpResponse incoming, Request request) throws IOException {
        HttpEntity entity = incoming.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream stream = entity.getContent()) {
            byte[] body = stream.readNBytes(maxResponseBytes);
            if (body.length == maxResponseBytes && stream.read() >= 0) {
                throw new UnreadableResponseException(
                        "Answer of more than " + maxResponseBytes + " bytes",
                        Exchange.of(request),
                        incoming.getCode(),
                        null,
                        Bodies.excerpt(body, 200),
                        null);
            }
            return body;
        }
    }

    private void tell(Response response, Call call, Duration duration) {
        ResponseHeaders headers = ResponseHeaders.of(response);
        Exchange exchange = Exchange.of(response.request());
        String requestId = headers.first("x-request-id");
        LOG.debug(
                "{} {} -> {} in {} ms, request {}, attempt {}",
                exchange.method(),
                exchange.path(),
                response.status(),
                duration.toMillis(),
                requestId,
                call.attempt());
        call.requestOptions()
                .onResponse()
                .accept(new ResponseInfo(
                        call.operation(),
                        exchange.method(),
                        exchange.path(),
                        response.status(),
                        headers.asMap(),
                        requestId,
                        call.attempt(),
                        duration));
    }

    private RuntimeException failure(IOException e, Request request, Call call) {
        Exchange exchange = Exchange.of(request);
        if (closed) {
            return new ClientClosedException();
        }
        if (Thread.currentThread().isInterrupted()) {
            return new InterruptedCallException(exchange, e);
        }
        if (call.isOver()) {
            return new TimeoutException(exchange, call.requestOptions().timeout(), e);
        }
        if (e instanceof UnknownHostException) {
            return new ConnectionException("Unknown host", exchange, false, "check the base URL and the DNS", e);
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return new ConnectionException(
                    "Could not connect", exchange, false, "check the base URL and the network", e);
        }
        if (e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException) {
            return new ConnectionException(
                    "TLS handshake failed", exchange, false, "check the certificate of the host, and of proxies", e);
        }
        return new ConnectionException(
                e instanceof SSLException ? "TLS failed" : "Connection broke",
                exchange,
                true,
                "the answer was not read to its end",
                e);
    }

    @Override
    public void close() {
        closed = true;
        watch.close();
        http.close(CloseMode.IMMEDIATE);
    }
}
