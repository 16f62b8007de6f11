package dev.openaiadmin.governance;

import dev.openaiadmin.OpenAiAdminException;

/** A workflow cannot begin or cannot continue. The message says why, and what to do next. */
public class GovernanceException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message what is wrong, and the next step
     */
    public GovernanceException(String message) {
        super(message);
    }

    /**
     * Creates an exception.
     *
     * @param message what is wrong, and the next step
     * @param cause the failure behind it
     */
    public GovernanceException(String message, Throwable cause) {
        super(message, cause);
    }
}
