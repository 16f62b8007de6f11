package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.api.OperationSpec;
import dev.openaiadmin.client.internal.http.HttpRequest;
import dev.openaiadmin.client.internal.http.SendResult;
import java.time.Duration;

/** Receives the events of one call, in their order, on its thread. Must not throw. */
public interface CallObserver {

    void awaitedPermit(Duration waited, boolean granted);

    /** Returns the request to send: the given one, or one with further headers. */
    HttpRequest startAttempt(int attempt, HttpRequest request);

    /** Returns whether the observer records a span of the current attempt. */
    boolean recordsSpan();

    void endAttempt(int attempt, SendResult result, Duration duration);

    void retry(int nextAttempt, Duration wait);

    void succeed(Duration elapsed);

    /**
     * Reports that the call throws.
     *
     * @param attempt the number of the attempt that was under way, if one was
     */
    void fail(int attempt, Duration sinceStartOfAttempt, Duration elapsed, Throwable failure);

    /** Starts the observation of each call. Safe for use by many threads. */
    @FunctionalInterface
    interface Factory {

        CallObserver start(OperationSpec<?> operation);
    }
}
