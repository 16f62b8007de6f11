package dev.openaiadmin.cli.operations;

import dev.openaiadmin.OpenAiAdminException;

/** A list cannot be read to its end. */
final class IncompleteListException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;

    IncompleteListException(String message) {
        super(message);
    }
}
