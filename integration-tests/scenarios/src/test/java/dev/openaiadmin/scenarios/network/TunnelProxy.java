package dev.openaiadmin.scenarios.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy that opens tunnels ({@code CONNECT}) to ports of this machine. */
final class TunnelProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final AtomicInteger tunnels = new AtomicInteger();

    private TunnelProxy(ServerSocket listening) {
        this.listening = listening;
    }

    static TunnelProxy start() throws IOException {
        TunnelProxy proxy = new TunnelProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        daemon(proxy::listen);
        return proxy;
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
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), portIn(head(client.getInputStream())))) {
            tunnels.incrementAndGet();
            client.getOutputStream()
                    .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            daemon(() -> copy(server, client));
            copy(client, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
