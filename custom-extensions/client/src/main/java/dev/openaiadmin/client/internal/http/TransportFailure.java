package dev.openaiadmin.client.internal.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The reason why an attempt ended without a usable response. */
public sealed interface TransportFailure extends SendResult {

    /** Returns whether the server may have received the request. */
    boolean sent();

    /** Returns the {@code x-request-id} header, or null when no response headers arrived. */
    default @Nullable String requestId() {
        return null;
    }

    default @Nullable Throwable cause() {
        return null;
    }

    /**
     * The connection could not be opened, or failed before the whole response had arrived.
     *
     * @param permanent whether another attempt would fail in the same way
     */
    record ConnectionFailure(
            Kind kind,
            boolean sent,
            boolean permanent,
            @Nullable String requestId,
            Throwable cause) implements TransportFailure {

        /** What happened to the connection. */
        public enum Kind {
            UNKNOWN_HOST,
            CONNECT,
            CONNECT_TIMEOUT,
            PROXY,
            PROXY_LOGIN_REQUIRED,
            PROXY_LOGIN_REFUSED,
            TLS,
            CLIENT_CERTIFICATE,
            BROKEN,
            TRUNCATED,
            SILENT,
            PROTOCOL
        }
    }

    /** The deadline passed first. */
    record DeadlinePassed(
            boolean sent,
            @Nullable String requestId,
            @Nullable Throwable cause) implements TransportFailure {}

    /** The thread was interrupted; its interrupt flag is set. */
    record Interrupted(
            boolean sent,
            @Nullable String requestId,
            @Nullable Throwable cause) implements TransportFailure {}

    /** No connection became free. */
    record PoolExhausted(int maxConnections, Duration waited, Throwable cause) implements TransportFailure {
        @Override
        public boolean sent() {
            return false;
        }
    }

    /** The transport was closed before the exchange or during it. */
    record TransportClosed(boolean sent) implements TransportFailure {}

    /**
     * The body of a successful response is longer than the limit.
     *
     * @param beginning the first characters of the body
     */
    record BodyTooLarge(int limit, int status, @Nullable String requestId, String beginning)
            implements TransportFailure {
        @Override
        public boolean sent() {
            return true;
        }
    }

    /** The body of a successful response cannot be decompressed. */
    record BodyCorrupt(
            String problem,
            int status,
            @Nullable String requestId,
            @Nullable Throwable cause) implements TransportFailure {
        @Override
        public boolean sent() {
            return true;
        }
    }
}
