package dev.openaiadmin.client.internal.http;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Secures connections as the library does. Limits the handshake by the connect timeout, also in the tunnel of a proxy,
 * which the library does not do, and loads certificates only when the first connection is secured.
 */
final class TlsUpgrade implements TlsSocketStrategy {
    private final @Nullable SSLContext context;
    private final int handshakeTimeout;
    private @Nullable TlsSocketStrategy strategy;

    /**
     * @param context whom to trust; null for whom the system properties name
     */
    TlsUpgrade(@Nullable SSLContext context, Duration handshakeTimeout) {
        this.context = context;
        this.handshakeTimeout = (int) handshakeTimeout.toMillis();
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext exchange)
            throws IOException {
        int former = socket.getSoTimeout();
        socket.setSoTimeout(handshakeTimeout);
        SSLSocket secured = strategy().upgrade(socket, target, port, attachment, exchange);
        secured.setSoTimeout(former);
        return secured;
    }

    private synchronized TlsSocketStrategy strategy() {
        TlsSocketStrategy known = strategy;
        if (known == null) {
            known = context == null
                    ? DefaultClientTlsStrategy.createSystemDefault()
                    : new DefaultClientTlsStrategy(context);
            strategy = known;
        }
        return known;
    }
}
