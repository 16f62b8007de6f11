package dev.openaiadmin.client;

import dev.openaiadmin.OpenAiAdminException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call did not end with an answer that could be returned. The message tells what failed, on which request, what was
 * tried, and the next step; the accessors tell the same to programs.
 */
public abstract class CallException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_SAID = 200;
    private static final int LONGEST_REQUEST_ID = 100;

    private final String what;
    private final Exchange exchange;
    private final @Nullable String requestId;
    private final String advice;
    private int attempts = 1;
    private Duration elapsed = Duration.ZERO;

    CallException(
            String what, Exchange exchange, @Nullable String requestId, String advice, @Nullable Throwable cause) {
        super(what, cause);
        this.what = what;
        this.exchange = exchange;
        this.requestId = requestId;
        this.advice = advice;
    }

    /**
     * Tells which operation was called.
     *
     * @return the operation's name in the description, such as {@code listProjects}
     */
    public String operation() {
        return exchange.operation();
    }

    /**
     * Tells the HTTP method.
     *
     * @return a method such as {@code GET}
     */
    public String method() {
        return exchange.method();
    }

    /**
     * Tells what was asked for.
     *
     * @return the path below the base URL, without the query
     */
    public String path() {
        return exchange.path();
    }

    /**
     * Tells under which id OpenAI's support finds the request.
     *
     * @return the {@code x-request-id} header of the last response, or null when there was none
     */
    public @Nullable String requestId() {
        return requestId;
    }

    /**
     * Tells how often the call was tried.
     *
     * @return 1 when it was tried once, 0 when it was held back by a rate limit and never sent
     */
    public int attempts() {
        return attempts;
    }

    /**
     * Tells how long the call took, waits included.
     *
     * @return the time from the call to its failure
     */
    public Duration elapsed() {
        return elapsed;
    }

    final Exchange exchange() {
        return exchange;
    }

    /**
     * Tells whether the API may have done what it was asked to with the last attempt, although this says that it failed.
     *
     * @return false when it certainly has not; of no meaning where nothing is changed, as with lists
     */
    public boolean mayHaveBeenCarriedOut() {
        return false;
    }

    /** Called by the stage that owns the attempts, before anybody else sees the exception. */
    final void tried(int attempts, Duration elapsed) {
        this.attempts = attempts;
        this.elapsed = elapsed;
    }

    /** What the API said, behind the request; null for nothing. */
    @Nullable
    String said() {
        return null;
    }

    /** What stands in parentheses behind the request; empty for nothing. */
    String details() {
        return requestId == null ? "" : "request " + Bodies.shortened(requestId, LONGEST_REQUEST_ID);
    }

    @Override
    public String getMessage() {
        StringBuilder message = new StringBuilder(what)
                .append(" on ")
                .append(exchange.method())
                .append(' ')
                .append(exchange.path());
        String details = details();
        if (!details.isEmpty()) {
            message.append(" (").append(details).append(')');
        }
        String said = said();
        if (said != null) {
            message.append(": \"").append(Bodies.shortened(said, LONGEST_SAID)).append('"');
        }
        if (attempts > 1) {
            message.append("; tried ").append(attempts).append(" times in ").append(Durations.inWords(elapsed));
        }
        if (!advice.isEmpty()) {
            message.append("; ").append(advice);
        }
        return message.toString();
    }
}
