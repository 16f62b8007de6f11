package dev.openaiadmin.api;

import dev.openaiadmin.OpenAiAdminException;

/** Thrown if a list cannot be read to its end: the API stated that another page follows, but returned no new cursor for it. */
public final class PagingException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;

    PagingException(String message) {
        super(message);
    }
}
