package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.client.internal.http.TransportFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The reason why an attempt or a call failed. */
public sealed interface CallFailure {

    /** Returns whether the API may have carried out the operation although the attempt failed. */
    default boolean mayHaveBeenCarriedOut() {
        return false;
    }

    /** Returns the id of the last response, or null. */
    default @Nullable String requestId() {
        return null;
    }

    /** The operation may change something, and the options allow reads only. */
    record ReadOnly() implements CallFailure {}

    /**
     * The client was closed.
     *
     * @param sent whether the request had been sent
     */
    record ClientClosed(boolean sent) implements CallFailure {}

    /** No usable response arrived. */
    record Transport(TransportFailure failure) implements CallFailure {
        @Override
        public boolean mayHaveBeenCarriedOut() {
            return failure.sent();
        }

        @Override
        public @Nullable String requestId() {
            return failure.requestId();
        }
    }

    /**
     * The API responded with an error.
     *
     * @param keyReplaced whether the source of keys has another key after a 401
     * @param perhapsDeleted whether an earlier attempt may have deleted what was not found
     */
    record Api(ErrorResponse response, boolean keyReplaced, boolean perhapsDeleted) implements CallFailure {
        @Override
        public boolean mayHaveBeenCarriedOut() {
            return response.kind() == ErrorKind.SERVER;
        }

        @Override
        public @Nullable String requestId() {
            return response.requestId();
        }
    }

    /**
     * The API responded with success, but not with what the description promises.
     *
     * @param excerpt the beginning of the body, without secrets
     */
    record Unreadable(String problem, int status, @Nullable String requestId, String excerpt) implements CallFailure {
        @Override
        public boolean mayHaveBeenCarriedOut() {
            return true;
        }
    }

    /**
     * The body of a successful response is longer than the limit.
     *
     * @param excerpt the beginning of the body, without secrets
     */
    record TooLarge(int limit, int status, @Nullable String requestId, String excerpt) implements CallFailure {
        @Override
        public boolean mayHaveBeenCarriedOut() {
            return true;
        }
    }

    /**
     * The rate limiter cannot grant a permit before the deadline. Nothing was sent.
     *
     * @param lastRefusal the response that taught the limiter
     */
    record NoPermit(ErrorResponse lastRefusal, Duration delay) implements CallFailure {
        @Override
        public @Nullable String requestId() {
            return lastRefusal.requestId();
        }
    }

    /** The thread was interrupted while it waited for a permit. */
    record InterruptedBeforeSending() implements CallFailure {}

    /** The thread was interrupted while it waited for the next attempt. */
    record InterruptedBetweenAttempts(CallFailure last) implements CallFailure {
        @Override
        public boolean mayHaveBeenCarriedOut() {
            return last.mayHaveBeenCarriedOut();
        }

        @Override
        public @Nullable String requestId() {
            return last.requestId();
        }
    }

    /** The failed attempt may have created something, so it was not repeated. */
    record OutcomeUnknown(CallFailure last) implements CallFailure {
        @Override
        public boolean mayHaveBeenCarriedOut() {
            return true;
        }

        @Override
        public @Nullable String requestId() {
            return last.requestId();
        }
    }
}
