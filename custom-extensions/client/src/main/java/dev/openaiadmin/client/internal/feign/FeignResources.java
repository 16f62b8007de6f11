package dev.openaiadmin.client.internal.feign;

import dev.openaiadmin.api.QueryParametersEncoder;
import dev.openaiadmin.client.internal.call.Authorization;
import dev.openaiadmin.client.internal.call.CallOptions;
import dev.openaiadmin.client.internal.call.ClientContext;
import dev.openaiadmin.client.internal.call.DefaultHeaders;
import feign.Client;
import feign.ExceptionPropagationPolicy;
import feign.Feign;
import feign.InvocationHandlerFactory;
import feign.Logger;
import feign.RequestTemplate;
import feign.Retryer;
import feign.Target.HardCodedTarget;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Creates instances of interfaces whose calls go through Feign's engine. Safe for use by many threads. */
public final class FeignResources {
    private final ClientContext client;
    private final Feign feign;

    /**
     * Prepares the engine.
     *
     * @param transport what sends; null for the transport of the client
     * @param customization what users add to the engine; null for nothing
     */
    public FeignResources(
            ClientContext client,
            CallOptions options,
            @Nullable Client transport,
            @Nullable Consumer<Feign.Builder> customization) {
        this.client = client;
        DefaultHeaders headers = client.defaultHeaders(options);
        FeignJson json = new FeignJson(client);
        InvocationHandlerFactory handlers =
                (target, methods) -> new FeignCallHandler(target, methods, client, options, customization == null);
        Feign.Builder builder = Feign.builder()
                .contract(new OperationContract())
                .invocationHandlerFactory(handlers)
                // The retry policy of the client decides.
                .retryer(Retryer.NEVER_RETRY)
                .exceptionPropagationPolicy(ExceptionPropagationPolicy.UNWRAP)
                .queryMapEncoder(new QueryParametersEncoder())
                .encoder(json)
                .requestInterceptor(template -> addHeaders(template, headers))
                .requestInterceptor(template -> authorize(template, client.authorization()))
                .client(transport == null ? new TransportFeignClient(client) : new UsersFeignClient(client, transport))
                .decoder(json)
                .errorDecoder((method, response) -> new ErrorResponseSignal(response))
                .logLevel(Logger.Level.NONE);
        if (customization != null) {
            customization.accept(builder);
        }
        this.feign = builder.build();
    }

    public <T> T create(Class<T> resource) {
        return feign.newInstance(
                new HardCodedTarget<>(resource, client.baseUrl().toString()));
    }

    private static void addHeaders(RequestTemplate template, DefaultHeaders headers) {
        // Values are literals: braces in them are not a template.
        headers.asMap().forEach((name, values) -> {
            template.removeHeader(name);
            values.forEach(value -> template.headerLiteral(name, value));
        });
    }

    private static void authorize(RequestTemplate template, Authorization authorization) {
        // Templates add to the headers that they have, and two keys on one request would reveal both.
        template.removeHeader(Authorization.HEADER);
        template.headerLiteral(Authorization.HEADER, authorization.header());
    }
}
