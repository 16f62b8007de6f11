package dev.openaiadmin.client.internal.http;

import dev.openaiadmin.client.internal.http.TransportFailure.ConnectionFailure;
import dev.openaiadmin.client.internal.http.TransportFailure.ConnectionFailure.Kind;
import dev.openaiadmin.client.internal.http.TransportFailure.DeadlinePassed;
import dev.openaiadmin.client.internal.http.TransportFailure.Interrupted;
import dev.openaiadmin.client.internal.http.TransportFailure.PoolExhausted;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Tells the causes apart that the library reports as one of many kinds of I/O failure. */
final class FailureClassifier {
    private final int maxConnections;
    private final Duration connectionWait;

    FailureClassifier(int maxConnections, Duration connectionWait) {
        this.maxConnections = maxConnections;
        this.connectionWait = connectionWait;
    }

    TransportFailure classify(Exception e, ExchangeContext exchange) {
        if (Thread.currentThread().isInterrupted()) {
            return new Interrupted(exchange.sent(), exchange.requestId(), e);
        }
        if (exchange.deadline().hasPassed()) {
            return new DeadlinePassed(exchange.sent(), exchange.requestId(), e);
        }
        if (e instanceof ConnectionRequestTimeoutException) {
            return new PoolExhausted(maxConnections, connectionWait, e);
        }
        if (exchange.sent() && isDemandForCertificate(e)) {
            // Such a server has read the request, but never processes it.
            return new ConnectionFailure(Kind.CLIENT_CERTIFICATE, false, true, exchange.requestId(), e);
        }
        Kind kind = exchange.wasSilent() ? Kind.SILENT : exchange.sent() ? afterSending(e) : beforeSending(e);
        return new ConnectionFailure(
                kind,
                exchange.sent(),
                kind == Kind.CLIENT_CERTIFICATE
                        || (kind == Kind.TLS && !hasCause(e, EOFException.class, SocketException.class)),
                exchange.requestId(),
                e);
    }

    private static Kind beforeSending(Exception e) {
        if (hasCause(e, UnknownHostException.class)) {
            return Kind.UNKNOWN_HOST;
        }
        if (isDemandForCertificate(e)) {
            return Kind.CLIENT_CERTIFICATE;
        }
        if (hasCause(e, SSLException.class)) {
            return Kind.TLS;
        }
        return hasCause(e, SocketTimeoutException.class) ? Kind.CONNECT_TIMEOUT : Kind.CONNECT;
    }

    private static Kind afterSending(Exception e) {
        if (hasCause(e, SocketTimeoutException.class)) {
            return Kind.SILENT;
        }
        if (hasCause(e, ConnectionClosedException.class, TruncatedChunkException.class)) {
            return Kind.TRUNCATED;
        }
        return hasCause(
                        e,
                        ClientProtocolException.class,
                        HttpException.class,
                        MessageConstraintException.class,
                        MalformedChunkCodingException.class)
                ? Kind.PROTOCOL
                : Kind.BROKEN;
    }

    /**
     * Java has no type for the alerts of TLS. Servers send certificate_required since TLS 1.3; those that run on Java 17
     * and those with TLS 1.2 send bad_certificate, which also means a certificate that the server does not accept.
     */
    private static boolean isDemandForCertificate(Throwable e) {
        return causes(e)
                .filter(SSLException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
                .anyMatch(message -> message.contains("received fatal alert: certificate_required")
                        || message.contains("received fatal alert: bad_certificate"));
    }

    private static boolean hasCause(Throwable e, Class<?>... types) {
        return causes(e).anyMatch(cause -> Arrays.stream(types).anyMatch(type -> type.isInstance(cause)));
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).limit(10);
    }
}
