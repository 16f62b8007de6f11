package dev.openaiadmin.testkit.internal.contract;

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
public record HttpResponse(
        int status, String contentType, Map<String, String> headers, String body, Duration delay, End end) {
    /** How the connection fares. */
    public enum End {
        WHOLE,
        TRUNCATED,
        RESET
    }

    public static HttpResponse of(OperationResponse answer) {
        return of(answer.status(), "application/json", answer.body().toString());
    }

    public static HttpResponse of(int status, String contentType, String body) {
        return new HttpResponse(status, contentType, Map.of(), body, Duration.ZERO, End.WHOLE);
    }

    public HttpResponse withHeaders(Map<String, String> more) {
        return new HttpResponse(status, contentType, Map.copyOf(more), body, delay, end);
    }

    public HttpResponse delayed(Duration by) {
        return new HttpResponse(status, contentType, headers, body, by, end);
    }

    public HttpResponse ending(End otherwise) {
        return new HttpResponse(status, contentType, headers, body, delay, otherwise);
    }
}
