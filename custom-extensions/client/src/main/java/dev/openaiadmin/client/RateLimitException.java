package dev.openaiadmin.client;

/** Too many requests (429), also after the retries that were allowed. */
public final class RateLimitException extends ApiException {
    private static final long serialVersionUID = 1L;

    RateLimitException(String what, ErrorAnswer answer, String advice) {
        super(what, answer, advice);
    }
}
