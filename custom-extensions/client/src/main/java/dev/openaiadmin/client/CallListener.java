package dev.openaiadmin.client;

import java.time.Duration;

/**
 * Receives the events of one call, for logs, metrics and traces. {@link RequestOptions.Builder#addListener} adds listeners.
 *
 * <p>The events arrive on the thread of the call, in this order: for each attempt {@link #permitAwaited} if the call had to
 * wait for the rate limiter, {@link #attemptStarted}, {@link #attemptEnded}, and {@link #retryScheduled} if another attempt
 * follows; at last {@link #callEnded}. An attempt that started always ends, also when no response arrived. Every call that
 * started ends, also when it was refused before anything was sent.
 *
 * <p>A listener cannot change the outcome of a call: a {@link RuntimeException} that it throws is logged as a warning, and
 * the call continues. A failure in a listener could otherwise hide the result of a create, and with it a key that is shown
 * once. Events contain no key and no body.
 *
 * <pre>{@code
 * OpenAiAdmin admin = OpenAiAdmin.builder()
 *         .adminKey(key)
 *         .options(options -> options.addListener(call -> new CallListener() {
 *             @Override
 *             public void callEnded(CallEnd end) {
 *                 log.info("{} took {}, error {}", call.operation(), end.duration(), end.errorType());
 *             }
 *         }))
 *         .build();
 * }</pre>
 */
public interface CallListener {

    /**
     * Reports that the call waited for a permit of the rate limiter: see {@link RequestOptions.Builder#pacing}. Does nothing
     * by default.
     *
     * @param waited how long the call waited; zero or more
     * @param granted whether the call may now send a request; if not, it ends
     */
    default void permitAwaited(Duration waited, boolean granted) {}

    /**
     * Reports that a request is about to be sent. Does nothing by default.
     *
     * @param attempt the attempt, which accepts further headers until this method returns
     */
    default void attemptStarted(AttemptStart attempt) {}

    /**
     * Reports that a response arrived, or why none did. Does nothing by default.
     *
     * @param attempt the outcome of the attempt that was reported last
     */
    default void attemptEnded(AttemptEnd attempt) {}

    /**
     * Reports that the call will be attempted again. Does nothing by default.
     *
     * @param nextAttempt the number of the next attempt, from 2
     * @param wait how long the call waits before it; zero if it waits for a permit of the rate limiter instead
     */
    default void retryScheduled(int nextAttempt, Duration wait) {}

    /**
     * Reports that the call returns or throws. Does nothing by default.
     *
     * @param end the outcome of the call
     */
    default void callEnded(CallEnd end) {}

    /** Creates the listener of each call. Implementations are called by many threads at the same time. */
    @FunctionalInterface
    interface Factory {

        /**
         * Reports that a call starts, before its arguments are validated, and returns the listener of that call.
         *
         * @param call the call
         * @return a listener, which receives the events of this call only if each call gets its own
         */
        CallListener callStarted(CallInfo call);
    }
}
