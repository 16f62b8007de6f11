package dev.openaiadmin.client.internal.http;

import dev.openaiadmin.api.OperationSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request that is ready to be sent. Immutable. */
public final class HttpRequest {
    private static final String AUTHORIZATION = "Authorization";

    private final OperationSpec<?> operation;
    private final String method;
    private final String origin;
    private final String path;
    private final Map<String, ? extends Collection<String>> headers;
    private final List<String> authorizations;
    private final byte @Nullable [] body;

    /**
     * Creates a request.
     *
     * @param operation the operation that it belongs to
     * @param origin the scheme, the host and the port if there is one, such as {@code https://api.openai.com}
     * @param path the path from its first slash on and the query, percent-encoded
     * @param headers all headers but {@code Authorization} and {@code Content-Length}
     * @param authorizations the values of {@code Authorization}: one, unless users added more
     */
    public HttpRequest(
            OperationSpec<?> operation,
            String method,
            String origin,
            String path,
            Map<String, ? extends Collection<String>> headers,
            List<String> authorizations,
            byte @Nullable [] body) {
        this.operation = operation;
        this.method = method;
        this.origin = origin;
        this.path = path;
        this.headers = headers;
        this.authorizations = authorizations;
        this.body = body;
    }

    /** Returns the same request with further headers, which replace those of the same name. */
    public HttpRequest withHeaders(Map<String, String> more) {
        Map<String, Collection<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        more.forEach((name, value) -> all.put(name, List.of(value)));
        return new HttpRequest(operation, method, origin, path, all, authorizations, body);
    }

    public OperationSpec<?> operation() {
        return operation;
    }

    public String method() {
        return method;
    }

    public String origin() {
        return origin;
    }

    public String path() {
        return path;
    }

    public String url() {
        return origin + path;
    }

    /** Passes on each header but {@code Content-Length}, which the transport computes. */
    public void forEachHeader(BiConsumer<String, String> header) {
        for (Map.Entry<String, ? extends Collection<String>> each : headers.entrySet()) {
            for (String value : each.getValue()) {
                header.accept(each.getKey(), value);
            }
        }
        for (String authorization : authorizations) {
            header.accept(AUTHORIZATION, authorization);
        }
    }

    public List<String> authorizations() {
        return authorizations;
    }

    public byte @Nullable [] body() {
        return body;
    }

    /** Returns the method and the URL, without headers. */
    @Override
    public String toString() {
        return method + " " + url();
    }
}
