package dev.openaiadmin.client;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Secures connections as the library does, but gets ready for it, which takes long, only when there is one to secure. */
final class Tls implements TlsSocketStrategy {
    private final @Nullable SSLContext given;
    private @Nullable TlsSocketStrategy ready;

    /**
     * @param given whom to trust; null for whom the system properties say
     */
    Tls(@Nullable SSLContext given) {
        this.given = given;
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context)
            throws IOException {
        return ready().upgrade(socket, target, port, attachment, context);
    }

    private synchronized TlsSocketStrategy ready() {
        TlsSocketStrategy strategy = ready;
        if (strategy == null) {
            strategy = given == null
                    ? DefaultClientTlsStrategy.createSystemDefault()
                    : new DefaultClientTlsStrategy(given);
            ready = strategy;
        }
        return strategy;
    }
}
