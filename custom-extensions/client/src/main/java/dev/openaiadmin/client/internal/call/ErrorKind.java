package dev.openaiadmin.client.internal.call;

/** The kinds of error responses that callers and retries tell apart. */
public enum ErrorKind {
    BAD_REQUEST,
    /** The API refused a cursor that it had given itself. */
    CURSOR_REFUSED,
    AUTHENTICATION,
    /** The key lacks a scope: it is a valid key. */
    MISSING_SCOPE,
    PERMISSION,
    NOT_FOUND,
    /** No URL below the base URL is known to whoever responded, such as a gateway. */
    UNKNOWN_URL,
    CONFLICT,
    RATE_LIMIT,
    /** Sent as a 429, but a limit of money or usage is reached, so waiting does not help. */
    LIMIT_REACHED,
    SERVER,
    REDIRECT,
    OTHER
}
