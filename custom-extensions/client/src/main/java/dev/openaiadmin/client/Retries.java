package dev.openaiadmin.client;

import dev.openaiadmin.api.RetryRule;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The only owner of retries. What may be sent again is for the description to say: see {@link RetryRule}.
 *
 * <p>Waits as long as the API asks, and otherwise a random time below half a second, doubled with each attempt, at most
 * eight seconds. A wait that the API asks for and that is longer than a minute, or than what is left of the call's time,
 * ends the call at once, so that the caller can decide. A call that came too soon waits where all calls wait for their
 * turns, and not here, unless that is off.
 */
final class Retries {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
    private static final Duration LONGEST_WAIT_ASKED_FOR = Duration.ofSeconds(60);

    private final RetryBudget budget;
    private final Time time;
    private final DoubleSupplier random;

    /**
     * @param random from 0 inclusive to 1 exclusive
     */
    Retries(RetryBudget budget, Time time, DoubleSupplier random) {
        this.budget = budget;
        this.time = time;
        this.random = random;
    }

    /** One try of a call. */
    @FunctionalInterface
    interface Attempt {
        @Nullable
        Object carryOut(Call call) throws Throwable;
    }

    @Nullable
    Object run(Call first, Attempt attempt) throws Throwable {
        Call call = first;
        while (true) {
            try {
                Object result = attempt.carryOut(call);
                budget.earn();
                return result;
            } catch (HeldBack held) {
                held.failure().tried(call.attempt() - 1, call.elapsed());
                throw held.failure();
            } catch (CallException failure) {
                failure.tried(call.attempt(), call.elapsed());
                if (failure instanceof RateLimitException refused && comesAgain(call, refused)) {
                    call = call.nextTurn(refused);
                    continue;
                }
                Duration wait = mayRetry(call, failure) ? waitAfter(call, failure) : null;
                if (wait == null || wait.compareTo(call.remaining()) >= 0 || !budget.spend()) {
                    throw asSeenByCaller(call, failure);
                }
                sleep(wait, call, failure);
                call = call.nextAttempt(failure);
            }
        }
    }

    /**
     * Whether a refused call goes back to where it waits for its turn. That costs neither an attempt nor anything of the
     * budget: how many requests there are is for the pace to say, and not for the number of calls that want to go.
     */
    private static boolean comesAgain(Call call, RateLimitException refused) {
        if (!call.requestOptions().pacing()
                || call.requestOptions().maxAttempts() == 1
                || Boolean.FALSE.equals(refused.shouldRetry())) {
            return false;
        }
        Duration asked = refused.retryAfter();
        return asked == null || asked.compareTo(call.remaining()) < 0;
    }

    private static boolean mayRetry(Call call, CallException failure) {
        if (call.countedAttempts() >= call.requestOptions().maxAttempts() || outcomeUnknown(call, failure)) {
            return false;
        }
        if (failure instanceof ApiException answer && answer.shouldRetry() != null) {
            return answer.shouldRetry();
        }
        if (failure instanceof AuthenticationException refused) {
            return refused.keyReplaced();
        }
        return failure instanceof RateLimitException
                || failure instanceof ServerException
                || (failure instanceof ConnectionException broken && !broken.lasting());
    }

    /** Whether something may have come to be that a second try would make once more. */
    private static boolean outcomeUnknown(Call call, CallException failure) {
        return call.rule() == RetryRule.CREATE && failure.mayHaveBeenCarriedOut();
    }

    private @Nullable Duration waitAfter(Call call, CallException failure) {
        if (failure instanceof AuthenticationException) {
            return Duration.ZERO;
        }
        Duration asked = failure instanceof ApiException answer ? answer.retryAfter() : null;
        if (asked != null) {
            return asked.compareTo(LONGEST_WAIT_ASKED_FOR) > 0 ? null : asked;
        }
        Duration doubled = FIRST_WAIT.multipliedBy(1L << (call.countedAttempts() - 1));
        Duration bound = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
        return Duration.ofNanos((long) (bound.toNanos() * random.getAsDouble()));
    }

    private void sleep(Duration wait, Call call, CallException failure) {
        try {
            time.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedCallException interrupted = new InterruptedCallException(
                    failure.exchange(), failure.requestId(), failure.mayHaveBeenCarriedOut(), failure);
            interrupted.tried(call.attempt(), call.elapsed());
            throw interrupted;
        }
    }

    private static CallException asSeenByCaller(Call call, CallException failure) {
        if (!outcomeUnknown(call, failure)) {
            return failure;
        }
        OutcomeUnknownException unknown = new OutcomeUnknownException(failure.exchange(), failure);
        unknown.tried(call.attempt(), call.elapsed());
        return unknown;
    }
}
