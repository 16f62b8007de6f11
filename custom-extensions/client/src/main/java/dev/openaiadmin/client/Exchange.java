package dev.openaiadmin.client;

import dev.openaiadmin.api.Operation;
import feign.Request;
import feign.RequestTemplate;
import java.io.Serializable;
import java.util.Objects;

/** What was asked, in words for people: the operation, the method, and the path below the base URL without its query. */
record Exchange(String operation, String method, String path) implements Serializable {

    static Exchange of(Request request) {
        RequestTemplate template = request.requestTemplate();
        Operation operation = Objects.requireNonNull(
                template.methodMetadata().method().getAnnotation(Operation.class),
                "Dispatch refuses methods without @Operation");
        return of(operation.id(), ApiRequest.of(request), template.feignTarget().url());
    }

    static Exchange of(String operation, ApiRequest request, String baseUrl) {
        String path = request.url().substring(baseUrl.length());
        int query = path.indexOf('?');
        return new Exchange(operation, request.method(), query < 0 ? path : path.substring(0, query));
    }
}
