package dev.openaiadmin.client.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Identifiable;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the pool. It differs from the library's own in four ways: it logs nothing of its traffic, since that
 * would show the key; it reads without a socket timeout, which would cost system calls and, on virtual threads, a timer
 * for each read, and tells the watchdog instead how long a read has waited; it can tell without waiting whether it is
 * stale; and it reads the response that a server sends before it has received the whole request.
 */
final class HttpConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection, Identifiable {
    private static final AtomicLong COUNT = new AtomicLong();
    private static final Timeout SHORTEST_WAIT = Timeout.ofMilliseconds(1);
    private static final long MOMENT = Duration.ofMillis(1).toNanos();
    /** Limits far above what the API sends. Without limits, endless headers would fill the memory. */
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(200)
            .build();

    private final String id = "openai-admin-" + COUNT.incrementAndGet();
    private volatile boolean closed;
    private boolean used;
    /** When the last exchange ended, by the clock of {@link System#nanoTime}. */
    private long unusedSince;

    private boolean checking;
    private boolean ignoringEnd;
    private boolean endOfStream;
    private @Nullable IOException writeFailure;
    /** Since when a read has waited, by the clock of {@link System#nanoTime}; zero when none does. */
    private volatile long waitingSince;

    /** Creates a connection that is not open yet. */
    HttpConnection() {
        super(
                LIMITS,
                null,
                null,
                null,
                null,
                MonitoringResponseOutOfOrderStrategy.INSTANCE,
                null,
                new DefaultHttpResponseParserFactory(LIMITS));
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new SocketHolder(socket) {
            @Override
            protected InputStream getInputStream(Socket bound) throws IOException {
                return new ObservedInput(bound.getInputStream(), bound, false);
            }
        });
    }

    @Override
    public void bind(SSLSocket secured, Socket base) throws IOException {
        bind(new SocketHolder(secured, base) {
            @Override
            protected InputStream getInputStream(Socket bound) throws IOException {
                return new ObservedInput(bound.getInputStream(), base, true);
            }
        });
    }

    /** Does not reopen a connection that another thread closed meanwhile. */
    @Override
    protected void bind(SocketHolder holder) throws IOException {
        super.bind(holder);
        if (closed) {
            super.close(CloseMode.IMMEDIATE);
            throw new InterruptedIOException("The connection was closed while it was being opened");
        }
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    @Override
    public void passivate() {
        unusedSince = System.nanoTime();
        setSocketTimeout(Timeout.ZERO_MILLISECONDS);
    }

    /** Leaves the socket without a timeout. */
    @Override
    public void activate() {
        // The watchdog limits the wait.
    }

    /** Returns whether a request was sent on this connection before. */
    boolean wasUsed() {
        return used;
    }

    /** Returns whether the last exchange ended less than a millisecond ago. */
    boolean wasUsedJustNow() {
        return used && System.nanoTime() - unusedSince < MOMENT;
    }

    /** Returns whether the server has sent bytes since the last response. Takes one system call, {@link #isStale} five. */
    boolean hasStrayBytes() {
        ignoringEnd = true;
        try {
            return isStale();
        } finally {
            ignoringEnd = false;
        }
    }

    /**
     * Returns whether the server has closed the connection, or has sent bytes since the last response. Such bytes would
     * become the response of the next request. Does not wait, except on secured connections with unread bytes.
     */
    @Override
    public boolean isStale() {
        endOfStream = false;
        checking = true;
        try {
            return isDataAvailable(SHORTEST_WAIT) || endOfStream;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        } finally {
            checking = false;
        }
    }

    /** Returns whether a read has waited for longer than that. */
    boolean isSilentFor(long nanos) {
        long since = waitingSince;
        return since != 0 && System.nanoTime() - since > nanos;
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        used = true;
        super.sendRequestHeader(request);
    }

    /** Continues after a failed write, since a server that does not want the body may have responded before it closed. */
    @Override
    public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
        try {
            super.sendRequestEntity(request);
        } catch (IOException e) {
            writeFailure = e;
        }
    }

    @Override
    public void flush() throws IOException {
        if (writeFailure == null) {
            try {
                super.flush();
            } catch (IOException e) {
                writeFailure = e;
            }
        }
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        IOException failure = writeFailure;
        try {
            return super.receiveResponseHeader();
        } catch (IOException e) {
            if (failure == null) {
                throw e;
            }
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** Returns false when the request was not sent completely, so that the connection cannot be used again. */
    @Override
    public boolean isConsistent() {
        return writeFailure == null && super.isConsistent();
    }

    @Override
    public void close(CloseMode mode) {
        closed = true;
        super.close(mode);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }

    /** The bytes that arrive. Records how long a read waits. */
    private final class ObservedInput extends FilterInputStream {
        private final Socket base;
        private final boolean secured;

        ObservedInput(InputStream in, Socket base, boolean secured) {
            super(in);
            this.base = base;
            this.secured = secured;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (checking) {
                return readWithoutWaiting(bytes, from, length);
            }
            // Never zero, which would say that no read waits.
            waitingSince = System.nanoTime() | 1;
            try {
                return in.read(bytes, from, length);
            } finally {
                waitingSince = 0;
            }
        }

        private int readWithoutWaiting(byte[] bytes, int from, int length) throws IOException {
            SocketChannel channel = base.getChannel();
            int read;
            if (channel == null || (secured && base.getInputStream().available() > 0)) {
                // Either a socket of a SOCKS proxy, or bytes of TLS that need not be bytes of HTTP, such as session
                // tickets.
                read = in.read(bytes, from, length);
            } else if (ignoringEnd && base.getInputStream().available() == 0) {
                read = 0;
            } else {
                channel.configureBlocking(false);
                try {
                    read = channel.read(ByteBuffer.wrap(bytes, from, length));
                } finally {
                    channel.configureBlocking(true);
                }
            }
            endOfStream = read < 0;
            return read;
        }
    }
}
