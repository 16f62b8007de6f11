package dev.openaiadmin.client.internal.call;

import org.jspecify.annotations.Nullable;

/**
 * The right to send one request, which is settled with its result.
 *
 * @param rate the rate under which it was granted; null when calls did not have to wait
 * @param generation the requests that were under way together: see {@link AdaptiveRate#sent}
 */
public record Permit(@Nullable AdaptiveRate rate, int generation) implements PermitResult {
    static final Permit UNLIMITED = new Permit(null, 0);
}
