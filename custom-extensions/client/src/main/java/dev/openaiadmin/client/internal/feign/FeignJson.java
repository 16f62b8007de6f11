package dev.openaiadmin.client.internal.feign;

import dev.openaiadmin.client.internal.call.AttemptResult;
import dev.openaiadmin.client.internal.call.AttemptResult.Failure;
import dev.openaiadmin.client.internal.call.AttemptResult.Success;
import dev.openaiadmin.client.internal.call.Authorization;
import dev.openaiadmin.client.internal.call.ClientContext;
import dev.openaiadmin.client.internal.call.ResponseDecoder;
import dev.openaiadmin.client.internal.http.HttpResponse;
import feign.RequestTemplate;
import feign.Response;
import feign.codec.Decoder;
import feign.codec.Encoder;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Encodes and decodes bodies for Feign's engine by the codec of the client. */
final class FeignJson implements Encoder, Decoder {
    private final ClientContext client;

    FeignJson(ClientContext client) {
        this.client = client;
    }

    @Override
    public void encode(Object body, Type type, RequestTemplate template) {
        template.body(client.json().encode(body), StandardCharsets.UTF_8);
    }

    @Override
    public Object decode(Response response, Type type) {
        HttpResponse received = FeignMessages.response(response);
        if (ResponseDecoder.isConfirmedDeletion(received, type)) {
            Method method =
                    response.request().requestTemplate().methodMetadata().method();
            return ResponseDecoder.deletion(
                    OperationContract.specOf(method),
                    FeignMessages.lastPathSegment(response.request().url()));
        }
        Collection<String> credentials = response.request().headers().getOrDefault(Authorization.HEADER, List.of());
        AttemptResult<Object> result = client.decoder().read(received, List.copyOf(credentials), type);
        if (result instanceof Failure<Object> failure) {
            throw new FailureSignal(failure.cause());
        }
        return ((Success<Object>) result).value();
    }
}
