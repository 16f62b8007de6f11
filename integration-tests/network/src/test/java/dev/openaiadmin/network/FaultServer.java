package dev.openaiadmin.network;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An HTTP server that sends and breaks off byte by byte, in ways that a library for servers does not allow. */
final class FaultServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;
    private static final int BACKLOG = 1000;
    /** Small, so that most of a long body is still to be sent when the server answers. */
    private static final int EARLY_RECEIVE_BUFFER = 64 * 1024;

    private final ServerSocket listening;
    private final List<Received> requests = Collections.synchronizedList(new ArrayList<>());
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();
    private final Semaphore arrived = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Semaphore answerRead = new Semaphore(0);
    private final Semaphore idleChanged = new Semaphore(0);
    private final AtomicLong poured = new AtomicLong();
    private volatile String scheme = "http";
    private volatile Action opening = connection -> {};
    private volatile Reply reply;
    private volatile boolean early;

    private FaultServer(ServerSocket listening, Reply reply) {
        this.listening = listening;
        this.reply = reply;
        daemon(this::listen);
    }

    /** Handles a request that has arrived. A connection that is left open then waits for the next request. */
    @FunctionalInterface
    interface Reply {
        void to(Received request, Connection connection) throws IOException;
    }

    /** Does something to a connection. */
    @FunctionalInterface
    interface Action {
        void on(Connection connection) throws IOException;
    }

    /** A request, as it arrived. */
    record Received(String line, List<String> headers, String body) {
        String method() {
            return line.substring(0, line.indexOf(' '));
        }

        /** Returns the path and the query. */
        String target() {
            return line.split(" ", 3)[1];
        }

        /** Returns the first value of a header; empty when there is none. */
        String header(String name) {
            return headers.stream()
                    .filter(header -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(header -> header.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    static FaultServer start(Reply reply) {
        try {
            return new FaultServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), reply);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server that replies when it has read the head of a request, and does not read the body. */
    static FaultServer early(Reply reply) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReceiveBufferSize(EARLY_RECEIVE_BUFFER);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            FaultServer server = new FaultServer(listening, reply);
            server.early = true;
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FaultServer secured(SSLContext keys, Reply reply) {
        return secured(keys, settings -> {}, reply);
    }

    /** Starts a server that speaks TLS, with other settings for each connection. */
    static FaultServer secured(SSLContext keys, Consumer<SSLSocket> settings, Reply reply) {
        FaultServer server = start(reply);
        server.scheme = "https";
        server.opening = connection -> settings.accept(connection.secure(keys));
        return server;
    }

    String baseUrl() {
        return scheme + "://127.0.0.1:" + port() + "/v1";
    }

    int port() {
        return listening.getLocalPort();
    }

    List<Received> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    int connectionsOpened() {
        return opened.get();
    }

    /** Returns the number of bytes of the longest response that {@link Connection#pour} could send. */
    long poured() {
        return poured.get();
    }

    /** Forgets the requests so far, and replies in another way from now on, to whole requests. */
    void become(Reply next) {
        requests.clear();
        early = false;
        reply = next;
    }

    /** Waits for a request that was not waited for before. */
    void awaitRequest() throws InterruptedException {
        if (!arrived.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("No request arrived");
        }
    }

    /**
     * Tells a reply that waits in {@link Connection#whileIdle} that the client has read the answer, and waits until the
     * reply has changed the idle connection.
     */
    void changeIdleConnection() {
        answerRead.release();
        acquire(idleChanged);
    }

    private static void acquire(Semaphore semaphore) {
        try {
            if (!semaphore.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("The other thread did not get there");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns whether the other side closes all connections within that time. */
    boolean isLeftWithin(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (open) {
            while (!open.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                open.wait(left);
            }
        }
        return true;
    }

    /** Returns the bytes of a whole response. */
    static byte[] response(int status, byte[] body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (status != 204) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    private void listen() {
        try {
            while (true) {
                Connection connection = new Connection(listening.accept());
                open.add(connection);
                opened.incrementAndGet();
                daemon(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private void serve(Connection connection) {
        try (connection) {
            connection.socket.setTcpNoDelay(true);
            opening.on(connection);
            Received request = connection.read();
            while (request != null) {
                requests.add(request);
                arrived.release();
                reply.to(request, connection);
                request = connection.read();
            }
        } catch (IOException broken) {
            // The test or the client has closed the connection.
        } finally {
            synchronized (open) {
                open.remove(connection);
                open.notifyAll();
            }
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "fault-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            listening.close();
            for (Connection connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection, seen from the server. */
    final class Connection implements AutoCloseable {
        private final Socket plain;
        private volatile Socket socket;
        private @Nullable InputStream in;

        private Connection(Socket plain) {
            this.plain = plain;
            this.socket = plain;
        }

        /** Returns the next request, or null when there will be none. */
        private @Nullable Received read() throws IOException {
            if (plain.isClosed()) {
                return null;
            }
            handshake();
            InputStream stream = in == null ? new BufferedInputStream(socket.getInputStream()) : in;
            in = stream;
            List<String> head = new ArrayList<>();
            String line = line(stream);
            while (line != null && !line.isEmpty()) {
                head.add(line);
                line = line(stream);
            }
            if (line == null || head.isEmpty()) {
                return null;
            }
            Received withoutBody = new Received(head.get(0), List.copyOf(head.subList(1, head.size())), "");
            if (early) {
                return withoutBody;
            }
            String length = withoutBody.header("Content-Length");
            byte[] body = length.isEmpty() ? new byte[0] : stream.readNBytes(Integer.parseInt(length));
            return new Received(withoutBody.line(), withoutBody.headers(), new String(body, StandardCharsets.UTF_8));
        }

        /** Lets the client read an alert: to close a connection with unread bytes could reset it before that. */
        private void handshake() throws IOException {
            if (socket instanceof SSLSocket secured) {
                try {
                    secured.startHandshake();
                } catch (SSLException refused) {
                    while (plain.getInputStream().read() >= 0) {
                        // What arrives gets no answer.
                    }
                    throw refused;
                }
            }
        }

        private static @Nullable String line(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int next = in.read();
            while (next >= 0 && next != '\n') {
                if (next != '\r') {
                    line.write(next);
                }
                next = in.read();
            }
            return next < 0 ? null : line.toString(StandardCharsets.UTF_8);
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Sends a whole response. */
        void respond(int status, String body, String... headers) throws IOException {
            respond(status, body.getBytes(StandardCharsets.UTF_8), headers);
        }

        void respond(int status, byte[] body, String... headers) throws IOException {
            send(response(status, body, headers));
        }

        /** Sends a piece every 10 milliseconds until the other side has closed the connection. */
        void dribble(String piece) throws IOException {
            try {
                while (!closing.await(10, TimeUnit.MILLISECONDS)) {
                    send(piece);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Sends as fast as the other side reads, until it has closed the connection or has read that many bytes. */
        void pour(byte[] piece, long size) {
            long sent = 0;
            try {
                while (sent < size) {
                    send(piece);
                    sent += piece.length;
                }
            } catch (IOException closed) {
                // Expected of a client that refuses the rest.
            }
            poured.accumulateAndGet(sent, Math::max);
        }

        /** Sends nothing more until the other side has closed the connection. */
        void stall() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // What arrives gets no answer.
            }
        }

        /** Sends nothing for some time. */
        void pause(Duration time) {
            try {
                boolean unused = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /**
         * Waits until the client has read the answer, and then does something to the idle connection. The client's side
         * has what the action sends, and the end of a closed connection, before {@link #changeIdleConnection} returns.
         */
        void whileIdle(Action action) throws IOException {
            acquire(answerRead);
            action.on(this);
            awaitArrival();
            idleChanged.release();
        }

        /**
         * Waits until what this thread has sent has arrived: packets on the loopback interface arrive in the order in
         * which they are sent, also those of different connections.
         */
        private void awaitArrival() throws IOException {
            try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Socket near = new Socket(listener.getInetAddress(), listener.getLocalPort());
                    Socket far = listener.accept()) {
                near.getOutputStream().write(1);
                int unused = far.getInputStream().read();
            }
        }

        /** Speaks TLS from now on, as a server does. */
        SSLSocket secure(SSLContext keys) throws IOException {
            SSLSocket secured = (SSLSocket) keys.getSocketFactory().createSocket(plain, "127.0.0.1", port(), false);
            secured.setUseClientMode(false);
            socket = secured;
            in = null;
            return secured;
        }

        /** Closes the connection, and waits until the other side has received the end of it. */
        void hangUp() throws IOException {
            plain.setSoLinger(true, PATIENCE_SECONDS);
            plain.close();
        }

        /** Ends the connection with a reset instead of an orderly close. */
        void reset() throws IOException {
            plain.setSoLinger(true, 0);
            plain.close();
        }

        @Override
        public void close() throws IOException {
            plain.close();
        }
    }
}
