package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.ErrorKind;
import dev.openaiadmin.client.internal.call.ErrorResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the API responds with an error. Subclasses stand for the statuses that callers tell apart, and this class
 * for the rest, such as redirects, which are never followed.
 */
public class ApiException extends CallException {
    private static final long serialVersionUID = 1L;

    private final ErrorResponse response;

    ApiException(String what, ErrorResponse response, CallReport report, String advice) {
        super(what, report, response.requestId(), advice, null);
        this.response = response;
    }

    /**
     * Returns the HTTP status.
     *
     * @return a status such as 404
     */
    public int status() {
        return response.status();
    }

    /**
     * Returns the family of the error.
     *
     * @return a type such as {@code invalid_request_error}, or null if the API gave none
     */
    public @Nullable String type() {
        return response.type();
    }

    /**
     * Returns the code of the error.
     *
     * @return a code such as {@code project_archived}, or null if the API gave none
     */
    public @Nullable String code() {
        return response.code();
    }

    /**
     * Returns the parameter that the error is about.
     *
     * @return the name of a parameter, or null if the API gave none
     */
    public @Nullable String param() {
        return response.param();
    }

    /**
     * Returns the message of the API.
     *
     * @return the message, or null if the body had none, such as the error page of a proxy
     */
    public @Nullable String apiMessage() {
        return response.message();
    }

    /**
     * Returns the beginning of the body, without keys.
     *
     * @return at most 4,096 characters
     */
    public String body() {
        return response.body();
    }

    /**
     * Returns the headers of the response.
     *
     * @return an immutable map with names in lower case
     */
    public Map<String, List<String>> headers() {
        return response.headers();
    }

    /**
     * Returns how long to wait before the next call, if the API asked for that in a header or in its message, or if the
     * rate limiter could not grant a permit in time.
     *
     * @return the wait from the moment of the failure, or null if none is known
     */
    public @Nullable Duration retryAfter() {
        return response.retryAfter();
    }

    final ErrorResponse response() {
        return response;
    }

    @Override
    public boolean mayHaveBeenCarriedOut() {
        return response.kind() == ErrorKind.SERVER;
    }

    @Override
    final @Nullable String quotedMessage() {
        return response.message();
    }

    @Override
    final String details() {
        return super.details().isEmpty() ? String.valueOf(status()) : status() + ", " + super.details();
    }
}
