package dev.openaiadmin.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/**
 * A connection that writes nothing of its traffic to a log: at debug, the library's own would write the key. It waits for
 * bytes without a timeout of its own, which would cost more system calls, and virtual threads a timer, at every read; for
 * how long it has waited, the watch can see.
 */
final class QuietConnection extends DefaultManagedHttpClientConnection {
    private static final AtomicLong COUNT = new AtomicLong();
    /** Far above what the API sends; without limits, headers that never end fill the memory. */
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(200)
            .build();

    /** Since when a read has waited, by the clock of {@link System#nanoTime}; zero when none does. */
    private volatile long waitingSince;

    private QuietConnection(String id) {
        super(id, null, null, LIMITS, null, null, null, null);
    }

    /** A connection to nowhere as yet. */
    static QuietConnection create() {
        return new QuietConnection("openai-admin-" + COUNT.incrementAndGet());
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new SocketHolder(socket) {
            @Override
            protected InputStream getInputStream(Socket bound) throws IOException {
                return new Incoming(bound.getInputStream());
            }
        });
    }

    @Override
    public void bind(SSLSocket secured, Socket base) throws IOException {
        bind(new SocketHolder(secured, base) {
            @Override
            protected InputStream getInputStream(Socket bound) throws IOException {
                return new Incoming(bound.getInputStream());
            }
        });
    }

    /** Leaves the timeout off that was taken off when the connection became idle. */
    @Override
    public void activate() {
        // The watch is there instead.
    }

    /** Whether a read has waited for longer. */
    boolean isSilentFor(long nanos) {
        long since = waitingSince;
        return since != 0 && System.nanoTime() - since > nanos;
    }

    /** What comes in, and how long it takes to come. */
    private final class Incoming extends FilterInputStream {
        Incoming(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            // Never zero, which would say that nobody waits.
            waitingSince = System.nanoTime() | 1;
            try {
                return in.read(bytes, from, length);
            } finally {
                waitingSince = 0;
            }
        }
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
