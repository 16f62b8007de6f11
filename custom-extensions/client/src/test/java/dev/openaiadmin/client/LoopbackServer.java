package dev.openaiadmin.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An HTTP server on the loopback interface that can refuse and reset connections, which servers of libraries do not. */
final class LoopbackServer implements AutoCloseable {
    /** Systems give others no port of these, also while nobody listens there. */
    private static final int LOWEST_PORT = 10_000;

    private static final int PORTS = 20_000;
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    private final Handler handler;
    private final InetSocketAddress address;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerSocket listening;
    private volatile boolean closed;

    LoopbackServer(Handler handler) {
        this.handler = handler;
        ServerSocket socket = openAnywhere();
        this.address = (InetSocketAddress) socket.getLocalSocketAddress();
        accept(socket);
    }

    private static ServerSocket openAnywhere() {
        while (true) {
            int port = LOWEST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
            try {
                return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (BindException e) {
                // Another program listens there.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ServerSocket open(InetSocketAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Answers a request. */
    @FunctionalInterface
    interface Handler {
        /** Returns the bytes of the response; null resets the connection. */
        byte @Nullable [] answer(ReceivedRequest request);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + address.getPort() + "/v1";
    }

    /** Returns the bytes of a response with these headers and the length of the body. */
    static byte[] response(int status, byte[] body, String... namesAndValues) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            head.append(namesAndValues[i])
                    .append(": ")
                    .append(namesAndValues[i + 1])
                    .append("\r\n");
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    /** Accepts connections, if they were refused before. */
    synchronized void listen() {
        if (listening != null || closed) {
            return;
        }
        try {
            accept(open(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses connections from now on, and closes those that are open. */
    synchronized void refuseConnections() {
        ServerSocket socket = listening;
        listening = null;
        try {
            if (socket != null) {
                socket.close();
            }
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        listening = socket;
        daemon(() -> acceptAll(socket));
    }

    private void acceptAll(ServerSocket socket) {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            }
        } catch (IOException e) {
            // Nobody listens any more.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            ReceivedRequest request = read(in);
            while (request != null) {
                byte[] response = handler.answer(request);
                if (response == null) {
                    connection.setSoLinger(true, 0);
                    return;
                }
                connection.getOutputStream().write(response);
                request = read(in);
            }
        } catch (IOException e) {
            // The client has closed the connection, or the test has ended.
        } finally {
            connections.remove(connection);
        }
    }

    private static @Nullable ReceivedRequest read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", 3);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon), name -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(
                headers.getOrDefault("Content-Length", List.of("0")).get(0));
        return new ReceivedRequest(
                parts[0], parts[1], headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
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

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "loopback-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        refuseConnections();
    }
}
