package dev.openaiadmin.client;

import dev.openaiadmin.api.Operation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An instance of an interface that gets ready for a method when it is first called, where Feign's gets ready for all. It
 * has one of Feign's behind it for what only Feign can do, made when there is such a thing.
 */
final class PlannedResource implements InvocationHandler {
    private static final Object[] NONE = {};

    private final Class<?> type;
    private final Dispatch dispatch;
    private final MethodPlans plans;
    private final Supplier<Object> feign;
    private volatile @Nullable Object madeByFeign;

    PlannedResource(Class<?> type, Dispatch dispatch, MethodPlans plans, Supplier<Object> feign) {
        this.type = type;
        this.dispatch = dispatch;
        this.plans = plans;
        this.feign = feign;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
        Object[] arguments = given == null ? NONE : given;
        if (method.getDeclaringClass() == Object.class) {
            return Dispatch.objectMethod(proxy, method, arguments, type);
        }
        Operation operation = method.getAnnotation(Operation.class);
        if (operation == null && method.isDefault()) {
            // A convenience of the interface: it leads back here with the operation that it stands for.
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        PlannedMethod planned = operation == null ? null : plans.of(method);
        return planned == null || !planned.isFor(arguments)
                ? leftToFeign(method, arguments)
                : dispatch.run(operation, method, planned, arguments);
    }

    private @Nullable Object leftToFeign(Method method, Object[] arguments) throws Throwable {
        Object known = madeByFeign;
        if (known == null) {
            known = feign.get();
            madeByFeign = known;
        }
        try {
            return method.invoke(known, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
