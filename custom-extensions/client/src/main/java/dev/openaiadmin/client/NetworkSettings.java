package dev.openaiadmin.client;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What a builder collects for its transport, with the defaults; read once, when the transport is made. */
final class NetworkSettings {
    Duration connectTimeout = Duration.ofSeconds(5);
    Duration readTimeout = Duration.ofSeconds(30);
    Duration connectionWait = Duration.ofSeconds(30);
    int maxConnections = 256;
    int maxResponseBytes = 64 * 1024 * 1024;

    @Nullable
    String proxyHost;

    int proxyPort;

    @Nullable
    SSLContext sslContext;
}
