package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.client.internal.call.CallFailure.Api;
import dev.openaiadmin.client.internal.call.CallFailure.InterruptedBetweenAttempts;
import dev.openaiadmin.client.internal.call.CallFailure.NoPermit;
import dev.openaiadmin.client.internal.call.CallFailure.OutcomeUnknown;
import dev.openaiadmin.client.internal.call.CallFailure.Transport;
import dev.openaiadmin.client.internal.http.TransportFailure.ConnectionFailure;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a failed attempt is repeated. Nothing else retries. The {@link RetryRule} of the description says which
 * operations may be repeated.
 *
 * <p>Waits as long as the API asks, and otherwise for a random time of at most half a second, doubled with each attempt
 * up to eight seconds. A wait that the API asks for and that is longer than a minute, or than the time until the
 * deadline, ends the call, so that the caller can decide. A call that was refused by a rate limit waits for a permit of
 * the {@link RateLimiter} instead, unless that is off.
 */
public final class RetryPolicy {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
    private static final Duration LONGEST_REQUESTED_WAIT = Duration.ofSeconds(60);

    private final RetryBudget budget;
    private final Clock clock;
    private final DoubleSupplier random;
    private final FailureMapper failures;

    /**
     * @param random returns numbers from 0 inclusive to 1 exclusive
     */
    RetryPolicy(RetryBudget budget, Clock clock, DoubleSupplier random, FailureMapper failures) {
        this.budget = budget;
        this.clock = clock;
        this.random = random;
        this.failures = failures;
    }

    /** Records that a call succeeded. */
    public void succeeded() {
        budget.earn();
    }

    /**
     * Returns when the next attempt may be made.
     *
     * @throws RuntimeException the public exception for the failure, if it is final
     */
    public void awaitNextAttempt(Call call, CallFailure failure) {
        if (waitsForPermit(call, failure)) {
            call.reportRetry(Duration.ZERO);
            call.startNextAttempt(failure, false);
            return;
        }
        Duration wait = isRetryable(call, failure) ? waitAfter(call, failure) : null;
        if (wait == null || wait.compareTo(call.remaining()) >= 0 || !budget.spend()) {
            throw exception(call, isOutcomeUnknown(call, failure) ? new OutcomeUnknown(failure) : failure);
        }
        call.reportRetry(wait);
        try {
            clock.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw exception(call, new InterruptedBetweenAttempts(failure));
        }
        call.startNextAttempt(failure, true);
    }

    private RuntimeException exception(Call call, CallFailure failure) {
        boolean unsent = failure instanceof NoPermit
                || failure instanceof CallFailure.InterruptedBeforeSending
                || failure instanceof CallFailure.ClientClosed;
        return failures.toException(failure, call.report(unsent ? call.attempt() - 1 : call.attempt()));
    }

    /**
     * Returns whether a refused call waits for another permit. That costs neither an attempt nor the budget: the rate
     * limiter decides how many requests there are, and not the number of calls.
     */
    private static boolean waitsForPermit(Call call, CallFailure failure) {
        if (!(failure instanceof Api api)
                || api.response().kind() != ErrorKind.RATE_LIMIT
                || !call.options().limitRate()
                || call.options().maxAttempts() == 1
                || Boolean.FALSE.equals(api.response().shouldRetry())) {
            return false;
        }
        Duration requested = api.response().retryAfter();
        return requested == null || requested.compareTo(call.remaining()) < 0;
    }

    private static boolean isRetryable(Call call, CallFailure failure) {
        if (call.countedAttempts() >= call.options().maxAttempts() || isOutcomeUnknown(call, failure)) {
            return false;
        }
        if (failure instanceof Transport transport) {
            return transport.failure() instanceof ConnectionFailure connection && !connection.permanent();
        }
        return failure instanceof Api api && isRetryable(api);
    }

    private static boolean isRetryable(Api api) {
        Boolean requested = api.response().shouldRetry();
        if (requested != null && api.response().kind() != ErrorKind.LIMIT_REACHED) {
            return requested;
        }
        return switch (api.response().kind()) {
            case AUTHENTICATION -> api.keyReplaced();
            case RATE_LIMIT, SERVER -> true;
            default -> false;
        };
    }

    /** Returns whether another attempt could create a second object. */
    private static boolean isOutcomeUnknown(Call call, CallFailure failure) {
        return call.retryRule() == RetryRule.CREATE && failure.mayHaveBeenCarriedOut();
    }

    private @Nullable Duration waitAfter(Call call, CallFailure failure) {
        if (failure instanceof Api api) {
            if (api.response().kind() == ErrorKind.AUTHENTICATION) {
                return Duration.ZERO;
            }
            Duration requested = api.response().retryAfter();
            if (requested != null) {
                return requested.compareTo(LONGEST_REQUESTED_WAIT) > 0 ? null : requested;
            }
        }
        Duration doubled = FIRST_WAIT.multipliedBy(1L << (call.countedAttempts() - 1));
        Duration bound = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
        return Duration.ofNanos((long) (bound.toNanos() * random.getAsDouble()));
    }
}
