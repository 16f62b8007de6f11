package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.http.TransportFailure.ConnectionFailure;
import org.jspecify.annotations.Nullable;

/** Thrown when a connection could not be opened, or failed before the whole response had arrived. */
public final class ConnectionException extends CallException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean sent;

    /** What happened to the connection. */
    public enum Reason {
        /** The host has no address. */
        UNKNOWN_HOST("Unknown host", "check the base URL and the DNS"),
        /** The server refused the connection, or there is no route to it. */
        CONNECT("Could not connect", "check the base URL and the network"),
        /** The server did not respond within {@link OpenAiAdmin.Builder#connectTimeout}. */
        CONNECT_TIMEOUT("Connecting timed out", "check the network, or allow more time with connectTimeout(...)"),
        /** The proxy refused to open a tunnel, or refused the login. The cause names the status. */
        PROXY("The proxy refused to connect", "check the proxy, and whether it can reach the host"),
        /**
         * No secure connection could be opened: the certificate is expired, of another host or not trusted, or the
         * server requires a client certificate.
         */
        TLS(
                "TLS handshake failed",
                "check the certificates of the host and of proxies; trust others with sslContext(...)"),
        /** The connection was reset, or failed otherwise, before the end of the response. */
        BROKEN("The connection broke", "the response was not read to its end"),
        /** The server closed the connection before the end of the response. */
        TRUNCATED("The response was cut off", "the response was not read to its end"),
        /** No byte arrived within {@link OpenAiAdmin.Builder#readTimeout}. */
        SILENT("The server sent nothing in time", "allow more time with readTimeout(...)"),
        /** The response is not HTTP, or its headers are too long. */
        PROTOCOL("The response is not valid HTTP", "check the base URL and the proxies on the way");

        private final String what;
        private final String advice;

        Reason(String what, String advice) {
            this.what = what;
            this.advice = advice;
        }

        static Reason of(ConnectionFailure.Kind kind) {
            return switch (kind) {
                case CLIENT_CERTIFICATE -> TLS;
                case PROXY_LOGIN_REQUIRED, PROXY_LOGIN_REFUSED -> PROXY;
                default -> valueOf(kind.name());
            };
        }

        String what() {
            return what;
        }

        String advice() {
            return advice;
        }
    }

    ConnectionException(
            Reason reason,
            String what,
            String advice,
            CallReport report,
            @Nullable String requestId,
            boolean sent,
            Throwable cause) {
        super(what, report, requestId, advice, cause);
        this.reason = reason;
        this.sent = sent;
    }

    /**
     * Returns what happened to the connection.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Returns whether the API may have received and processed the request.
     *
     * @return false if it certainly has not
     */
    public boolean sent() {
        return sent;
    }

    @Override
    public boolean mayHaveBeenCarriedOut() {
        return sent;
    }
}
