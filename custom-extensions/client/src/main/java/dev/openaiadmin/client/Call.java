package dev.openaiadmin.client;

import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.RetryRule;
import feign.Request;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One attempt of one call. It reaches the transport as Feign's options, so that no stage needs a thread-local. */
final class Call extends Request.Options {
    private final Operation operation;
    private final String baseUrl;
    private final RequestOptions options;
    private final Time time;
    private final long started;
    private final int attempt;
    private final int turnsLost;
    private final boolean perhapsDone;

    private Call(
            Operation operation,
            String baseUrl,
            RequestOptions options,
            Time time,
            long started,
            int attempt,
            int turnsLost,
            boolean perhapsDone) {
        super(
                options.timeout().toMillis(),
                TimeUnit.MILLISECONDS,
                options.timeout().toMillis(),
                TimeUnit.MILLISECONDS,
                false);
        this.operation = operation;
        this.baseUrl = baseUrl;
        this.options = options;
        this.time = time;
        this.started = started;
        this.attempt = attempt;
        this.turnsLost = turnsLost;
        this.perhapsDone = perhapsDone;
    }

    static Call firstAttempt(Operation operation, String baseUrl, RequestOptions options, Time time) {
        return new Call(operation, baseUrl, options, time, time.nanos(), 1, 0, false);
    }

    Call nextAttempt(CallException failure) {
        return next(turnsLost, failure);
    }

    /** Another attempt in place of one that only came too soon, and does not count. */
    Call nextTurn(RateLimitException refused) {
        return next(turnsLost + 1, refused);
    }

    private Call next(int turnsLost, CallException failure) {
        return new Call(
                operation,
                baseUrl,
                options,
                time,
                started,
                attempt + 1,
                turnsLost,
                perhapsDone || failure.mayHaveBeenCarriedOut());
    }

    /** The call that an invocation belongs to: the last of its arguments, where Feign looks for its options. */
    static Call among(Object[] arguments) {
        return (Call) arguments[arguments.length - 1];
    }

    String operation() {
        return operation.id();
    }

    /** What a request of this call asks for, in words. */
    Exchange exchange(ApiRequest request) {
        return Exchange.of(operation.id(), request, baseUrl);
    }

    RetryRule rule() {
        return operation.retry();
    }

    RequestOptions requestOptions() {
        return options;
    }

    int attempt() {
        return attempt;
    }

    /** The attempts up to this one, but for those that only came too soon. */
    int countedAttempts() {
        return attempt - turnsLost;
    }

    /** When the call was made, by the clock of {@link Time#nanos}. */
    long started() {
        return started;
    }

    /** Whether an earlier attempt may have done what the call is for, although its answer did not say so. */
    boolean isPerhapsDone() {
        return perhapsDone;
    }

    Duration elapsed() {
        return Duration.ofNanos(time.nanos() - started);
    }

    /** What is left of the time for the whole call; zero or less when it is over. */
    Duration remaining() {
        return options.timeout().minus(elapsed());
    }

    boolean isOver() {
        return time.nanos() - started >= options.timeout().toNanos();
    }
}
