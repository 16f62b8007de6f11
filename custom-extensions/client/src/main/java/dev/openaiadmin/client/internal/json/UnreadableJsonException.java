package dev.openaiadmin.client.internal.json;

/** Thrown when a body cannot be read. The message names the place and the problem, and quotes names of fields alone. */
public final class UnreadableJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableJsonException(String path, String problem, Throwable cause) {
        super((path.isEmpty() ? "the body" : path) + " " + problem, cause);
    }
}
