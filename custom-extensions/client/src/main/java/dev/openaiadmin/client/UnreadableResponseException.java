package dev.openaiadmin.client;

import org.jspecify.annotations.Nullable;

/**
 * The API answered with success, but not with what its description says: not JSON, cut off, empty, or of another shape;
 * {@link ResponseTooLargeException} when it is too long.
 */
public class UnreadableResponseException extends CallException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;

    UnreadableResponseException(
            String what,
            Exchange exchange,
            int status,
            @Nullable String requestId,
            String body,
            @Nullable Throwable cause) {
        super(
                what,
                exchange,
                requestId,
                body.isEmpty() ? "the body was empty" : "the body begins with: " + body,
                cause);
        this.status = status;
        this.body = body;
    }

    /**
     * Tells the HTTP status.
     *
     * @return a status from 200 to 299
     */
    public int status() {
        return status;
    }

    /**
     * Gives the beginning of the body.
     *
     * @return at most 200 characters, on one line
     */
    public String body() {
        return body;
    }

    @Override
    public boolean mayHaveBeenCarriedOut() {
        return true;
    }

    @Override
    final String details() {
        return super.details().isEmpty() ? String.valueOf(status) : status + ", " + super.details();
    }
}
