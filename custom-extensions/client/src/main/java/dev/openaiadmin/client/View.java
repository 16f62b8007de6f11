package dev.openaiadmin.client;

import dev.openaiadmin.api.AdminApi;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The resources of a session as seen through some options; each is made when it is first asked for. */
final class View implements AdminApi {
    private final Resources pipeline;
    private final Map<Class<?>, Object> resources = new ConcurrentHashMap<>();

    View(Session session, RequestOptions options) {
        this.pipeline = Pipeline.assemble(session, options);
    }

    @Override
    public <T> T api(Class<T> resource) {
        return resource.cast(resources.computeIfAbsent(resource, pipeline::of));
    }
}
