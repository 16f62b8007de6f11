package dev.openaiadmin.observation;

import dev.openaiadmin.client.ConnectionPoolStats;
import dev.openaiadmin.client.OpenAiAdmin;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Gauges of the connection pool of a client, with the names that Micrometer gives those of Apache HttpClient:
 * {@code httpcomponents.httpclient.pool.total.max}, {@code httpcomponents.httpclient.pool.total.connections} with the
 * {@code state} {@code leased} or {@code available}, and {@code httpcomponents.httpclient.pool.total.pending}. The key
 * {@code httpclient} has the value {@code openai-admin}. Binds nothing if a {@code feign.Client} sends the requests.
 */
public final class ConnectionPoolMetrics implements MeterBinder {
    private static final String PREFIX = "httpcomponents.httpclient.pool.total.";
    private static final Tag CLIENT = Tag.of("httpclient", "openai-admin");

    private final OpenAiAdmin client;

    private ConnectionPoolMetrics(OpenAiAdmin client) {
        this.client = client;
    }

    /**
     * Returns the gauges of a client.
     *
     * @param client the client, which the meters do not keep in memory
     * @return gauges to bind to a registry
     */
    public static ConnectionPoolMetrics of(OpenAiAdmin client) {
        return new ConnectionPoolMetrics(client);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        if (client.connectionPoolStats().isEmpty()) {
            return;
        }
        gauge(registry, "max", List.of(CLIENT), ConnectionPoolStats::max, "The maximum number of connections.");
        gauge(
                registry,
                "connections",
                List.of(CLIENT, Tag.of("state", "leased")),
                ConnectionPoolStats::inUse,
                "The number of connections in this state.");
        gauge(
                registry,
                "connections",
                List.of(CLIENT, Tag.of("state", "available")),
                ConnectionPoolStats::idle,
                "The number of connections in this state.");
        gauge(
                registry,
                "pending",
                List.of(CLIENT),
                ConnectionPoolStats::waiting,
                "The number of calls that wait for a connection.");
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            List<Tag> tags,
            ToIntFunction<ConnectionPoolStats> value,
            String description) {
        Gauge.builder(PREFIX + name, client, observed -> valueOf(observed, value))
                .tags(tags)
                .description(description)
                .register(registry);
    }

    private static double valueOf(OpenAiAdmin client, ToIntFunction<ConnectionPoolStats> value) {
        return client.connectionPoolStats().map(value::applyAsInt).orElse(0);
    }
}
