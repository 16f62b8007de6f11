package dev.openaiadmin.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The API answered with an error. Subclasses stand for the statuses that callers tell apart; this class itself for the
 * rest, redirects among them, which are never followed.
 */
public class ApiException extends CallException {
    private static final long serialVersionUID = 1L;

    private final ErrorAnswer answer;

    ApiException(String what, ErrorAnswer answer, String advice) {
        super(what, answer.exchange(), answer.requestId(), advice, null);
        this.answer = answer;
    }

    /**
     * Tells the HTTP status.
     *
     * @return a status such as 404
     */
    public int status() {
        return answer.status();
    }

    /**
     * Tells the family of the error.
     *
     * @return a type such as {@code invalid_request_error}, or null when the API gave none
     */
    public @Nullable String type() {
        return answer.type();
    }

    /**
     * Tells the error in one word.
     *
     * @return a code such as {@code project_archived}, or null when the API gave none
     */
    public @Nullable String code() {
        return answer.code();
    }

    /**
     * Tells which parameter the error is about.
     *
     * @return the name of a parameter, or null when the API gave none
     */
    public @Nullable String param() {
        return answer.param();
    }

    /**
     * Tells what the API said.
     *
     * @return the API's own message, or null when the body had none, as with an error page of a proxy
     */
    public @Nullable String apiMessage() {
        return answer.message();
    }

    /**
     * Gives the beginning of the body.
     *
     * @return at most 4,096 characters
     */
    public String body() {
        return answer.body();
    }

    /**
     * Gives the headers of the response.
     *
     * @return the headers, with names in lower case
     */
    public Map<String, List<String>> headers() {
        return answer.headers();
    }

    /**
     * Tells how long to wait before the next try, if the API asked for a wait in a header or in its message, or if the
     * call ended because its turn was too far away.
     *
     * @return the wait from the moment of the failure, or null when nothing is known of one
     */
    public @Nullable Duration retryAfter() {
        return answer.retryAfter();
    }

    /** Whether the API itself said in {@code x-should-retry} if another try makes sense; null when it did not. */
    final @Nullable Boolean shouldRetry() {
        return answer.shouldRetry();
    }

    final ErrorAnswer answer() {
        return answer;
    }

    @Override
    final @Nullable String said() {
        return answer.message();
    }

    @Override
    final String details() {
        return super.details().isEmpty() ? String.valueOf(status()) : status() + ", " + super.details();
    }
}
