package dev.openaiadmin.spring.boot;

import dev.openaiadmin.OpenAiAdminException;

/** Thrown when the application starts without an admin key. */
final class MissingAdminKeyException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;

    MissingAdminKeyException() {
        super(
                "No admin key is set: set openai.admin.key or openai.admin.key-file, or define a bean of type AdminKeySource");
    }
}
