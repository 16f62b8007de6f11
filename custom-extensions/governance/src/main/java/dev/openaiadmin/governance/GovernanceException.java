package dev.openaiadmin.governance;

import dev.openaiadmin.OpenAiAdminException;

/** A workflow cannot begin, or cannot go on; the message says why, and what to do next. */
public class GovernanceException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception without a cause.
     *
     * @param message what is wrong, and the next step
     */
    public GovernanceException(String message) {
        super(message);
    }

    /**
     * Makes an exception.
     *
     * @param message what is wrong, and the next step
     * @param cause what it came from
     */
    public GovernanceException(String message, Throwable cause) {
        super(message, cause);
    }
}
