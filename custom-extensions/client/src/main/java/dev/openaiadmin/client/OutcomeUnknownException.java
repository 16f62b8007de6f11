package dev.openaiadmin.client;

/**
 * Nobody knows whether something was created: the request was sent, and no clear answer came. The call was not sent
 * again, since that could make a second one. Look for the object by name and creation time before you create it again:
 * what a create makes stands in the list of the same path. The cause tells what happened.
 */
public final class OutcomeUnknownException extends CallException {
    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(Exchange exchange, CallException cause) {
        super(
                "Outcome unknown",
                exchange,
                cause.requestId(),
                exchange.operation()
                        + " may have been carried out and was not sent again: look for what it makes, by name and time,"
                        + " in the list at GET " + exchange.path()
                        + " (for a minute, as lists may lag behind) before you call it again; the cause was: "
                        + cause.getMessage(),
                cause);
    }

    @Override
    public boolean mayHaveBeenCarriedOut() {
        return true;
    }
}
