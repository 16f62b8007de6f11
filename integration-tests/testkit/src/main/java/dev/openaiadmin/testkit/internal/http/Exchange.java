package dev.openaiadmin.testkit.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.ResponseChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/** One request and its response. HttpCore calls it on the thread of the connection; the handler runs on another one. */
final class Exchange implements AsyncServerExchangeHandler {
    private final HttpHandler handler;
    private final ExecutorService handlers;
    private final ScheduledExecutorService delays;
    private final @Nullable IOSession session;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final ReentrantLock writing = new ReentrantLock();

    private @Nullable HttpRequest head;
    private @Nullable ResponseChannel channel;
    private @Nullable HttpContext context;
    private boolean tooLarge;
    private volatile ByteBuffer body = ByteBuffer.allocate(0);
    private boolean ended;

    Exchange(
            HttpHandler handler,
            ExecutorService handlers,
            ScheduledExecutorService delays,
            @Nullable IOSession session) {
        this.handler = handler;
        this.handlers = handlers;
        this.delays = delays;
        this.session = session;
    }

    @Override
    public void handleRequest(
            HttpRequest request, @Nullable EntityDetails entity, ResponseChannel response, HttpContext exchangeContext)
            throws HttpException, IOException {
        head = request;
        channel = response;
        context = exchangeContext;
        if (entity == null) {
            dispatch();
        } else if (entity.getContentLength() > HttpListener.MAX_BODY) {
            refuseBody();
        }
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        byte[] chunk = new byte[source.remaining()];
        source.get(chunk);
        if (tooLarge) {
            return;
        }
        received.write(chunk, 0, chunk.length);
        if (received.size() > HttpListener.MAX_BODY) {
            received.reset();
            try {
                refuseBody();
            } catch (HttpException e) {
                throw new IOException(e);
            }
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        if (!tooLarge) {
            dispatch();
        }
    }

    @Override
    public int available() {
        return body.remaining();
    }

    @Override
    public void produce(DataStreamChannel output) throws IOException {
        writing.lock();
        try {
            if (ended) {
                return;
            }
            if (body.hasRemaining()) {
                output.write(body);
            }
            if (body.hasRemaining()) {
                output.requestOutput();
            } else {
                ended = true;
                output.endStream(null);
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void failed(Exception cause) {
        // The connection has ended, so that no response can be sent.
    }

    @Override
    public void releaseResources() {
        received.reset();
    }

    /** Responds before the rest of the body arrives; the connection ends with the response. */
    private void refuseBody() throws HttpException, IOException {
        tooLarge = true;
        write(handler.tooLarge().withHeader(HttpHeaders.CONNECTION, "close"));
    }

    private void dispatch() {
        RawRequest request = request();
        handlers.execute(() -> {
            HttpResponse response;
            try {
                response = handler.handle(request);
            } catch (RuntimeException | Error e) {
                response = handler.failed(request, e);
            }
            HttpResponse outcome = response;
            if (response.delay().isZero()) {
                deliver(outcome);
            } else {
                Future<?> unused = delays.schedule(
                        () -> handlers.execute(() -> deliver(outcome)),
                        response.delay().toMillis(),
                        TimeUnit.MILLISECONDS);
            }
        });
    }

    private RawRequest request() {
        HttpRequest request = Objects.requireNonNull(head);
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (Header header : request.getHeaders()) {
            headers.add(Map.entry(header.getName(), header.getValue() == null ? "" : header.getValue()));
        }
        return new RawRequest(request.getMethod(), request.getRequestUri(), headers, received.toByteArray());
    }

    private void deliver(HttpResponse response) {
        try {
            switch (response.delivery()) {
                case COMPLETE -> write(response);
                case TRUNCATED -> end(truncated(response));
                case RAW -> end(response.bytes());
                case CLOSED -> end(new byte[0]);
                case RESET -> close(CloseMode.IMMEDIATE);
            }
        } catch (HttpException | IOException e) {
            // The client has closed the connection.
            close(CloseMode.IMMEDIATE);
        }
    }

    private void write(HttpResponse response) throws HttpException, IOException {
        HttpRequest request = Objects.requireNonNull(head);
        BasicHttpResponse message = new BasicHttpResponse(response.status());
        response.headers().forEach(message::setHeader);
        Header connection = request.getFirstHeader(HttpHeaders.CONNECTION);
        boolean asked = connection != null && "close".equalsIgnoreCase(connection.getValue());
        boolean last =
                asked || (request.getVersion() != null && request.getVersion().lessEquals(HttpVersion.HTTP_1_0));
        if (last) {
            message.setHeader(HttpHeaders.CONNECTION, "close");
        }
        boolean empty =
                response.status() == HttpStatus.SC_NO_CONTENT || response.status() == HttpStatus.SC_NOT_MODIFIED;
        body = ByteBuffer.wrap(response.bytes());
        Objects.requireNonNull(channel)
                .sendResponse(
                        message,
                        empty ? null : new BasicEntityDetails(response.bytes().length, null),
                        Objects.requireNonNull(context));
    }

    /** Returns the head with the length of the whole body, and half of the body, as a server that dies sends it. */
    private static byte[] truncated(HttpResponse response) {
        byte[] whole = response.bytes();
        StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " \r\n");
        response.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(whole.length).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(whole, 0, whole.length / 2);
        return bytes.toByteArray();
    }

    /** Writes bytes past HttpCore, which would complete or refuse such a response, and ends the connection. */
    private void end(byte[] bytes) throws IOException {
        IOSession open = session;
        if (open != null && open.channel() instanceof SocketChannel socket) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                if (socket.write(rest) == 0) {
                    Thread.onSpinWait();
                }
            }
            socket.shutdownOutput();
        }
        close(CloseMode.GRACEFUL);
    }

    private void close(CloseMode mode) {
        if (session != null) {
            session.close(mode);
        }
    }
}
