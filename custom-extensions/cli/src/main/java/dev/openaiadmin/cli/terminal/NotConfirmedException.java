package dev.openaiadmin.cli.terminal;

import dev.openaiadmin.OpenAiAdminException;

/** A change was not confirmed; nothing has been sent. */
public final class NotConfirmedException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;

    NotConfirmedException(String message) {
        super(message);
    }
}
