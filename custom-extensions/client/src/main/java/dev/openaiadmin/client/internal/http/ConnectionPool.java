package dev.openaiadmin.client.internal.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Builds the library's connection pool with sockets and connections of our own. */
final class ConnectionPool extends PoolingHttpClientConnectionManagerBuilder {

    private ConnectionPool() {}

    static PoolingHttpClientConnectionManager create(TransportSettings settings) {
        Timeout readTimeout = Timeout.of(settings.readTimeout());
        return new ConnectionPool()
                .setTlsSocketStrategy(new TlsUpgrade(settings.sslContext(), settings.connectTimeout()))
                .setConnectionFactory(socket -> new HttpConnection())
                .setMaxConnPerRoute(settings.maxConnections())
                .setMaxConnTotal(settings.maxConnections())
                // Applies while a proxy opens a tunnel.
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(readTimeout).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        // No socket timeout, which the pool would set again at each lease: see HttpConnection.
                        // Connections are checked before each use: see ExchangeExecutor.
                        .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND)
                        .build())
                .build();
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
            SchemePortResolver ports, DnsResolver addresses, TlsSocketStrategy tls) {
        return new DefaultHttpClientConnectionOperator(
                ConnectionPool::socket,
                ports,
                addresses,
                RegistryBuilder.<TlsSocketStrategy>create()
                        .register(URIScheme.HTTPS.id, tls)
                        .build());
    }

    /**
     * Creates a socket on a channel, which can be read without waiting: see {@link HttpConnection#isStale}. Channels do
     * not connect through the SOCKS proxy that the system properties of Java may name.
     */
    private static Socket socket(@Nullable Proxy socks) throws IOException {
        if (socks != null) {
            return new Socket(socks);
        }
        return System.getProperty("socksProxyHost") == null
                ? SocketChannel.open().socket()
                : new Socket();
    }
}
