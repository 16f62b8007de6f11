package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.client.internal.call.AttemptResult.Failure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds the calls of an operation apart once the API has refused one of them with a 429, whichever thread or view of the
 * client makes them. Safe for use by many threads.
 */
public final class RateLimiters implements AutoCloseable {
    private final Map<String, RateLimiter> limiters = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile boolean closed;

    RateLimiters(Clock clock) {
        this.clock = clock;
    }

    /** Waits until the call may send a request, or until it is certain that it may not before its deadline. */
    public PermitResult acquire(Call call) {
        return call.options().limitRate() ? limiterOf(call).acquire(call) : Permit.UNLIMITED;
    }

    /** Learns from the result of a request. */
    public void settle(Call call, Permit permit, AttemptResult<?> result) {
        if (!call.options().limitRate()) {
            return;
        }
        if (!(result instanceof Failure<?> failure)) {
            limiterOf(call).admitted(permit);
        } else if (failure.cause() instanceof CallFailure.Api api) {
            switch (api.response().kind()) {
                case RATE_LIMIT -> limiterOf(call).refused(permit, api.response());
                case SERVER -> {
                    // A failure of the server says nothing about the limits. Any other response was admitted by them.
                }
                default -> limiterOf(call).admitted(permit);
            }
        }
    }

    private RateLimiter limiterOf(Call call) {
        String operation = call.operation().id();
        RateLimiter limiter = limiters.get(operation);
        if (limiter == null) {
            limiter = limiters.computeIfAbsent(operation, id -> new RateLimiter(clock));
            if (closed) {
                limiter.close();
            }
        }
        return limiter;
    }

    /** Ends all waits. */
    @Override
    public void close() {
        closed = true;
        limiters.values().forEach(RateLimiter::close);
    }
}
