package dev.openaiadmin.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
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

    static ErrorAnswer of(Answer answer, ObjectReader json, Instant now) {
        ResponseHeaders headers = answer.headers();
        byte[] body = answer.body();
        JsonNode root = parsed(body, json);
        // {"error": {...}}, {"error": "a sentence"}, or the parts at the top.
        JsonNode error = root.has("error") ? root.path("error") : root;
        String message = error.isTextual() ? error.textValue() : text(error, "message");
        String shownMessage = message == null ? null : Bodies.withoutKeys(message, answer.request());
        return new ErrorAnswer(
                Exchange.of(answer.request()),
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

    private static JsonNode parsed(byte[] body, ObjectReader json) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : json.readTree(body);
        } catch (IOException | NumberFormatException e) {
            // An error page of a proxy, or a number that Jackson cannot hold: the status and the excerpt have to do.
            return MissingNode.getInstance();
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    private static @Nullable Boolean shouldRetry(@Nullable String header) {
        return "true".equals(header) ? Boolean.TRUE : "false".equals(header) ? Boolean.FALSE : null;
    }
}
