package dev.openaiadmin.client;

/**
 * Too many requests (429), also after the retries that were allowed.
 *
 * <p>Also for a call that was held back because its turn would have come after its timeout: see
 * {@link RequestOptions.Builder#pacing}. {@link #retryAfter} then tells how long it would have had to wait, and what the
 * API said is from the last refusal of a call of the same operation, which need not be this call.
 */
public final class RateLimitException extends ApiException {
    private static final long serialVersionUID = 1L;

    RateLimitException(String what, ErrorAnswer answer, String advice) {
        super(what, answer, advice);
    }
}
