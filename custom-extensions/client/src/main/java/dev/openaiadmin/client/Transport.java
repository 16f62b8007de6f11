package dev.openaiadmin.client;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.client.ConnectionException.Reason;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request once and reads the whole answer: no retries, redirects, cookies or cached logins of the library's own,
 * nothing after the deadline of the call, and nothing beyond the size limit.
 */
final class Transport implements Client, Sender, AutoCloseable {
    private final Connections connections;
    private final Watch watch;
    private final BodyReader bodies;
    private final NetworkFailure failures;
    private volatile @Nullable Origin origin;
    private volatile boolean closed;

    Transport(NetworkSettings settings) {
        this.connections = new Connections(settings);
        this.watch = new Watch(settings.readTimeout);
        this.bodies = new BodyReader(settings.maxResponseBytes);
        this.failures = new NetworkFailure(settings.maxConnections, settings.connectionWait);
    }

    @Override
    public Response execute(Request request, Request.Options options) {
        return send(ApiRequest.of(request), (Call) options).toResponse();
    }

    @Override
    public boolean asksForTemplates() {
        return false;
    }

    @Override
    public Answer send(ApiRequest request, Call call) {
        Progress progress = new Progress(request, call);
        Outgoing outgoing = outgoing(request);
        Watch.Watched watched = watch.over(outgoing, progress);
        try {
            refuseWhatHasEnded(progress);
            Answer answer = exchanged(outgoing, request, progress);
            tell(answer, progress);
            return answer;
        } catch (IOException e) {
            throw logged(closed ? closing(progress) : failures.named(e, progress), progress);
        } catch (OpenAiAdminException e) {
            throw logged(e, progress);
        } catch (IllegalStateException e) {
            // The library says so of a call that was ended while it waited for its connection, or was about to use it.
            IOException ended = new IOException(e);
            throw logged(closed ? closing(progress) : failures.named(ended, progress), progress);
        } finally {
            watch.forget(watched);
        }
    }

    private void refuseWhatHasEnded(Progress progress) {
        Call call = progress.call();
        if (closed) {
            throw closing(progress);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedCallException(progress.exchange(), null, false, null);
        }
        if (call.isOver()) {
            throw new TimeoutException(
                    progress.exchange(), call.requestOptions().timeout(), null);
        }
    }

    private Answer exchanged(Outgoing outgoing, ApiRequest request, Progress progress) throws IOException {
        try {
            return received(connections.answerTo(outgoing, progress), request, progress);
        } finally {
            // Does nothing when the body was read to its end. If not, the connection is of no more use.
            outgoing.cancel();
        }
    }

    private Outgoing outgoing(ApiRequest request) {
        Outgoing outgoing = new Outgoing(request.method(), hostOf(request.origin()), request.path());
        request.forEachHeader(outgoing::addHeader);
        byte[] body = request.body();
        if (body != null) {
            outgoing.setEntity(new ByteArrayEntity(body, null));
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

    private Answer received(ClassicHttpResponse incoming, ApiRequest request, Progress progress) throws IOException {
        if (!progress.sent()) {
            throw refusedByProxy(incoming, progress);
        }
        ResponseHeaders headers = new Headers(incoming);
        progress.answered(headers);
        return new Answer(
                request,
                progress,
                incoming.getCode(),
                incoming.getReasonPhrase(),
                headers,
                body(incoming, headers, progress));
    }

    private byte[] body(ClassicHttpResponse incoming, ResponseHeaders headers, Progress progress) throws IOException {
        HttpEntity entity = incoming.getEntity();
        return entity == null
                ? new byte[0]
                : bodies.read(
                        entity.getContent(),
                        entity.getContentLength(),
                        headers.first(HttpHeaders.CONTENT_ENCODING),
                        incoming.getCode(),
                        progress);
    }

    /** The library passes on what a proxy says instead of opening a tunnel, as if the API had said it. */
    private static ConnectionException refusedByProxy(ClassicHttpResponse incoming, Progress progress) {
        int status = incoming.getCode();
        return new ConnectionException(
                Reason.PROXY,
                progress.exchange(),
                null,
                false,
                status < 500,
                new IOException("The proxy answered CONNECT with status " + status));
    }

    private static void tell(Answer answer, Progress progress) {
        CallLog.answered(progress, answer);
        Call call = progress.call();
        Consumer<ResponseInfo> onResponse = call.requestOptions().onResponse();
        if (onResponse != null) {
            onResponse.accept(new ResponseInfo(
                    call.operation(),
                    progress.exchange().method(),
                    progress.exchange().path(),
                    answer.status(),
                    answer.headers().asMap(),
                    progress.requestId(),
                    call.attempt(),
                    progress.elapsed()));
        }
    }

    private static OpenAiAdminException closing(Progress progress) {
        return progress.sent() ? new ClientClosedException(progress.exchange()) : new ClientClosedException();
    }

    private static <E extends RuntimeException> E logged(E failure, Progress progress) {
        CallLog.failed(progress, failure);
        return failure;
    }

    @Override
    public void close() {
        closed = true;
        watch.close();
        connections.close();
    }

    /** Headers as the library has parsed them: in place, without a copy of each. */
    private record Headers(MessageHeaders headers) implements ResponseHeaders {
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
