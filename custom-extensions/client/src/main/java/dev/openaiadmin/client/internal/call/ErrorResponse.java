package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.client.internal.http.HttpResponse;
import dev.openaiadmin.client.internal.http.ResponseHeaders;
import dev.openaiadmin.client.internal.json.JsonCodec;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an error response says, in whichever of the shapes that the API uses. Texts are masked.
 *
 * @param body the beginning of the body
 * @param retryAfter how long the API asks to wait; null when it does not
 * @param shouldRetry the header {@code x-should-retry}; null when it is missing
 * @param missingScopes what the key lacks; empty for other errors
 */
public record ErrorResponse(
        int status,
        ErrorKind kind,
        Map<String, List<String>> headers,
        @Nullable String requestId,
        @Nullable String type,
        @Nullable String code,
        @Nullable String param,
        @Nullable String message,
        String body,
        @Nullable Duration retryAfter,
        @Nullable Boolean shouldRetry,
        List<String> missingScopes)
        implements Serializable {
    private static final int SHOWN = 4096;

    private static final Set<String> LIMITS_REACHED = Set.of(
            "insufficient_quota",
            "credit_balance_exhausted",
            "organization_usage_limit_exceeded",
            "organization_spend_limit_exceeded",
            "project_spend_limit_exceeded");

    private static final String SCOPE = "[\\w-]+(?:[.:][\\w-]+)*+";
    /** No code names a missing scope. This is how messages have named it, with 401 and with 403. */
    private static final Pattern MISSING_SCOPES = Pattern.compile(
            "missing scopes?:\\s*+(" + SCOPE + "(?:\\s*+,\\s*+" + SCOPE + "){0,20})", Pattern.CASE_INSENSITIVE);

    /** Returns the same response with another wait. */
    public ErrorResponse withRetryAfter(Duration wait) {
        return new ErrorResponse(
                status, kind, headers, requestId, type, code, param, message, body, wait, shouldRetry, missingScopes);
    }

    static ErrorResponse of(HttpResponse response, Redactor redactor, Instant now) {
        ResponseHeaders headers = response.headers();
        // {"error": {...}}, {"error": "a sentence"}, or the fields at the top.
        Object root = JsonCodec.tree(response.body());
        Object error = root instanceof Map<?, ?> fields && fields.containsKey("error") ? fields.get("error") : root;
        String message = error instanceof String sentence ? sentence : text(error, "message");
        String type = text(error, "type");
        String code = text(error, "code");
        List<String> missingScopes = missingScopes(response.status(), message);
        return new ErrorResponse(
                response.status(),
                kind(response, root, type, code, message, missingScopes),
                headers.asMap(),
                response.requestId(),
                type,
                code,
                text(error, "param"),
                message == null ? null : redactor.mask(message),
                redactor.excerpt(response.body(), SHOWN),
                RetryAfter.in(headers, message, now),
                shouldRetry(headers.first("x-should-retry")),
                missingScopes);
    }

    private static ErrorKind kind(
            HttpResponse response,
            @Nullable Object body,
            @Nullable String type,
            @Nullable String code,
            @Nullable String message,
            List<String> missingScopes) {
        int status = response.status();
        if (!missingScopes.isEmpty()) {
            return ErrorKind.MISSING_SCOPE;
        }
        return switch (status) {
            case 400, 422 -> isRefusedCursor(message) ? ErrorKind.CURSOR_REFUSED : ErrorKind.BAD_REQUEST;
            case 401 -> ErrorKind.AUTHENTICATION;
            case 403 -> ErrorKind.PERMISSION;
            case 404, 405 ->
                isUnknownUrl(response, body, message)
                        ? ErrorKind.UNKNOWN_URL
                        : status == 404 ? ErrorKind.NOT_FOUND : ErrorKind.OTHER;
            case 409 -> ErrorKind.CONFLICT;
            case 429 -> isLimitReached(type) || isLimitReached(code) ? ErrorKind.LIMIT_REACHED : ErrorKind.RATE_LIMIT;
            case 408 -> ErrorKind.SERVER;
            default -> status >= 500 ? ErrorKind.SERVER : status < 400 ? ErrorKind.REDIRECT : ErrorKind.OTHER;
        };
    }

    private static boolean isLimitReached(@Nullable String word) {
        return word != null && LIMITS_REACHED.contains(word);
    }

    /** No code names this error; "page token is invalid" is how messages have named it. */
    private static boolean isRefusedCursor(@Nullable String message) {
        return message != null && message.toLowerCase(Locale.ROOT).contains("page token");
    }

    /** The API says "Invalid URL"; gateways and other servers respond with a page. */
    private static boolean isUnknownUrl(HttpResponse response, @Nullable Object body, @Nullable String message) {
        return (body == null && response.body().length > 0) || (message != null && message.startsWith("Invalid URL"));
    }

    private static List<String> missingScopes(int status, @Nullable String message) {
        if (message == null || (status != 401 && status != 403)) {
            return List.of();
        }
        Matcher missing = MISSING_SCOPES.matcher(message);
        return missing.find() ? List.of(missing.group(1).split("\\s*,\\s*")) : List.of();
    }

    private static @Nullable String text(@Nullable Object error, String field) {
        Object value = error instanceof Map<?, ?> fields ? fields.get(field) : null;
        return value == null || value instanceof Map || value instanceof List ? null : value.toString();
    }

    private static @Nullable Boolean shouldRetry(@Nullable String header) {
        return "true".equals(header) ? Boolean.TRUE : "false".equals(header) ? Boolean.FALSE : null;
    }
}
