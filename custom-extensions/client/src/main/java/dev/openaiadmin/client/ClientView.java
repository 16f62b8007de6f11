package dev.openaiadmin.client;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.GeneratedResources;
import dev.openaiadmin.client.internal.call.CallOptions;
import dev.openaiadmin.client.internal.call.CallPipeline;
import dev.openaiadmin.client.internal.call.ClientContext;
import dev.openaiadmin.client.internal.feign.FeignResources;
import feign.Client;
import feign.Feign;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The resources of a client with certain options. Each is created on first use. */
final class ClientView implements AdminApi {
    private final ClientContext client;
    private final CallOptions options;
    private final @Nullable Client feignClient;
    private final @Nullable Consumer<Feign.Builder> customization;
    private final CallPipeline pipeline;
    private final Map<Class<?>, Object> resources = new ConcurrentHashMap<>();
    private @Nullable FeignResources feign;

    ClientView(
            ClientContext client,
            CallOptions options,
            @Nullable Client feignClient,
            @Nullable Consumer<Feign.Builder> customization) {
        this.client = client;
        this.options = options;
        this.feignClient = feignClient;
        this.customization = customization;
        this.pipeline = new CallPipeline(client, options);
    }

    @Override
    public <T> T api(Class<T> resource) {
        return resource.cast(resources.computeIfAbsent(resource, this::create));
    }

    private Object create(Class<?> resource) {
        Object generated = customization == null ? GeneratedResources.create(resource, pipeline) : null;
        return generated == null ? feign().create(resource) : generated;
    }

    /** Interfaces of users, and all interfaces once users customize it, go through Feign's engine. */
    private synchronized FeignResources feign() {
        FeignResources known = feign;
        if (known == null) {
            known = new FeignResources(client, options, feignClient, customization);
            feign = known;
        }
        return known;
    }
}
