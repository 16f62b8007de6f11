package dev.openaiadmin.spring.boot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A proxy that requires a login, accepts none, and keeps what it received. */
final class LoginProxy implements AutoCloseable {
    private static final String LOGIN = "Proxy-Authorization: ";
    private static final byte[] REFUSAL =
            "HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=\"here\"\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listening;
    private final Queue<String> logins = new ConcurrentLinkedQueue<>();

    private LoginProxy(ServerSocket listening) {
        this.listening = listening;
    }

    static LoginProxy start() throws IOException {
        LoginProxy proxy = new LoginProxy(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(proxy::serve, "login-proxy");
        thread.setDaemon(true);
        thread.start();
        return proxy;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Returns the values of the header Proxy-Authorization. */
    List<String> logins() {
        return List.copyOf(logins);
    }

    private void serve() {
        try (Socket client = listening.accept();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(LOGIN)) {
                    logins.add(line.substring(LOGIN.length()));
                } else if (line.isEmpty()) {
                    client.getOutputStream().write(REFUSAL);
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
