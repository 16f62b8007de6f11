package dev.openaiadmin.client.internal.feign;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.OperationSpec;
import dev.openaiadmin.client.internal.call.AttemptResult;
import dev.openaiadmin.client.internal.call.AttemptResult.Failure;
import dev.openaiadmin.client.internal.call.AttemptResult.Success;
import dev.openaiadmin.client.internal.call.Call;
import dev.openaiadmin.client.internal.call.CallFailure;
import dev.openaiadmin.client.internal.call.CallOptions;
import dev.openaiadmin.client.internal.call.ClientContext;
import dev.openaiadmin.client.internal.call.Permit;
import dev.openaiadmin.client.internal.call.PermitResult;
import dev.openaiadmin.client.internal.call.RequestSummary;
import dev.openaiadmin.client.internal.call.ResponseDecoder;
import dev.openaiadmin.client.internal.http.HttpRequest;
import dev.openaiadmin.model.Deletion;
import feign.FeignException;
import feign.InvocationHandlerFactory.MethodHandler;
import feign.Response;
import feign.Target;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Executes the methods of one interface: the steps of a call around the engine of Feign, which makes each attempt. */
final class FeignCallHandler implements InvocationHandler {
    private static final Object[] NO_ARGUMENTS = {};

    private final Target<?> target;
    private final Map<Method, MethodHandler> engine;
    private final ClientContext client;
    private final CallOptions options;
    private final boolean decodesResults;

    /**
     * @param decodesResults whether results are decoded by the codec of the client, and not by a decoder of users
     */
    FeignCallHandler(
            Target<?> target,
            Map<Method, MethodHandler> engine,
            ClientContext client,
            CallOptions options,
            boolean decodesResults) {
        this.target = target;
        this.engine = engine;
        this.client = client;
        this.options = options;
        this.decodesResults = decodesResults;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
        Object[] arguments = given == null ? NO_ARGUMENTS : given;
        if (method.getDeclaringClass() == Object.class) {
            return invokeObjectMethod(proxy, method, arguments);
        }
        MethodHandler handler = Objects.requireNonNull(engine.get(method), "Feign handles all methods");
        return method.getAnnotation(Operation.class) == null
                // A default method, which calls the method of an operation.
                ? handler.invoke(arguments)
                : execute(OperationContract.specOf(method), handler, method, arguments);
    }

    private @Nullable Object execute(
            OperationSpec<?> operation, MethodHandler handler, Method method, Object[] arguments) throws Throwable {
        Call call = new Call(operation, new String[0], options, client.clock());
        call.describe(new RequestSummary(operation.id(), operation.method(), operation.path()));
        try {
            client.refuseIfNotAllowed(call);
            client.validator().validate(operation.id(), method, arguments);
            if (decodesResults && method.getReturnType() != Response.class && method.getReturnType() != void.class) {
                client.json().prepare(method.getGenericReturnType());
            }
            while (true) {
                AttemptResult<@Nullable Object> result;
                PermitResult permit = client.rateLimiters().acquire(call);
                if (permit instanceof Permit granted) {
                    result = attempt(handler, method, arguments, call);
                    client.rateLimiters().settle(call, granted, result);
                } else {
                    result = new Failure<>(((PermitResult.Refusal) permit).failure());
                }
                if (result instanceof Success<@Nullable Object> success) {
                    client.retries().succeeded();
                    call.reportSuccess();
                    return success.value();
                }
                client.retries().awaitNextAttempt(call, ((Failure<?>) result).cause());
            }
        } catch (Throwable e) {
            call.reportFailure(e);
            throw e;
        }
    }

    private AttemptResult<@Nullable Object> attempt(MethodHandler handler, Method method, Object[] arguments, Call call)
            throws Throwable {
        // Feign takes its options from the arguments, also where the method declares none.
        Object[] withOptions = Arrays.copyOf(arguments, arguments.length + 1);
        withOptions[arguments.length] = new AttemptOptions(call);
        try {
            return new Success<>(handler.invoke(withOptions));
        } catch (AttemptSignal signal) {
            return resultOf(signal, method, call);
        } catch (FeignException | IOException e) {
            // Feign wraps what decoders throw.
            if (e.getCause() instanceof AttemptSignal signal) {
                return resultOf(signal, method, call);
            }
            throw e.getCause() instanceof OpenAiAdminException cause
                    ? cause
                    : new OpenAiAdminException(call.operation().id() + " failed in an unexpected way", e);
        }
    }

    private AttemptResult<@Nullable Object> resultOf(AttemptSignal signal, Method method, Call call) {
        if (!(signal instanceof ErrorResponseSignal error)) {
            return new Failure<>(((FailureSignal) signal).failure());
        }
        HttpRequest request =
                FeignMessages.request(call.operation(), error.response().request());
        call.describe(FeignMessages.summary(call.operation(), request, client.baseUrl()));
        CallFailure.Api failure = client.decoder().error(FeignMessages.response(error.response()), request, call);
        return failure.perhapsDeleted() && method.getReturnType() == Deletion.class
                ? new Success<>(
                        ResponseDecoder.deletion(call.operation(), FeignMessages.lastPathSegment(request.url())))
                : new Failure<>(failure);
    }

    private Object invokeObjectMethod(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> target.type().getSimpleName();
        };
    }
}
