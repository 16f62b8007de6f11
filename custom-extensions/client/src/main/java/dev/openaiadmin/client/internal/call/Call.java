package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.api.OperationSpec;
import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.client.internal.http.Deadline;
import dev.openaiadmin.client.internal.http.HttpRequest;
import dev.openaiadmin.client.internal.http.HttpResponse;
import dev.openaiadmin.client.internal.http.SendResult;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The state of one call across its attempts. Belongs to one thread, except for the deadline. */
public final class Call implements Deadline {
    private final OperationSpec<?> operation;
    private final String[] pathParameters;
    private final CallOptions options;
    private final Clock clock;
    private final long started;
    private final long timeout;
    private final @Nullable CallObserver observer;
    private long sendingSince;
    private int attempt = 1;
    private int uncountedAttempts;
    private boolean perhapsCarriedOut;
    private @Nullable RequestSummary summary;

    /**
     * Starts a call.
     *
     * @param pathParameters may hold anything, since they have not been validated
     */
    public Call(OperationSpec<?> operation, String[] pathParameters, CallOptions options, Clock clock) {
        this.operation = operation;
        this.pathParameters = pathParameters;
        this.options = options;
        this.clock = clock;
        this.started = clock.nanos();
        this.timeout = options.timeout().toNanos();
        CallObserver.Factory observers = options.observers();
        this.observer = observers == null ? null : observers.start(operation);
    }

    public OperationSpec<?> operation() {
        return operation;
    }

    public RetryRule retryRule() {
        return operation.retry();
    }

    public CallOptions options() {
        return options;
    }

    /** Returns the number of the current attempt, from 1. */
    public int attempt() {
        return attempt;
    }

    /** Returns the number of attempts that count against the maximum: those that came too soon do not. */
    int countedAttempts() {
        return attempt - uncountedAttempts;
    }

    /** Returns whether an earlier attempt may have been carried out although it failed. */
    public boolean isPerhapsCarriedOut() {
        return perhapsCarriedOut;
    }

    /** Moves on to the next attempt. */
    void startNextAttempt(CallFailure last, boolean counted) {
        attempt++;
        uncountedAttempts += counted ? 0 : 1;
        perhapsCarriedOut |= last.mayHaveBeenCarriedOut();
    }

    /** Returns when the call began, by the clock of the client. */
    long started() {
        return started;
    }

    public Duration elapsed() {
        return Duration.ofNanos(clock.nanos() - started);
    }

    /** Returns the time until the deadline; zero or less when it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(timeout - (clock.nanos() - started));
    }

    @Override
    public boolean hasPassed() {
        return clock.nanos() - started >= timeout;
    }

    @Override
    public boolean recordsSpan() {
        return observer != null && observer.recordsSpan();
    }

    public RequestSummary summary() {
        RequestSummary known = summary;
        if (known == null) {
            known = new RequestSummary(
                    operation.id(), operation.method(), RequestFactory.path(operation, pathParameters));
            summary = known;
        }
        return known;
    }

    /** Sets what messages say about the request, for calls whose path is known from the request alone. */
    public void describe(RequestSummary request) {
        summary = request;
    }

    /** Returns what the path ends with in operations on one object. */
    @Nullable
    String lastPathParameter() {
        return pathParameters.length == 0 ? null : pathParameters[pathParameters.length - 1];
    }

    void awaitedPermit(Duration waited, boolean granted) {
        if (observer != null) {
            observer.awaitedPermit(waited, granted);
        }
    }

    /**
     * Records that a request is sent from now on: the wait for a permit is not part of its duration.
     *
     * @return the request to send, to which the observer may have added headers
     */
    public HttpRequest startAttempt(HttpRequest request) {
        HttpRequest sent = observer == null ? request : observer.startAttempt(attempt, request);
        sendingSince = System.nanoTime();
        return sent;
    }

    /** Reports, logs and passes on the outcome of an attempt. */
    public void endAttempt(HttpRequest request, SendResult result) {
        ResponseListener listener = options.listener();
        boolean logged = CallLog.isEnabled();
        if (!logged && listener == null && observer == null) {
            return;
        }
        Duration duration = sinceStartOfAttempt();
        if (observer != null) {
            observer.endAttempt(attempt, result, duration);
        }
        if (logged) {
            CallLog.log(this, request, result, duration);
        }
        if (listener != null && result instanceof HttpResponse response) {
            listener.received(summary(), response, attempt, duration);
        }
    }

    /** Reports the outcome of an attempt whose response is neither logged nor passed on. */
    public void reportAttempt(SendResult result) {
        if (observer != null) {
            observer.endAttempt(attempt, result, sinceStartOfAttempt());
        }
    }

    private Duration sinceStartOfAttempt() {
        return Duration.ofNanos(System.nanoTime() - sendingSince);
    }

    /** Reports that another attempt follows. */
    void reportRetry(Duration wait) {
        if (observer != null) {
            observer.retry(attempt + 1, wait);
        }
    }

    /** Reports that the call returns a result. */
    public void reportSuccess() {
        if (observer != null) {
            observer.succeed(elapsed());
        }
    }

    /** Reports that the call throws. */
    public void reportFailure(Throwable failure) {
        if (observer != null) {
            observer.fail(attempt, sinceStartOfAttempt(), elapsed(), failure);
        }
    }

    CallReport report(int attempts) {
        return new CallReport(summary(), attempts, elapsed(), options.timeout());
    }

    /** Names the operation and its arguments. */
    @Override
    public String toString() {
        return operation.id() + Arrays.toString(pathParameters);
    }
}
