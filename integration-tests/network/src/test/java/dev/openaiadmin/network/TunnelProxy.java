package dev.openaiadmin.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A proxy that opens tunnels ({@code CONNECT}) to ports of this machine, and may require a login. */
final class TunnelProxy implements AutoCloseable {
    private static final String OPENED = "HTTP/1.1 200 Connection established\r\n\r\n";

    private final ServerSocket listening;
    /** What the header Proxy-Authorization has to contain; null for a proxy that is open to all. */
    private final @Nullable String login;

    private final boolean keepsConnections;
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger tunnels = new AtomicInteger();

    private TunnelProxy(ServerSocket listening, @Nullable String login, boolean keepsConnections) {
        this.listening = listening;
        this.login = login;
        this.keepsConnections = keepsConnections;
    }

    static TunnelProxy start() throws IOException {
        return start(null, true);
    }

    /**
     * Starts a proxy that requires a login of the scheme Basic.
     *
     * @param keepsConnections whether a client that did not log in may do so on the same connection
     */
    static TunnelProxy requiringLogin(String user, String password, boolean keepsConnections) throws IOException {
        return start(
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)),
                keepsConnections);
    }

    private static TunnelProxy start(@Nullable String login, boolean keepsConnections) throws IOException {
        TunnelProxy proxy =
                new TunnelProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), login, keepsConnections);
        daemon(proxy::listen);
        return proxy;
    }

    /** Returns the heads of all requests. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    int port() {
        return listening.getLocalPort();
    }

    int tunnelsOpened() {
        return tunnels.get();
    }

    private void listen() {
        try {
            while (true) {
                Socket client = listening.accept();
                daemon(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            while (login != null && !head.contains("\r\nProxy-Authorization: " + login + "\r\n")) {
                send(
                        client,
                        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"here\"\r\n"
                                + (keepsConnections ? "" : "Connection: close\r\n") + "Content-Length: 0\r\n\r\n");
                if (!keepsConnections) {
                    return;
                }
                head = head(client.getInputStream());
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), portIn(head))) {
                tunnels.incrementAndGet();
                send(client, OPENED);
                daemon(() -> copy(server, client));
                copy(client, server);
            }
        } catch (IOException closed) {
            // Clients that cannot log in leave.
        }
    }

    private static void send(Socket client, String head) throws IOException {
        client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads no byte beyond the head of the request, since those belong into the tunnel. */
    private String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The request ended early: " + head);
            }
            head.append((char) next);
        }
        heads.add(head.toString());
        return head.toString();
    }

    private static int portIn(String head) throws IOException {
        String[] line = head.split(" ", 3);
        if (!line[0].equals("CONNECT")) {
            throw new IOException("Not a request for a tunnel: " + head);
        }
        return Integer.parseInt(line[1].substring(line[1].lastIndexOf(':') + 1));
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // Either side may end the tunnel.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "tunnel-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
