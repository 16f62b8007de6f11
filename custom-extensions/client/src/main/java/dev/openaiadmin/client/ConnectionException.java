package dev.openaiadmin.client;

/** The network failed: no connection came to be, or it broke before the whole response was there. */
public final class ConnectionException extends CallException {
    private static final long serialVersionUID = 1L;

    private final boolean sent;

    ConnectionException(String what, Exchange exchange, boolean sent, String advice, Throwable cause) {
        super(what, exchange, null, advice, cause);
        this.sent = sent;
    }

    /**
     * Tells whether the API may have got the request.
     *
     * @return false when it certainly has not
     */
    public boolean sent() {
        return sent;
    }

    @Override
    boolean mayHaveBeenCarriedOut() {
        return sent;
    }
}
