package dev.openaiadmin.governance;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.QueryParameters;
import dev.openaiadmin.api.RetryRule;
import feign.Param;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The smallest read of a resource, found in the generated interfaces. */
final class Probe {
    /** The id of an object that does not exist: a key with rights gets a 404, another one is refused before. */
    private static final String NO_ID = "preflight";

    private final String resource;
    private final Method method;

    private Probe(String resource, Method method) {
        this.resource = resource;
        this.method = method;
    }

    /** Returns one for each resource that can be read, by name. */
    static List<Probe> all() {
        return Arrays.stream(AdminApi.class.getMethods())
                .filter(resource -> resource.getParameterCount() == 0)
                .flatMap(resource ->
                        least(resource.getReturnType()).map(method -> new Probe(resource.getName(), method)).stream())
                .sorted(Comparator.comparing(Probe::resource))
                .toList();
    }

    String resource() {
        return resource;
    }

    /** Reads, and returns the result. */
    Object read(AdminApi admin, Optional<String> projectId, Instant now) {
        try {
            Object[] arguments = new Object[method.getParameterCount()];
            for (int i = 0; i < arguments.length; i++) {
                Parameter parameter = method.getParameters()[i];
                arguments[i] = isQuery(parameter)
                        ? query(parameter.getType(), now)
                        : isProjectId(parameter) ? projectId.orElse(NO_ID) : NO_ID;
            }
            return method.invoke(admin.api(method.getDeclaringClass()), arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof OpenAiAdminException ours) {
                throw ours;
            }
            throw new IllegalStateException(resource + " cannot be read", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(resource + " cannot be called", e);
        }
    }

    private static Optional<Method> least(Class<?> api) {
        return Arrays.stream(api.getMethods())
                .filter(method -> method.isAnnotationPresent(Operation.class))
                .filter(method -> method.getAnnotation(Operation.class).retry() == RetryRule.READ)
                .min(Comparator.comparing(Probe::ids)
                        .thenComparing(
                                method -> method.getAnnotation(Operation.class).id()));
    }

    private static long ids(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> !isQuery(parameter))
                .count();
    }

    private static boolean isQuery(Parameter parameter) {
        return QueryParameters.class.isAssignableFrom(parameter.getType());
    }

    private static boolean isProjectId(Parameter parameter) {
        return parameter.getAnnotation(Param.class).value().equals("projectId");
    }

    /** Asks for one object, or for the last day. */
    private static Object query(Class<?> type, Instant now) throws ReflectiveOperationException {
        Object builder = type.getMethod("builder").invoke(null);
        for (Method setter : builder.getClass().getMethods()) {
            if (setter.getName().equals("limit")) {
                setter.invoke(builder, 1);
            } else if (setter.getName().equals("startTime")) {
                setter.invoke(builder, now.minusSeconds(86_400));
            }
        }
        return builder.getClass().getMethod("build").invoke(builder);
    }
}
