package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.api.OperationSpec;
import dev.openaiadmin.api.QueryParameters;
import dev.openaiadmin.client.internal.http.HttpRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the requests of operations. Immutable. */
final class RequestFactory {
    private static final int EXPECTED_LENGTH = 128;

    private final String origin;
    private final String basePath;
    private final Map<String, Collection<String>> headers;
    private final Map<String, Collection<String>> headersWithBody;

    RequestFactory(URI baseUrl, DefaultHeaders headers) {
        this.origin = baseUrl.getScheme() + "://" + baseUrl.getRawAuthority();
        this.basePath = baseUrl.getRawPath();
        this.headers = headers.forJson(false);
        this.headersWithBody = headers.forJson(true);
    }

    HttpRequest create(
            OperationSpec<?> operation,
            String[] pathParameters,
            @Nullable QueryParameters query,
            byte @Nullable [] body,
            String authorization) {
        StringBuilder path = new StringBuilder(EXPECTED_LENGTH).append(basePath);
        appendPath(path, operation, pathParameters);
        if (query != null) {
            appendQuery(path, query);
        }
        return new HttpRequest(
                operation,
                operation.method(),
                origin,
                path.toString(),
                body == null ? headers : headersWithBody,
                List.of(authorization),
                body);
    }

    /** Returns the path below the base URL, without the query. */
    static String path(OperationSpec<?> operation, String[] pathParameters) {
        StringBuilder path = new StringBuilder(EXPECTED_LENGTH);
        appendPath(path, operation, pathParameters);
        return path.toString();
    }

    private static void appendPath(StringBuilder path, OperationSpec<?> operation, String[] pathParameters) {
        List<String> literals = operation.pathLiterals();
        path.append(literals.get(0));
        for (int i = 0; i < pathParameters.length; i++) {
            path.append(percentEncoded(pathParameters[i])).append(literals.get(i + 1));
        }
    }

    /** Empty values are left out: they mean "not given". */
    private static void appendQuery(StringBuilder path, QueryParameters query) {
        char separator = '?';
        for (Map.Entry<String, Object> parameter : query.toQueryMap().entrySet()) {
            Object given = parameter.getValue();
            String name = percentEncoded(parameter.getKey());
            for (Object value : given instanceof Collection<?> several ? several : List.of(given)) {
                String text = percentEncoded(value instanceof Instant time ? time.getEpochSecond() : value);
                if (!text.isEmpty()) {
                    path.append(separator).append(name).append('=').append(text);
                    separator = '&';
                }
            }
        }
    }

    private static String percentEncoded(@Nullable Object value) {
        String text = String.valueOf(value);
        for (int i = 0; i < text.length(); i++) {
            if (!isUnreserved(text.charAt(i))) {
                return URLEncoder.encode(text, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~");
            }
        }
        return text;
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '~';
    }
}
