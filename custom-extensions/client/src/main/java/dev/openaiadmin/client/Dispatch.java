package dev.openaiadmin.client;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.RetryRule;
import feign.FeignException;
import feign.InvocationHandlerFactory;
import feign.Target;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a method call becomes a {@link Call}: allowed and validated first, then tried as often as it may be. */
final class Dispatch implements InvocationHandlerFactory {
    private static final Object[] NONE = {};

    private final String baseUrl;
    private final Validation validation;
    private final Retries retries;
    private final RequestOptions options;
    private final Time time;

    Dispatch(String baseUrl, Validation validation, Retries retries, RequestOptions options, Time time) {
        this.baseUrl = baseUrl;
        this.validation = validation;
        this.retries = retries;
        this.options = options;
        this.time = time;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Feign declares it
    public InvocationHandler create(Target target, Map<Method, MethodHandler> handlers) {
        return (proxy, method, given) -> {
            Object[] arguments = given == null ? NONE : given;
            if (method.getDeclaringClass() == Object.class) {
                return objectMethod(proxy, method, arguments, target.type());
            }
            MethodHandler handler = Objects.requireNonNull(handlers.get(method), "Feign handles all methods");
            Operation operation = method.getAnnotation(Operation.class);
            return operation == null
                    // A convenience of the interface: it leads back here with the operation that it stands for.
                    ? handler.invoke(arguments)
                    : run(operation, method, handler, arguments);
        };
    }

    /** Makes a call, with as many attempts by a handler as it may take. */
    @Nullable
    Object run(Operation operation, Method method, MethodHandler handler, Object[] arguments) throws Throwable {
        if (options.readOnly() && operation.retry() != RetryRule.READ) {
            throw new ReadOnlyException(operation.id());
        }
        validation.check(operation.id(), method, arguments);
        return retries.run(
                Call.firstAttempt(operation, baseUrl, options, time),
                call -> attempt(method, handler, arguments, call));
    }

    private static @Nullable Object attempt(Method method, MethodHandler handler, Object[] arguments, Call call)
            throws Throwable {
        // Feign takes its options from among the arguments, also where the method declares none.
        Object[] withCall = Arrays.copyOf(arguments, arguments.length + 1);
        withCall[arguments.length] = call;
        try {
            return handler.invoke(withCall);
        } catch (NotFoundException gone) {
            if (call.rule() == RetryRule.DELETE && call.isPerhapsDone()) {
                return AlreadyDeleted.answer(method, gone);
            }
            throw gone;
        } catch (FeignException | IOException e) {
            // Feign wraps what decoders throw; clients of users may throw anything.
            throw e.getCause() instanceof OpenAiAdminException ours ? ours : unexpected(call, e);
        }
    }

    private static OpenAiAdminException unexpected(Call call, Exception e) {
        return new OpenAiAdminException(call.operation() + " failed in an unexpected way", e);
    }

    static Object objectMethod(Object proxy, Method method, Object[] arguments, Class<?> type) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName();
        };
    }
}
