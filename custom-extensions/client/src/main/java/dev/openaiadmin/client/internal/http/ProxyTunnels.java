package dev.openaiadmin.client.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.auth.AuthSchemeFactory;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.DefaultAuthenticationStrategy;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicSchemeFactory;
import org.apache.hc.client5.http.impl.auth.CredentialsProviderBuilder;
import org.apache.hc.client5.http.impl.auth.DigestSchemeFactory;
import org.apache.hc.client5.http.impl.auth.SystemDefaultCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.ConnectExec;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * Opens tunnels through HTTP proxies, and logs in to proxies that require it. Uses the step of the library for that, not
 * the client that the library would build around it: tracing agents would record what such a client sends.
 */
final class ProxyTunnels {
    private static final Lookup<AuthSchemeFactory> LOGINS = RegistryBuilder.<AuthSchemeFactory>create()
            .register(StandardAuthScheme.BASIC, BasicSchemeFactory.INSTANCE)
            .register(StandardAuthScheme.DIGEST, DigestSchemeFactory.INSTANCE)
            .build();

    private static final ExecChainHandler CONNECT = new ConnectExec(
            DefaultClientConnectionReuseStrategy.INSTANCE,
            new DefaultHttpProcessor(new RequestTargetHost()),
            DefaultAuthenticationStrategy.INSTANCE,
            DefaultSchemePortResolver.INSTANCE,
            true);

    private final HttpClientConnectionManager pool;
    private final ConnectionEndpoint.RequestExecutor executor;
    private final CredentialsProvider credentials;

    /**
     * @param proxy the proxy with its login; without one, the {@link java.net.Authenticator} of the JVM is asked for it
     */
    ProxyTunnels(
            HttpClientConnectionManager pool,
            ConnectionEndpoint.RequestExecutor executor,
            @Nullable ProxyServer proxy) {
        this.pool = pool;
        this.executor = executor;
        this.credentials = proxy == null || proxy.user() == null
                ? new SystemDefaultCredentialsProvider()
                : login(proxy, proxy.user(), proxy.password());
    }

    private static CredentialsProvider login(ProxyServer proxy, String user, @Nullable String password) {
        return CredentialsProviderBuilder.create()
                .add(
                        new AuthScope(proxy.host(), proxy.port()),
                        user,
                        password == null ? new char[0] : password.toCharArray())
                .build();
    }

    /**
     * Connects to the proxy, opens a tunnel to the server and secures it.
     *
     * @return null if the tunnel is open; otherwise what the proxy responded
     */
    @Nullable
    ClassicHttpResponse open(ConnectionEndpoint endpoint, ClassicHttpRequest request, ExchangeContext exchange)
            throws IOException, HttpException {
        exchange.setAuthSchemeRegistry(LOGINS);
        exchange.setCredentialsProvider(credentials);
        ClassicHttpResponse opened = new BasicClassicHttpResponse(HttpStatus.SC_OK);
        ClassicHttpResponse response = CONNECT.execute(
                request,
                new ExecChain.Scope(
                        PooledHttpClient.EXCHANGE,
                        exchange.route(),
                        request,
                        new LeasedEndpoint(endpoint, (CancellableDependency) request),
                        exchange),
                (next, scope) -> opened);
        return response == opened ? null : response;
    }

    /** A connection that is leased already. Its owner releases it. */
    private final class LeasedEndpoint implements ExecRuntime {
        private final ConnectionEndpoint endpoint;
        private final CancellableDependency request;

        LeasedEndpoint(ConnectionEndpoint endpoint, CancellableDependency request) {
            this.endpoint = endpoint;
            this.request = request;
        }

        @Override
        public boolean isExecutionAborted() {
            return request.isCancelled();
        }

        @Override
        public boolean isEndpointAcquired() {
            return true;
        }

        @Override
        public void acquireEndpoint(String id, HttpRoute route, Object state, HttpClientContext context) {
            throw new IllegalStateException("A connection is leased already");
        }

        @Override
        public void releaseEndpoint() {
            discardEndpoint();
        }

        @Override
        public void discardEndpoint() {
            endpoint.close(CloseMode.IMMEDIATE);
        }

        @Override
        public boolean isEndpointConnected() {
            return endpoint.isConnected();
        }

        @Override
        public void disconnectEndpoint() {
            endpoint.close(CloseMode.GRACEFUL);
        }

        @Override
        public void connectEndpoint(HttpClientContext context) throws IOException {
            if (request.isCancelled()) {
                throw new InterruptedIOException("The exchange was cancelled by another thread");
            }
            pool.connect(endpoint, null, context);
        }

        @Override
        public void upgradeTls(HttpClientContext context) throws IOException {
            pool.upgrade(endpoint, context);
        }

        /** Connects again if the proxy closed the connection after it demanded a login. */
        @Override
        public ClassicHttpResponse execute(String id, ClassicHttpRequest connect, HttpClientContext context)
                throws IOException, HttpException {
            if (!endpoint.isConnected()) {
                connectEndpoint(context);
            }
            return endpoint.execute(id, connect, executor, context);
        }

        @Override
        public boolean isConnectionReusable() {
            return false;
        }

        @Override
        public void markConnectionReusable(Object state, TimeValue duration) {
            // The exchange through the tunnel decides.
        }

        @Override
        public void markConnectionNonReusable() {
            // The exchange through the tunnel decides.
        }

        @Override
        public ExecRuntime fork(CancellableDependency other) {
            throw new UnsupportedOperationException("Only steps that send requests in parallel need this");
        }
    }
}
