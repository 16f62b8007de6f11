package dev.openaiadmin.client.internal.http;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link PooledHttpTransport}.
 *
 * @param proxy the HTTP proxy; null for the one that the system properties name, if any
 * @param sslContext whom to trust; null for whom the system properties name
 */
public record TransportSettings(
        Duration connectTimeout,
        Duration readTimeout,
        Duration connectionWait,
        int maxConnections,
        int maxResponseBytes,
        @Nullable ProxyServer proxy,
        @Nullable SSLContext sslContext) {}
