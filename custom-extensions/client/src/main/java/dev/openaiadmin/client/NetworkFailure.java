package dev.openaiadmin.client;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.client.ConnectionException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Names what the library reports as one of many kinds of I/O failure. */
final class NetworkFailure {
    private final int maxConnections;
    private final Duration connectionWait;

    NetworkFailure(int maxConnections, Duration connectionWait) {
        this.maxConnections = maxConnections;
        this.connectionWait = connectionWait;
    }

    OpenAiAdminException named(IOException e, Progress progress) {
        Call call = progress.call();
        Exchange exchange = progress.exchange();
        if (Thread.currentThread().isInterrupted()) {
            return new InterruptedCallException(exchange, progress.requestId(), progress.sent(), e);
        }
        if (call.isOver()) {
            return new TimeoutException(
                    exchange, call.requestOptions().timeout(), progress.requestId(), progress.sent(), e);
        }
        if (e instanceof ConnectionRequestTimeoutException) {
            return new PoolExhaustedException(exchange, maxConnections, connectionWait, e);
        }
        Reason reason = progress.fellSilent() ? Reason.SILENT : progress.sent() ? afterSending(e) : beforeSending(e);
        return new ConnectionException(
                reason,
                exchange,
                progress.requestId(),
                progress.sent(),
                reason == Reason.TLS && !isAny(e, EOFException.class, SocketException.class),
                e);
    }

    private static Reason beforeSending(IOException e) {
        if (isAny(e, UnknownHostException.class)) {
            return Reason.UNKNOWN_HOST;
        }
        if (isAny(e, SSLException.class)) {
            return Reason.TLS;
        }
        return isAny(e, SocketTimeoutException.class) ? Reason.CONNECT_TIMEOUT : Reason.CONNECT;
    }

    private static Reason afterSending(IOException e) {
        if (isAny(e, SocketTimeoutException.class)) {
            return Reason.SILENT;
        }
        if (isAny(e, ConnectionClosedException.class, TruncatedChunkException.class)) {
            return Reason.TRUNCATED;
        }
        return isAny(
                        e,
                        ClientProtocolException.class,
                        MessageConstraintException.class,
                        MalformedChunkCodingException.class)
                ? Reason.PROTOCOL
                : Reason.BROKEN;
    }

    private static boolean isAny(Throwable e, Class<?>... types) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(cause -> Arrays.stream(types).anyMatch(type -> type.isInstance(cause)));
    }
}
