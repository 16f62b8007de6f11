package dev.openaiadmin.scenarios.network;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Breaks HTTP in the ways in which well-behaved servers cannot: byte by byte, on a socket. */
final class FaultServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;
    private static final int BACKLOG = 1000;

    private final ServerSocket listening;
    private final String scheme;
    private final List<Received> requests = Collections.synchronizedList(new ArrayList<>());
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();
    private final Semaphore arrived = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Reply reply;

    private FaultServer(ServerSocket listening, String scheme, Reply reply) {
        this.listening = listening;
        this.scheme = scheme;
        this.reply = reply;
        daemon(this::listen);
    }

    /** What is done when a request has arrived. A connection that is not closed then waits for the next request. */
    @FunctionalInterface
    interface Reply {
        void to(Received request, Connection connection) throws IOException;
    }

    /** A request, as it came. */
    record Received(String line, List<String> headers, String body) {
        String method() {
            return line.substring(0, line.indexOf(' '));
        }

        /** The path and the query. */
        String target() {
            return line.split(" ", 3)[1];
        }

        /** The first value of a header; empty when there is none. */
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
            return new FaultServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), "http", reply);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FaultServer secured(SSLContext keys, Reply reply) {
        try {
            return new FaultServer(
                    keys.getServerSocketFactory().createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()),
                    "https",
                    reply);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Forgets the requests so far, and replies in another way from now on. */
    void become(Reply next) {
        requests.clear();
        reply = next;
    }

    /** Waits for a request that was not waited for before. */
    void awaitRequest() throws InterruptedException {
        if (!arrived.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("No request came");
        }
    }

    /** Whether the other side closes all connections within that time. */
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

    /** A whole response, in one piece. */
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
            // The test is over.
        }
    }

    private void serve(Connection connection) {
        try (connection) {
            connection.socket.setTcpNoDelay(true);
            Received request = connection.read();
            while (request != null) {
                requests.add(request);
                arrived.release();
                reply.to(request, connection);
                request = connection.read();
            }
        } catch (IOException broken) {
            // Meant, on one side or the other.
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
        private final Socket socket;
        private @Nullable InputStream in;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        /** The next request, or null when there will be none. */
        private @Nullable Received read() throws IOException {
            if (socket.isClosed()) {
                return null;
            }
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
            String length = withoutBody.header("Content-Length");
            byte[] body = length.isEmpty() ? new byte[0] : stream.readNBytes(Integer.parseInt(length));
            return new Received(withoutBody.line(), withoutBody.headers(), new String(body, StandardCharsets.UTF_8));
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

        /** Sends again and again, with a breath in between, until the other side has gone. */
        void dribble(String piece) throws IOException {
            try {
                while (!closing.await(10, TimeUnit.MILLISECONDS)) {
                    send(piece);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Sends as fast as the other side takes it, until it has gone or the size is reached; how much was sent. */
        long pour(byte[] piece, long size) {
            long sent = 0;
            try {
                while (sent < size) {
                    send(piece);
                    sent += piece.length;
                }
            } catch (IOException gone) {
                // As it should.
            }
            return sent;
        }

        /** Says nothing more until the other side has gone. */
        void stall() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // Whatever comes is not answered.
            }
        }

        /** Ends the connection with a reset instead of an orderly close. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
