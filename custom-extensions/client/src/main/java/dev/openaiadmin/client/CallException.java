package dev.openaiadmin.client;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.Durations;
import dev.openaiadmin.client.internal.call.Redactor;
import dev.openaiadmin.client.internal.call.RequestSummary;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a call fails. The message says what failed, on which request, what was tried, and the next step. The
 * accessors return the same to programs.
 */
public abstract class CallException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_API_MESSAGE = 200;
    private static final int LONGEST_REQUEST_ID = 100;

    private final String what;
    private final RequestSummary request;
    private final int attempts;
    private final Duration elapsed;
    private final @Nullable String requestId;
    private final String advice;

    CallException(
            String what, CallReport report, @Nullable String requestId, String advice, @Nullable Throwable cause) {
        super(what, cause);
        this.what = what;
        this.request = report.request();
        this.attempts = report.attempts();
        this.elapsed = report.elapsed();
        this.requestId = requestId;
        this.advice = advice;
    }

    /**
     * Returns the operation that was called.
     *
     * @return the operation's id in the description, such as {@code listProjects}
     */
    public String operation() {
        return request.operation();
    }

    /**
     * Returns the HTTP method.
     *
     * @return a method such as {@code GET}
     */
    public String method() {
        return request.method();
    }

    /**
     * Returns the path of the request.
     *
     * @return the path below the base URL, without the query
     */
    public String path() {
        return request.path();
    }

    /**
     * Returns the id under which OpenAI's support finds the request.
     *
     * @return the {@code x-request-id} header of the last response, or null if there was none
     */
    public @Nullable String requestId() {
        return requestId;
    }

    /**
     * Returns the number of attempts.
     *
     * @return 1 if the call was tried once; 0 if nothing was sent because of a rate limit
     */
    public int attempts() {
        return attempts;
    }

    /**
     * Returns how long the call took, including the waits between attempts.
     *
     * @return the time from the call to its failure
     */
    public Duration elapsed() {
        return elapsed;
    }

    /**
     * Returns whether the API may have carried out the operation although the last attempt failed.
     *
     * @return false if it certainly has not; without meaning for operations that change nothing
     */
    public boolean mayHaveBeenCarriedOut() {
        return false;
    }

    /** Returns the message of the API, or null. */
    @Nullable
    String quotedMessage() {
        return null;
    }

    /** Returns what stands in parentheses after the request; may be empty. */
    String details() {
        return requestId == null ? "" : "request " + Redactor.shortened(requestId, LONGEST_REQUEST_ID);
    }

    @Override
    public String getMessage() {
        StringBuilder message = new StringBuilder(what)
                .append(" on ")
                .append(request.method())
                .append(' ')
                .append(request.path());
        String details = details();
        if (!details.isEmpty()) {
            message.append(" (").append(details).append(')');
        }
        String quoted = quotedMessage();
        if (quoted != null) {
            message.append(": \"")
                    .append(Redactor.shortened(quoted, LONGEST_API_MESSAGE))
                    .append('"');
        }
        if (attempts > 1) {
            message.append("; tried ").append(attempts).append(" times in ").append(Durations.format(elapsed));
        }
        if (!advice.isEmpty()) {
            message.append("; ").append(advice);
        }
        return message.toString();
    }
}
