package dev.openaiadmin.client;

import java.io.IOException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChain.Scope;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.util.Timeout;

/** The way through proxies: the library's stages that open tunnels and log in, without all else that it would do. */
final class Proxies {
    private Proxies() {}

    static CloseableHttpClient clientOn(
            HttpClientConnectionManager pool, Timeout longestWait, HttpRoutePlanner routes) {
        return HttpClients.custom()
                .setConnectionManager(pool)
                .setRoutePlanner(routes)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(longestWait)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setRequestExecutor(new WatchedExecutor())
                // Names and passwords for proxies.
                .useSystemProperties()
                .replaceExecInterceptor(ChainElement.PROTOCOL.name(), Proxies::withoutLogin)
                .addExecInterceptorLast("sent", (request, scope, chain) -> {
                    ((Progress) scope.clientContext).sending(scope.execRuntime::releaseEndpoint);
                    return chain.proceed(request, scope);
                })
                .disableConnectionState()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
    }

    /**
     * Stands where the library would answer a challenge by sending the request again, with a login that belongs to
     * somebody else. Tunnels are opened, and logged in to, by the stage after this.
     */
    private static ClassicHttpResponse withoutLogin(ClassicHttpRequest request, Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpRoute route = scope.route;
        ((BasicHttpRequest) request).setAbsoluteRequestUri(route.getProxyHost() != null && !route.isTunnelled());
        return chain.proceed(request, scope);
    }
}
