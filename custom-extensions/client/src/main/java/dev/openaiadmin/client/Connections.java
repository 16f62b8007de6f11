package dev.openaiadmin.client;

import java.util.List;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The HTTP library with a pool of connections, and without all that it would do of its own accord. */
final class Connections {
    /** A connection may have died while it lay idle; the look at it takes a millisecond, so busy ones are spared. */
    private static final TimeValue TRUSTED_WITHOUT_A_LOOK = TimeValue.ofMilliseconds(50);

    private Connections() {}

    static CloseableHttpClient open(NetworkSettings settings) {
        HttpClientBuilder http = HttpClients.custom()
                .setConnectionManager(pool(settings))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(settings.connectionWait))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .useSystemProperties()
                .addExecInterceptorLast("sent", (request, scope, chain) -> {
                    Progress.of(scope.clientContext).sending();
                    return chain.proceed(request, scope);
                })
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                // A challenge must not have the request sent again, with a login that belongs to somebody else.
                .setTargetAuthenticationStrategy((type, challenges, context) -> List.of());
        if (settings.proxyHost != null) {
            http.setProxy(new HttpHost("http", settings.proxyHost, settings.proxyPort));
        }
        return http.build();
    }

    private static PoolingHttpClientConnectionManager pool(NetworkSettings settings) {
        Timeout connectTimeout = Timeout.of(settings.connectTimeout);
        Timeout readTimeout = Timeout.of(settings.readTimeout);
        PoolingHttpClientConnectionManagerBuilder pool = PoolingHttpClientConnectionManagerBuilder.create()
                .useSystemProperties()
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
                        .build());
        if (settings.sslContext != null) {
            pool.setTlsSocketStrategy(new DefaultClientTlsStrategy(settings.sslContext));
        }
        return pool.build();
    }
}
