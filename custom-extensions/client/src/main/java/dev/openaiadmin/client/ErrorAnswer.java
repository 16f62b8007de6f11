package dev.openaiadmin.client;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an error response says, whichever of its shapes it has. */
record ErrorAnswer(
        Exchange exchange,
        int status,
        Map<String, List<String>> headers,
        @Nullable String requestId,
        @Nullable String type,
        @Nullable String code,
        @Nullable String param,
        @Nullable String message,
        String body,
        @Nullable Duration retryAfter,
        @Nullable Boolean shouldRetry)
        implements Serializable {
    private static final int SHOWN = 4096;

    static ErrorAnswer of(Answer answer, Instant now) {
        ResponseHeaders headers = answer.headers();
        byte[] body = answer.body();
        // {"error": {...}}, {"error": "a sentence"}, or the parts at the top.
        Object root = Json.tree(body);
        Object error = root instanceof Map<?, ?> parts && parts.containsKey("error") ? parts.get("error") : root;
        String message = error instanceof String sentence ? sentence : text(error, "message");
        String shownMessage = message == null ? null : Bodies.withoutKeys(message, answer.request());
        return new ErrorAnswer(
                answer.exchange(),
                answer.status(),
                headers.asMap(),
                answer.requestId(),
                text(error, "type"),
                text(error, "code"),
                text(error, "param"),
                shownMessage,
                Bodies.excerpt(body, answer.request(), SHOWN),
                RetryAfter.in(headers, message, now),
                shouldRetry(headers.first("x-should-retry")));
    }

    /** The same answer as it concerns another call of the operation, which has to wait because of it. */
    ErrorAnswer passedOn(Exchange other, Duration wait) {
        return new ErrorAnswer(other, status, headers, requestId, type, code, param, message, body, wait, shouldRetry);
    }

    private static @Nullable String text(@Nullable Object error, String field) {
        Object value = error instanceof Map<?, ?> parts ? parts.get(field) : null;
        return value == null || value instanceof Map || value instanceof List ? null : value.toString();
    }

    private static @Nullable Boolean shouldRetry(@Nullable String header) {
        return "true".equals(header) ? Boolean.TRUE : "false".equals(header) ? Boolean.FALSE : null;
    }
}
