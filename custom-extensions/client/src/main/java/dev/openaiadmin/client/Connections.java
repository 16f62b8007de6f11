package dev.openaiadmin.client;

import java.io.IOException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChain.Scope;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

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
                .setRequestExecutor(new Executor())
                .useSystemProperties()
                .replaceExecInterceptor(ChainElement.PROTOCOL.name(), Connections::withoutLogin)
                .addExecInterceptorLast("sent", (request, scope, chain) -> {
                    ((Progress) scope.clientContext).sending(scope.execRuntime);
                    return chain.proceed(request, scope);
                })
                .disableConnectionState()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent();
        return settings.proxyHost == null
                ? http.setRoutePlanner(new Routes()).build()
                : http.setProxy(new HttpHost("http", settings.proxyHost, settings.proxyPort))
                        .build();
    }

    /** Tells who watches over a call which connection it is on. */
    private static final class Executor extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                @Nullable HttpResponseInformationCallback informationCallback,
                HttpContext context)
                throws IOException, HttpException {
            ((Progress) context).on((QuietConnection) connection);
            return super.execute(request, connection, informationCallback, context);
        }
    }

    /**
     * Stands where the library would answer a challenge by sending the request again, with a login that belongs to
     * somebody else. Tunnels through proxies are opened, and logged in to, by the stage after this.
     */
    private static ClassicHttpResponse withoutLogin(ClassicHttpRequest request, Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpRoute route = scope.route;
        ((BasicHttpRequest) request).setAbsoluteRequestUri(route.getProxyHost() != null && !route.isTunnelled());
        return chain.proceed(request, scope);
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
}
