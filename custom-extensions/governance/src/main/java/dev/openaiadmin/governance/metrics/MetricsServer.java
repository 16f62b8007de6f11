package dev.openaiadmin.governance.metrics;

import dev.openaiadmin.governance.GovernanceException;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;

/**
 * Serves {@link OrganizationMetrics} to Prometheus, at {@code /metrics}.
 *
 * <pre>{@code
 * try (OrganizationMetrics metrics = OrganizationMetrics.builder(admin).build();
 *         MetricsServer server = MetricsServer.start(metrics, "localhost", 9889)) {
 *     metrics.start();
 *     System.out.println("http://localhost:" + server.port() + "/metrics");
 *     Thread.currentThread().join();
 * }
 * }</pre>
 *
 * <p>There is no authentication: bind it to an address that only Prometheus reaches. Thread-safe.
 */
public final class MetricsServer implements AutoCloseable {
    private final HTTPServer server;

    private MetricsServer(HTTPServer server) {
        this.server = server;
    }

    /**
     * Starts a server. The metrics are read when {@link OrganizationMetrics#start} or
     * {@link OrganizationMetrics#refresh} is called, not by scrapes.
     *
     * @param metrics what is served
     * @param host the name or address to bind to, such as {@code localhost}
     * @param port the port; 0 for any that is free
     * @return the server, which answers
     * @throws GovernanceException if the port cannot be bound
     */
    public static MetricsServer start(OrganizationMetrics metrics, String host, int port) {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(metrics);
        try {
            return new MetricsServer(HTTPServer.builder()
                    .hostname(host)
                    .port(port)
                    .registry(registry)
                    .buildAndStart());
        } catch (IOException e) {
            throw new GovernanceException(
                    "The metrics cannot be served at " + host + ":" + port + ": " + e.getMessage()
                            + "; choose another address or port",
                    e);
        }
    }

    /**
     * Returns the port.
     *
     * @return the port that the server listens on
     */
    public int port() {
        return server.getPort();
    }

    /** Ends the server; it then listens no longer. The metrics are not closed. */
    @Override
    public void close() {
        server.close();
    }
}
