package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.internal.http.HttpResponse;
import dev.openaiadmin.client.internal.http.SendResult;
import dev.openaiadmin.client.internal.http.TransportFailure;
import dev.openaiadmin.client.internal.http.TransportFailure.ConnectionFailure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names failures by a small set of values, which metrics can be tagged with. */
final class ErrorTypes {
    static final String PERMIT_REFUSED = "permit_refused";
    private static final String CLIENT_CLOSED = "client_closed";
    private static final String INTERRUPTED = "interrupted";
    private static final String POOL_EXHAUSTED = "pool_exhausted";
    private static final String RESPONSE_TOO_LARGE = "response_too_large";
    private static final String TIMEOUT = "timeout";
    private static final String UNREADABLE_RESPONSE = "unreadable_response";

    private ErrorTypes() {}

    /** Returns the type of what went wrong with an attempt, or null if its response is a success. */
    static @Nullable String of(SendResult result) {
        if (result instanceof HttpResponse response) {
            return response.isSuccess() ? null : String.valueOf(response.status());
        }
        if (result instanceof ConnectionFailure connection) {
            return of(ConnectionException.Reason.of(connection.kind()));
        }
        if (result instanceof TransportFailure.DeadlinePassed) {
            return TIMEOUT;
        }
        if (result instanceof TransportFailure.Interrupted) {
            return INTERRUPTED;
        }
        if (result instanceof TransportFailure.PoolExhausted) {
            return POOL_EXHAUSTED;
        }
        if (result instanceof TransportFailure.TransportClosed) {
            return CLIENT_CLOSED;
        }
        return result instanceof TransportFailure.BodyTooLarge ? RESPONSE_TOO_LARGE : UNREADABLE_RESPONSE;
    }

    /** Returns the type of the exception that a call ends with. */
    static String of(Throwable failure) {
        if (failure instanceof ApiException api) {
            return String.valueOf(api.status());
        }
        if (failure instanceof ConnectionException connection) {
            return of(connection.reason());
        }
        if (failure instanceof OutcomeUnknownException) {
            return "outcome_unknown";
        }
        if (failure instanceof TimeoutException) {
            return TIMEOUT;
        }
        if (failure instanceof InterruptedCallException) {
            return INTERRUPTED;
        }
        if (failure instanceof PoolExhaustedException) {
            return POOL_EXHAUSTED;
        }
        if (failure instanceof ClientClosedException) {
            return CLIENT_CLOSED;
        }
        if (failure instanceof ResponseTooLargeException) {
            return RESPONSE_TOO_LARGE;
        }
        if (failure instanceof UnreadableResponseException) {
            return UNREADABLE_RESPONSE;
        }
        if (failure instanceof ReadOnlyException) {
            return "read_only";
        }
        return failure instanceof InvalidValueException
                ? "invalid_value"
                : failure.getClass().getName();
    }

    private static String of(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
