package dev.openaiadmin.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.Pages;
import dev.openaiadmin.api.QueryParameters;
import dev.openaiadmin.client.Described.DescribedOperation;
import feign.Param;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A method of a generated interface, with arguments from the examples of the description. */
final class DescribedCall {
    /** The methods of all resources, by operation id. */
    private static final Map<String, Method> METHODS = Arrays.stream(AdminApi.class.getMethods())
            .filter(resource -> resource.getParameterCount() == 0)
            .flatMap(resource -> Arrays.stream(resource.getReturnType().getMethods()))
            .filter(method -> method.isAnnotationPresent(Operation.class))
            .collect(Collectors.toMap(
                    method -> method.getAnnotation(Operation.class).id(), Function.identity()));

    private final Method method;
    private final Object[] arguments;

    private DescribedCall(Method method, Object[] arguments) {
        this.method = method;
        this.arguments = arguments;
    }

    /** Returns the ids of the operations that have a method. */
    static Set<String> operations() {
        return METHODS.keySet();
    }

    static DescribedCall of(DescribedOperation operation) throws Exception {
        Method method = Objects.requireNonNull(METHODS.get(operation.id()), operation.id());
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(operation, method.getParameters()[i]);
        }
        return new DescribedCall(method, arguments);
    }

    Class<?> answerType() {
        return method.getReturnType();
    }

    Object on(AdminApi admin) throws Exception {
        try {
            return method.invoke(admin.api(method.getDeclaringClass()), arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    /** Returns the call that lists all pages; empty when the operation has no pages. */
    Optional<DescribedCall> ofAllPages() {
        return Arrays.stream(method.getDeclaringClass().getMethods())
                .filter(other -> other.getReturnType() == Pages.class
                        && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()))
                .findFirst()
                .map(other -> new DescribedCall(other, arguments));
    }

    static String idFor(String parameter) {
        return parameter + "_1+~";
    }

    static JsonNode valueOf(JsonNode parameter) {
        // A window has to end after it starts, and a page holds fewer buckets of a day than of a minute.
        JsonNode sample = Sample.FULL.of(parameter.path("schema"));
        return switch (parameter.path("name").asText()) {
            case "end_time" -> JsonNodeFactory.instance.numberNode(1_790_086_400L);
            case "limit" -> JsonNodeFactory.instance.numberNode(Math.min(31, sample.asInt()));
            default -> sample;
        };
    }

    private static Object argument(DescribedOperation operation, Parameter parameter) throws Exception {
        if (parameter.isAnnotationPresent(Param.class)) {
            return idFor(parameter.getAnnotation(Param.class).value());
        }
        if (QueryParameters.class.isAssignableFrom(parameter.getType())) {
            return query(operation, parameter.getType());
        }
        return read(operation.requestExample(), parameter.getType());
    }

    /** Returns a query with a value for every parameter; the description and the record have the same order. */
    private static Object query(DescribedOperation operation, Class<?> type) throws Exception {
        Iterator<JsonNode> parameters = operation.parametersIn("query").iterator();
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(valueOf(parameters.next()), components[i].getGenericType());
        }
        return type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
                .newInstance(values);
    }

    private static Object read(JsonNode value, Type type) throws Exception {
        return UsersMapper.MAPPER
                .readerFor(UsersMapper.MAPPER.constructType(type))
                .readValue(value);
    }

    @Override
    public String toString() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}
