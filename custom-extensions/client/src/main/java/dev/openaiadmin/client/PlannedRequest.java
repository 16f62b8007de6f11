package dev.openaiadmin.client;

import feign.Request;
import feign.RequestTemplate;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request of a {@link RequestPlan}. */
final class PlannedRequest implements ApiRequest {
    private final String method;
    private final String origin;
    private final String path;
    private final SortedMap<String, Collection<String>> headers;
    private final String authorization;
    private final byte @Nullable [] body;
    private final @Nullable RequestTemplate template;

    /**
     * @param headers those that are the same for all requests of the plan, by names in any case
     * @param template what Feign's form tells of itself; null when nobody looks at that
     */
    PlannedRequest(
            String method,
            String origin,
            String path,
            SortedMap<String, Collection<String>> headers,
            String authorization,
            byte @Nullable [] body,
            @Nullable RequestTemplate template) {
        this.method = method;
        this.origin = origin;
        this.path = path;
        this.headers = headers;
        this.authorization = authorization;
        this.body = body;
        this.template = template;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public byte @Nullable [] body() {
        return body;
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> header) {
        for (Map.Entry<String, Collection<String>> each : headers.entrySet()) {
            for (String value : each.getValue()) {
                header.accept(each.getKey(), value);
            }
        }
        header.accept(Authorization.HEADER, authorization);
    }

    @Override
    public List<String> authorizations() {
        return List.of(authorization);
    }

    @Override
    public Request toFeign() {
        Map<String, Collection<String>> all = new TreeMap<>(headers);
        all.put(Authorization.HEADER, authorizations());
        if (body != null) {
            all.put("Content-Length", List.of(String.valueOf(body.length)));
        }
        return Request.create(
                Request.HttpMethod.valueOf(method),
                url(),
                all,
                body == null ? Request.Body.empty() : Request.Body.create(body, StandardCharsets.UTF_8),
                template);
    }
}
