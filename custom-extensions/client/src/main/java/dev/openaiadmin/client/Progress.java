package dev.openaiadmin.client;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.jspecify.annotations.Nullable;

/**
 * How far one attempt has come, for those who have to say why it went no further. The library hands it on from stage to
 * stage of its own. Belongs to the thread of the call, but for silence, which the watch sees.
 */
final class Progress extends HttpClientContext implements Supplier<Exchange> {
    private final ApiRequest request;
    private final Call call;
    private final long started = System.nanoTime();
    private @Nullable Exchange exchange;
    private @Nullable Hold connection;
    private @Nullable ResponseHeaders headers;
    private volatile @Nullable QuietConnection wire;
    private volatile boolean fellSilent;

    Progress(ApiRequest request, Call call) {
        this.request = request;
        this.call = call;
    }

    /** When the attempt began, by the clock of {@link System#nanoTime}. */
    long started() {
        return started;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    ApiRequest request() {
        return request;
    }

    Call call() {
        return call;
    }

    @Override
    public Exchange get() {
        return exchange();
    }

    Exchange exchange() {
        Exchange known = exchange;
        if (known == null) {
            known = call.exchange(request);
            exchange = known;
        }
        return known;
    }

    /** Has a connection to itself. */
    interface Hold {
        /** Gives it back, for the next call to use if it can be used again. */
        void release();
    }

    /** From now on, the request may arrive. */
    void sending(Hold connection) {
        this.connection = connection;
    }

    /** The connection that is used from now on. */
    void on(QuietConnection wire) {
        this.wire = wire;
    }

    /** Whether the server has been silent for longer than that; asked by the watch, and remembered. */
    boolean isSilentFor(long nanos) {
        QuietConnection used = wire;
        if (used != null && used.isSilentFor(nanos)) {
            fellSilent = true;
        }
        return fellSilent;
    }

    boolean fellSilent() {
        return fellSilent;
    }

    boolean sent() {
        return connection != null;
    }

    /** The headers of the answer are there. */
    void answered(ResponseHeaders headers) {
        this.headers = headers;
    }

    /** The answer has been read to its end, so that its connection is free for the next call. */
    void ended() {
        if (connection != null) {
            connection.release();
        }
    }

    @Nullable
    String requestId() {
        return headers == null ? null : headers.first("x-request-id");
    }
}
