package dev.openaiadmin.client.internal.call;

import java.time.Duration;

/**
 * What is known about a call at its end.
 *
 * @param attempts how often a request was sent, or could not be sent for another reason than a rate limit
 * @param timeout how long the call was allowed to take
 */
public record CallReport(RequestSummary request, int attempts, Duration elapsed, Duration timeout) {}
