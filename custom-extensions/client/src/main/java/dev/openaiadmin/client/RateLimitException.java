package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.ErrorResponse;

/**
 * Thrown when there were too many requests (429), after the retries that are allowed.
 *
 * <p>Also thrown when the rate limiter cannot grant a permit before the timeout of the call: see
 * {@link RequestOptions.Builder#pacing}. {@link #retryAfter} then returns the wait for the permit, and the other accessors
 * describe the last refusal of the same operation, which may have been the response to another call.
 */
public final class RateLimitException extends ApiException {
    private static final long serialVersionUID = 1L;

    RateLimitException(String what, ErrorResponse response, CallReport report, String advice) {
        super(what, response, report, advice);
    }
}
