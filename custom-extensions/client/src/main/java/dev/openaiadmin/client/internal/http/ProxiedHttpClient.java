package dev.openaiadmin.client.internal.http;

import java.io.IOException;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.auth.CredentialsProviderBuilder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Builds the client that sends requests through the tunnel of a proxy. Everything else that it could do is off. */
final class ProxiedHttpClient {
    private ProxiedHttpClient() {}

    static CloseableHttpClient create(
            HttpClientConnectionManager pool,
            Timeout connectionWait,
            HttpRoutePlanner routes,
            @Nullable ProxyServer proxy) {
        HttpClientBuilder builder = HttpClients.custom()
                .setConnectionManager(pool)
                .setConnectionManagerShared(true)
                .setRoutePlanner(routes)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connectionWait)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setRequestExecutor(new ExchangeExecutor())
                // For the names and passwords of proxies that the JVM knows.
                .useSystemProperties()
                .replaceExecInterceptor(ChainElement.PROTOCOL.name(), ProxiedHttpClient::withoutLogin)
                .addExecInterceptorBefore(
                        ChainElement.CONNECT.name(), "stale connections", ProxiedHttpClient::onUsableConnection)
                .addExecInterceptorLast("lease", (request, scope, chain) -> {
                    ((ExchangeContext) scope.clientContext).leased(scope.execRuntime::releaseEndpoint);
                    return chain.proceed(request, scope);
                })
                .disableConnectionState()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent();
        if (proxy != null && proxy.user() != null) {
            builder.setDefaultCredentialsProvider(login(proxy, proxy.user()));
        }
        return builder.build();
    }

    private static CredentialsProvider login(ProxyServer proxy, String user) {
        String password = proxy.password();
        return CredentialsProviderBuilder.create()
                .add(new AuthScope(proxy.host(), proxy.port()), user, password == null ? null : password.toCharArray())
                .build();
    }

    /**
     * Takes the place of the step that would respond to a challenge by sending the request again with a login. Logins to
     * proxies are the job of the step that opens tunnels.
     */
    private static ClassicHttpResponse withoutLogin(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        return chain.proceed(request, scope);
    }

    private static ClassicHttpResponse onUsableConnection(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException, HttpException {
        while (true) {
            try {
                return chain.proceed(request, scope);
            } catch (StaleConnectionException e) {
                scope.execRuntime.discardEndpoint();
            }
        }
    }
}
