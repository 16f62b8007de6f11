package dev.openaiadmin.testkit;

import java.time.Duration;
import java.util.Map;

/**
 * What goes back over the wire.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param headers more headers
 * @param body the body
 * @param delay how long it is held back
 * @param end how the connection fares
 */
record Outcome(int status, String contentType, Map<String, String> headers, String body, Duration delay, End end) {
    /** How the connection fares. */
    enum End {
        WHOLE,
        TRUNCATED,
        RESET
    }

    static Outcome of(Answer answer) {
        return of(answer.status(), "application/json", answer.body().toString());
    }

    static Outcome of(int status, String contentType, String body) {
        return new Outcome(status, contentType, Map.of(), body, Duration.ZERO, End.WHOLE);
    }

    Outcome withHeaders(Map<String, String> more) {
        return new Outcome(status, contentType, Map.copyOf(more), body, delay, end);
    }

    Outcome delayed(Duration by) {
        return new Outcome(status, contentType, headers, body, by, end);
    }

    Outcome ending(End otherwise) {
        return new Outcome(status, contentType, headers, body, delay, otherwise);
    }
}
