package dev.openaiadmin.api;

import dev.openaiadmin.OpenAiAdminException;

/** A list cannot be followed to its end: the API said that there is more, but not, or not truthfully, where. */
public final class PagingException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;

    PagingException(String message) {
        super(message);
    }
}
