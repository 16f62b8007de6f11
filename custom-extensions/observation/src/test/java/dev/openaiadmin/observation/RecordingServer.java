package dev.openaiadmin.observation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that responds with a project, or with prepared statuses first, and keeps the trace contexts of requests. */
final class RecordingServer implements AutoCloseable {
    private static final byte[] PROJECT = """
            {"id": "proj_1", "object": "organization.project", "name": "payments-prod", "created_at": 1790000000,
             "archived_at": null, "status": "active"}""".getBytes(StandardCharsets.UTF_8);

    private final Queue<String> contexts = new ConcurrentLinkedQueue<>();
    private final Deque<Integer> errors = new ArrayDeque<>();
    private final HttpServer server;

    RecordingServer(Integer... errors) {
        this.errors.addAll(List.of(errors));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::respond);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Returns the {@code traceparent} of each request. */
    List<String> contexts() {
        return List.copyOf(contexts);
    }

    /** Runs on the one thread of the server. */
    private void respond(HttpExchange exchange) throws IOException {
        contexts.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
        Integer error = errors.poll();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("retry-after-ms", "1");
        exchange.sendResponseHeaders(error == null ? 200 : error, PROJECT.length);
        exchange.getResponseBody().write(PROJECT);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
