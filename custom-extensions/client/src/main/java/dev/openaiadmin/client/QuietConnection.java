package dev.openaiadmin.client;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/** A connection that writes nothing of its traffic to a log: at debug, the library's own would write the key. */
final class QuietConnection extends DefaultManagedHttpClientConnection {
    private static final AtomicLong COUNT = new AtomicLong();
    /** Far above what the API sends; without limits, headers that never end fill the memory. */
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(200)
            .build();

    private QuietConnection(String id) {
        super(id, null, null, LIMITS, null, null, null, null);
    }

    /** A connection to nowhere as yet. */
    static QuietConnection create() {
        return new QuietConnection("openai-admin-" + COUNT.incrementAndGet());
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new SocketHolder(socket));
    }

    @Override
    public void bind(SSLSocket secured, Socket base) throws IOException {
        bind(new SocketHolder(secured, base));
    }

    @Override
    protected void onRequestSubmitted(ClassicHttpRequest request) {
        // Said in CallLog, without headers.
    }

    @Override
    protected void onResponseReceived(ClassicHttpResponse response) {
        // Said in CallLog, without headers.
    }
}
