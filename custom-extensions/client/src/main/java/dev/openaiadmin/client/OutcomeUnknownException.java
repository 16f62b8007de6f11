package dev.openaiadmin.client;

/**
 * Nobody knows whether something was created: the request was sent, and no clear answer came. The call was not sent
 * again, since that could make a second one. Look for the object by name and creation time before you create it again.
 * The cause tells what happened.
 */
public final class OutcomeUnknownException extends CallException {
    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(Exchange exchange, CallException cause) {
        super(
                "Outcome unknown",
                exchange,
                cause.requestId(),
                "it may have been carried out and was not sent again: look whether the object is there before you try"
                        + " once more; the cause was: " + cause.getMessage(),
                cause);
    }
}
