package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the API responds with success, but not with what its description promises: not JSON, cut off, empty, or
 * without a required field. {@link ResponseTooLargeException} if the response is too long.
 */
public class UnreadableResponseException extends CallException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;

    UnreadableResponseException(
            String what,
            CallReport report,
            int status,
            @Nullable String requestId,
            String body,
            @Nullable Throwable cause) {
        super(what, report, requestId, body.isEmpty() ? "the body was empty" : "the body begins with: " + body, cause);
        this.status = status;
        this.body = body;
    }

    /**
     * Returns the HTTP status.
     *
     * @return a status from 200 to 299
     */
    public int status() {
        return status;
    }

    /**
     * Returns the beginning of the body, without keys.
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
