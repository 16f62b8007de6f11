package dev.openaiadmin;

import org.jspecify.annotations.Nullable;

/** The root of all exceptions that this library throws. Messages contain neither secrets nor whole bodies. */
public class OpenAiAdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message what failed, on which request, and the next step
     */
    public OpenAiAdminException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message what failed, on which request, and the next step
     * @param cause the cause; null if there is none
     */
    public OpenAiAdminException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
