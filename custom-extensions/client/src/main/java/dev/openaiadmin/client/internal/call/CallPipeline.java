package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.api.OperationExecutor;
import dev.openaiadmin.api.OperationSpec;
import dev.openaiadmin.api.QueryParameters;
import dev.openaiadmin.client.internal.call.AttemptResult.Failure;
import dev.openaiadmin.client.internal.call.AttemptResult.Success;
import dev.openaiadmin.client.internal.http.HttpRequest;
import dev.openaiadmin.client.internal.http.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * Executes calls. {@link #execute} is the way of a call from top to bottom; each step is a class of its own that does not
 * know the others.
 *
 * <p>{@code FeignCallHandler} has a loop of attempts as well, so that both can be read without a third class between the
 * loop and its attempt. Every decision of the loop is in the steps, which they share. {@code FaultsWithFeignTest} plays the
 * same faults through both.
 */
public final class CallPipeline implements OperationExecutor {
    private final ClientContext client;
    private final CallOptions options;
    private final RequestFactory requests;

    public CallPipeline(ClientContext client, CallOptions options) {
        this.client = client;
        this.options = options;
        this.requests = new RequestFactory(client.baseUrl(), client.defaultHeaders(options));
    }

    @Override
    public <T> T execute(
            OperationSpec<T> operation,
            @Nullable QueryParameters query,
            @Nullable Object body,
            String... pathParameters) {
        Call call = new Call(operation, pathParameters, options, client.clock());
        try {
            client.refuseIfNotAllowed(call);
            client.validator().validate(operation, pathParameters, query, body);
            byte[] json = body == null ? null : client.json().encode(body);
            while (true) {
                AttemptResult<T> result;
                PermitResult permit = client.rateLimiters().acquire(call);
                if (permit instanceof Permit granted) {
                    String authorization = client.authorization().header();
                    HttpRequest request =
                            call.startAttempt(requests.create(operation, pathParameters, query, json, authorization));
                    SendResult received = client.transport().send(request, call);
                    call.endAttempt(request, received);
                    result = client.decoder().decode(received, request, call, operation.returnType());
                    client.rateLimiters().settle(call, granted, result);
                } else {
                    result = new Failure<>(((PermitResult.Refusal) permit).failure());
                }
                if (result instanceof Success<T> success) {
                    client.retries().succeeded();
                    call.reportSuccess();
                    return success.value();
                }
                client.retries().awaitNextAttempt(call, ((Failure<T>) result).cause());
            }
        } catch (Throwable e) {
            call.reportFailure(e);
            throw e;
        }
    }
}
