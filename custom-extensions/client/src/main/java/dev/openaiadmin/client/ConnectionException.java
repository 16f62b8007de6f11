package dev.openaiadmin.client;

import org.jspecify.annotations.Nullable;

/** The network failed: no connection came to be, or it broke before the whole response was there. */
public final class ConnectionException extends CallException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean sent;
    private final boolean lasting;

    /** What the network did. */
    public enum Reason {
        /** No address is known for the host. */
        UNKNOWN_HOST("Unknown host", "check the base URL and the DNS"),
        /** Nothing listens there, or no way leads there. */
        CONNECT("Could not connect", "check the base URL and the network"),
        /** Nobody answered within {@link OpenAiAdmin.Builder#connectTimeout}. */
        CONNECT_TIMEOUT("Could not connect in time", "check the network, or allow more with connectTimeout(...)"),
        /** The proxy did not let the connection through; the cause tells with which status. */
        PROXY("The proxy refused to connect", "check the proxy, and whether it wants a login"),
        /** No secure connection came to be, such as for a certificate that is expired, of another host, or not trusted. */
        TLS(
                "TLS handshake failed",
                "check the certificate of the host, and of proxies; trust others with sslContext(...)"),
        /** The connection broke before the end of the response, such as by a reset. */
        BROKEN("Connection broke", "the answer was not read to its end"),
        /** The connection was closed in good order, but before the end of the response. */
        TRUNCATED("Answer cut off", "the answer was not read to its end"),
        /** Not one byte came within {@link OpenAiAdmin.Builder#readTimeout}. */
        SILENT("The server fell silent", "allow longer silence with readTimeout(...)"),
        /** What came is not HTTP, or has headers beyond all measure. */
        PROTOCOL("Answer is not HTTP", "check the base URL and what stands between");

        private final String what;
        private final String advice;

        Reason(String what, String advice) {
            this.what = what;
            this.advice = advice;
        }
    }

    /**
     * @param sent whether the API may have got the request
     * @param lasting whether the next attempt would end the same
     */
    ConnectionException(
            Reason reason,
            Exchange exchange,
            @Nullable String requestId,
            boolean sent,
            boolean lasting,
            Throwable cause) {
        super(reason.what, exchange, requestId, reason.advice, cause);
        this.reason = reason;
        this.sent = sent;
        this.lasting = lasting;
    }

    /**
     * Tells what the network did.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Tells whether the API may have got the request.
     *
     * @return false when it certainly has not
     */
    public boolean sent() {
        return sent;
    }

    /** Whether another attempt would end the same, as with a certificate that is not trusted. */
    boolean lasting() {
        return lasting;
    }

    @Override
    public boolean mayHaveBeenCarriedOut() {
        return sent;
    }
}
