package dev.openaiadmin;

import org.jspecify.annotations.Nullable;

/** The root of everything that this library throws on purpose. Messages never hold a key or a whole body. */
public class OpenAiAdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what failed.
     *
     * @param message what failed, on which request, and the next step
     */
    public OpenAiAdminException(String message) {
        super(message);
    }

    /**
     * Says what failed, and why.
     *
     * @param message what failed, on which request, and the next step
     * @param cause the failure underneath, or null when there is none
     */
    public OpenAiAdminException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
