package dev.openaiadmin.testkit.internal.faults;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.http.HttpResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error that a fault sends.
 *
 * @param status the HTTP status
 * @param shape the shape of the body
 * @param type the type
 * @param code the code, or null
 * @param message the message
 * @param headers more headers
 * @param form the form in which the wait is stated, or null if it is not stated
 * @param pause how long to wait, or null for the wait that follows from the fault
 */
public record ErrorResponse(
        int status,
        ErrorShape shape,
        String type,
        @Nullable String code,
        String message,
        Map<String, String> headers,
        @Nullable RetryAfterForm form,
        @Nullable Duration pause) {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    public static ErrorResponse of(int status) {
        return switch (status) {
            case 401 -> of(status, "invalid_request_error", "invalid_api_key", "Incorrect API key provided.");
            case 403 ->
                of(
                        status,
                        "invalid_request_error",
                        "missing_scope",
                        "You have insufficient permissions for this operation. Missing scopes: api.management.read.");
            case 404 -> of(status, "invalid_request_error", "not_found", "There is no such object.");
            case 409 -> of(status, "invalid_request_error", "conflict", "The object is being changed.");
            case 429 -> of(status, "requests", "rate_limit_exceeded", "Rate limit reached for organization requests.");
            default ->
                status < 500
                        ? of(status, "invalid_request_error", null, "The request was refused.")
                        : of(status, "server_error", null, "The server had an error while processing your request.");
        };
    }

    private static ErrorResponse of(int status, String type, @Nullable String code, String message) {
        return new ErrorResponse(status, ErrorShape.OBJECT, type, code, message, Map.of(), null, null);
    }

    public ErrorResponse withShape(ErrorShape changed) {
        return new ErrorResponse(status, changed, type, code, message, headers, form, pause);
    }

    public ErrorResponse withCode(@Nullable String changed) {
        return new ErrorResponse(status, shape, type, changed, message, headers, form, pause);
    }

    public ErrorResponse withMessage(String changed) {
        return new ErrorResponse(status, shape, type, code, changed, headers, form, pause);
    }

    public ErrorResponse withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ErrorResponse(status, shape, type, code, message, Map.copyOf(more), form, pause);
    }

    public ErrorResponse withRetryAfter(RetryAfterForm changed, @Nullable Duration chosen) {
        return new ErrorResponse(status, shape, type, code, message, headers, changed, chosen);
    }

    /**
     * The error as it goes over the wire.
     *
     * @param parameter what it is about, or null
     * @param implied how long to wait when the fault does not say so itself
     * @param now the time of the organization
     */
    public HttpResponse response(@Nullable String parameter, Duration implied, Instant now) {
        Duration told = pause == null ? implied : pause;
        Map<String, String> all = new LinkedHashMap<>(headers);
        String sentence = message;
        if (form != null) {
            switch (form) {
                case MILLISECONDS -> all.put("retry-after-ms", String.valueOf(told.toMillis()));
                case SECONDS -> all.put("Retry-After", String.valueOf(roundedUp(told)));
                case DECIMALS -> all.put("Retry-After", decimals(told));
                case DATE ->
                    all.put("Retry-After", HTTP_DATE.format(now.plusMillis(999).plus(told)));
                case MESSAGE -> sentence += " Please try again after " + decimals(told) + " seconds.";
            }
        }
        return shape == ErrorShape.HTML
                ? HttpResponse.of(status, "text/html", page(sentence)).withHeaders(all)
                : HttpResponse.of(status, "application/json", json(sentence, parameter))
                        .withHeaders(all);
    }

    private String json(String sentence, @Nullable String parameter) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        switch (shape) {
            case SENTENCE -> body.put("error", sentence);
            case FLAT -> body.put("code", status).put("message", sentence);
            default -> {
                ObjectNode error =
                        body.putObject("error").put("message", sentence).put("type", type);
                if (shape == ErrorShape.OBJECT) {
                    error.put("param", parameter);
                }
                error.put("code", code);
            }
        }
        return body.toString();
    }

    private String page(String sentence) {
        return "<html><head><title>" + status + "</title></head><body><h1>" + status + "</h1><p>" + escaped(sentence)
                + "</p></body></html>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static long roundedUp(Duration pause) {
        return pause.plusNanos(999_999_999).toSeconds();
    }

    private static String decimals(Duration pause) {
        return BigDecimal.valueOf(pause.toMillis(), 3).toPlainString();
    }
}
