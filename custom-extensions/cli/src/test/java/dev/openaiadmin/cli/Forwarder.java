package dev.openaiadmin.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Forwards connections to a server on this machine: as HTTPS in front of it, or as a proxy on the way to it. */
final class Forwarder implements AutoCloseable {
    private final ServerSocket listening;
    private final int backend;
    private final boolean opensTunnels;
    private final Queue<String> tunnels = new ConcurrentLinkedQueue<>();

    private Forwarder(ServerSocket listening, int backend, boolean opensTunnels) {
        this.listening = listening;
        this.backend = backend;
        this.opensTunnels = opensTunnels;
        start("accept", this::accept);
    }

    /** Serves HTTPS in front of a server that has none. */
    static Forwarder tls(ServerCertificate certificate, String backendUrl)
            throws GeneralSecurityException, IOException {
        ServerSocket listening = certificate
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new Forwarder(listening, URI.create(backendUrl).getPort(), false);
    }

    /** Opens a tunnel to another forwarder for every {@code CONNECT}, whatever server it names. */
    static Forwarder proxy(Forwarder backend) throws IOException {
        return new Forwarder(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), backend.port(), true);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Returns the servers that tunnels were opened to, such as {@code 127.0.0.1:8443}. */
    Queue<String> tunnels() {
        return tunnels;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            start("requests", () -> forward(client));
        }
    }

    private void forward(Socket client) throws IOException {
        if (opensTunnels) {
            tunnels.add(head(client.getInputStream()).split(" ", 3)[1]);
            client.getOutputStream()
                    .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), backend);
        start("responses", () -> copy(server, client));
        copy(client, server);
    }

    /** Reads no byte beyond the head of the request, since those belong into the tunnel. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The request ended early: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        }
    }

    /** A step that ends when a connection or the server is closed. */
    private interface Step {
        void run() throws IOException;
    }

    private static void start(String name, Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (IOException e) {
                        // The client or the test has closed it.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
