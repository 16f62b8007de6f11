package dev.openaiadmin.cli.terminal;

import dev.openaiadmin.OpenAiAdminException;

/** The arguments of a command are wrong; nothing has been sent. */
public final class InvalidArgumentException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message says which argument is wrong, and what a right one is. */
    public InvalidArgumentException(String message) {
        super(message);
    }
}
