package dev.openaiadmin.testkit.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.bootstrap.AsyncServerBootstrap;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.http.protocol.ResponseDate;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.IOSessionListener;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.apache.hc.core5.util.Timeout;

/**
 * Listens for HTTP/1.1 and hands every request to one handler. Safe for use by many threads.
 *
 * <p>HttpCore does the parsing, since it keeps paths and values of headers as they were sent: a server that decodes paths
 * or caches headers responds to broken ones by itself, and mixes up keys that differ in case only.
 */
public final class HttpListener implements AutoCloseable {
    /** The largest body that is read. The largest bodies of the API are certificates and lists of ids. */
    public static final int MAX_BODY = 4 * 1024 * 1024;

    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_HEADERS = 200;
    /** Many clients may connect at once; with the default of the system, they would have to try again. */
    private static final int BACKLOG = 10_000;
    /** Handlers compute in memory, except user stubs and proxies, which may wait. */
    private static final int HANDLER_THREADS = 32;

    private static final Timeout IDLE = Timeout.ofMinutes(5);

    private final ExecutorService handlers = Executors.newFixedThreadPool(HANDLER_THREADS, threads("handler"));
    private final ScheduledExecutorService delays = Executors.newSingleThreadScheduledExecutor(threads("delay"));
    private final Map<SocketAddress, IOSession> sessions = new ConcurrentHashMap<>();
    private final HttpAsyncServer server;
    private final int port;

    /**
     * Starts to listen.
     *
     * @param host the address to listen at
     * @param port the port to listen at, or 0 for one that is free
     * @param handler handles every request
     * @throws UncheckedIOException if it cannot listen there
     */
    public HttpListener(String host, int port, HttpHandler handler) {
        this.server = AsyncServerBootstrap.bootstrap()
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setBacklogSize(BACKLOG)
                        .setSoReuseAddress(true)
                        .setTcpNoDelay(true)
                        .setSoTimeout(IDLE)
                        .build())
                .setHttp1Config(Http1Config.custom()
                        .setMaxLineLength(MAX_LINE)
                        .setMaxHeaderCount(MAX_HEADERS)
                        .build())
                // Without the interceptor that closes the connection after a 400 or a 503: the real API keeps it open.
                .setHttpProcessor(HttpProcessorBuilder.create()
                        .addAll(new ResponseDate(), new ResponseContent())
                        .build())
                .setIOSessionListener(new Sessions())
                .setRequestRouter((request, context) -> () -> new Exchange(
                        handler,
                        handlers,
                        delays,
                        sessions.get(HttpCoreContext.cast(context)
                                .getEndpointDetails()
                                .getRemoteAddress())))
                .create();
        server.start();
        this.port = listen(host, port);
    }

    /** Returns the port that it listens at. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
        handlers.shutdownNow();
        delays.shutdownNow();
    }

    private int listen(String host, int wanted) {
        try {
            ListenerEndpoint endpoint = server.listen(new InetSocketAddress(host, wanted), URIScheme.HTTP)
                    .get();
            return ((InetSocketAddress) endpoint.getAddress()).getPort();
        } catch (ExecutionException e) {
            close();
            if (e.getCause() instanceof BindException cause) {
                throw new UncheckedIOException(withoutDetails(cause));
            }
            if (e.getCause() instanceof IOException cause) {
                throw new UncheckedIOException(cause);
            }
            throw new IllegalStateException("Cannot listen at port " + wanted + " of " + host, e.getCause());
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before it could listen at port " + wanted, e);
        }
    }

    /** Returns the exception of the system, from the message that HttpCore puts it into. */
    private static BindException withoutDetails(BindException detailed) {
        String message = String.valueOf(detailed.getMessage());
        String type = BindException.class.getName() + ": ";
        int original = message.lastIndexOf(type);
        BindException plain = new BindException(original < 0 ? message : message.substring(original + type.length()));
        plain.initCause(detailed.getCause());
        return plain;
    }

    private static ThreadFactory threads(String purpose) {
        AtomicInteger next = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "openai-admin-testkit-" + purpose + "-" + next.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Knows the open connections, for responses that end them. */
    private final class Sessions implements IOSessionListener {
        @Override
        public void connected(IOSession session) {
            sessions.put(session.getRemoteAddress(), session);
        }

        @Override
        public void disconnected(IOSession session) {
            sessions.values().remove(session);
        }

        @Override
        public void startTls(IOSession session) {}

        @Override
        public void inputReady(IOSession session) {}

        @Override
        public void outputReady(IOSession session) {}

        @Override
        public void timeout(IOSession session) {}

        @Override
        public void exception(IOSession session, Exception failure) {}
    }
}
