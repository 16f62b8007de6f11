package dev.openaiadmin.client.internal.feign;

import dev.openaiadmin.api.OperationSpec;
import dev.openaiadmin.client.internal.call.Authorization;
import dev.openaiadmin.client.internal.call.RequestSummary;
import dev.openaiadmin.client.internal.http.HttpRequest;
import dev.openaiadmin.client.internal.http.HttpResponse;
import dev.openaiadmin.client.internal.http.ResponseHeaders;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Converts requests and responses between the form of Feign and our own. */
final class FeignMessages {
    private static final String CONTENT_LENGTH = "Content-Length";

    private FeignMessages() {}

    static HttpRequest request(OperationSpec<?> operation, Request request) {
        URI url = URI.create(request.url());
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        headers.remove(CONTENT_LENGTH);
        Collection<String> authorizations = headers.remove(Authorization.HEADER);
        return new HttpRequest(
                operation,
                request.httpMethod().name(),
                url.getScheme() + "://" + url.getRawAuthority(),
                url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()),
                headers,
                authorizations == null ? List.of() : List.copyOf(authorizations),
                request.body());
    }

    static Request request(HttpRequest request, RequestTemplate template) {
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.forEachHeader((name, value) ->
                headers.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
        byte[] body = request.body();
        if (body != null) {
            headers.put(CONTENT_LENGTH, List.of(String.valueOf(body.length)));
        }
        return Request.create(
                Request.HttpMethod.valueOf(request.method()),
                request.url(),
                headers,
                body == null ? Request.Body.empty() : Request.Body.create(body, StandardCharsets.UTF_8),
                template);
    }

    static HttpResponse response(Response response) {
        return new HttpResponse(response.status(), new FeignHeaders(response.headers()), body(response));
    }

    static Response response(HttpResponse response, Request request) {
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers()
                .forEach((name, value) ->
                        headers.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
        return Response.builder()
                .request(request)
                .status(response.status())
                .headers(headers)
                .body(response.body())
                .build();
    }

    /** Returns the status and the headers of a response. Its body is not read. */
    static HttpResponse withoutBody(Response response) {
        return new HttpResponse(response.status(), new FeignHeaders(response.headers()), new byte[0]);
    }

    /** Returns the same response with its body in memory. */
    static Response buffered(Response response) {
        return response.toBuilder().body(body(response)).build();
    }

    static RequestSummary summary(OperationSpec<?> operation, HttpRequest request, URI baseUrl) {
        String url = request.url();
        String path = url.startsWith(baseUrl.toString())
                ? url.substring(baseUrl.toString().length())
                : request.path();
        int query = path.indexOf('?');
        return new RequestSummary(operation.id(), request.method(), query < 0 ? path : path.substring(0, query));
    }

    /** Returns the last segment of the path of a URL, decoded. */
    static String lastPathSegment(String url) {
        String path = URI.create(url).getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static byte[] body(Response response) {
        if (response.body() == null) {
            return new byte[0];
        }
        try (InputStream stream = response.body().asInputStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record FeignHeaders(Map<String, Collection<String>> headers) implements ResponseHeaders {
        @Override
        public @Nullable String first(String name) {
            Collection<String> values = headers.get(name);
            return values == null || values.isEmpty() ? null : values.iterator().next();
        }

        @Override
        public void forEach(BiConsumer<String, String> header) {
            headers.forEach((name, values) -> values.forEach(value -> header.accept(name, value)));
        }
    }
}
