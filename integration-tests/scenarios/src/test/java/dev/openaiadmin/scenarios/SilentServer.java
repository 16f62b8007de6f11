package dev.openaiadmin.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Takes connections, reads the beginning of a request, and never answers. */
final class SilentServer implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch arrived = new CountDownLatch(1);

    SilentServer() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::listen, "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + listening.getLocalPort() + "/v1";
    }

    /** Waits for the first byte of the first request. */
    void awaitRequest() throws InterruptedException {
        arrived.await();
    }

    private void listen() {
        try {
            while (true) {
                Socket connection = listening.accept();
                connections.add(connection);
                if (connection.getInputStream().read() >= 0) {
                    arrived.countDown();
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
