package dev.openaiadmin.client;

import java.io.IOException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A pool of connections, and two ways to send on one: straight to the server, or through a proxy, which takes stages of
 * the library that nobody else has to wait for.
 */
final class Connections implements AutoCloseable {
    /** A connection may have died while it lay idle; the look at it takes a millisecond, so busy ones are spared. */
    private static final TimeValue TRUSTED_WITHOUT_A_LOOK = TimeValue.ofMilliseconds(50);

    private final PoolingHttpClientConnectionManager pool;
    private final Timeout longestWait;
    private final Routes routes;
    private @Nullable CloseableHttpClient throughProxies;

    Connections(NetworkSettings settings) {
        this.pool = pool(settings);
        this.longestWait = Timeout.of(settings.connectionWait);
        this.routes = Routes.of(settings);
    }

    /**
     * Sends a request, and gives the answer once its headers are there. Its connection is held until
     * {@link Progress#ended} gives it back, or {@link Outgoing#cancel} closes it.
     */
    ClassicHttpResponse answerTo(Outgoing outgoing, Progress progress) throws IOException {
        try {
            HttpRoute route = routes.determineRoute(outgoing.host(), outgoing, progress);
            return route.getProxyHost() == null
                    ? DirectExchange.of(outgoing, progress, pool, longestWait, route)
                    : throughProxies().executeOpen(outgoing.host(), outgoing, progress);
        } catch (HttpException e) {
            throw new ClientProtocolException(e.getMessage(), e);
        }
    }

    private synchronized CloseableHttpClient throughProxies() {
        CloseableHttpClient client = throughProxies;
        if (client == null) {
            client = Proxies.clientOn(pool, longestWait, routes);
            throughProxies = client;
        }
        return client;
    }

    private static PoolingHttpClientConnectionManager pool(NetworkSettings settings) {
        Timeout connectTimeout = Timeout.of(settings.connectTimeout);
        Timeout readTimeout = Timeout.of(settings.readTimeout);
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(new Tls(settings.sslContext))
                .setConnectionFactory(socket -> QuietConnection.create())
                .setMaxConnPerRoute(settings.maxConnections)
                .setMaxConnTotal(settings.maxConnections)
                // Holds while a proxy is asked for a tunnel.
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(readTimeout).build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connectTimeout).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connectTimeout)
                        .setSocketTimeout(readTimeout)
                        .setValidateAfterInactivity(TRUSTED_WITHOUT_A_LOOK)
                        .build())
                .build();
    }

    @Override
    public void close() {
        pool.close(CloseMode.IMMEDIATE);
    }
}
