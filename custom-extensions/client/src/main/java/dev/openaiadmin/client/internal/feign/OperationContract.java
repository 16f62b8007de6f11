package dev.openaiadmin.client.internal.feign;

import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.OperationSpec;
import feign.Contract;
import feign.MethodMetadata;
import feign.RequestLine;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Feign's contract, which also requires {@link Operation}. Reads each interface once. Safe for use by many threads. */
final class OperationContract implements Contract {
    private final Map<Class<?>, List<MethodMetadata>> known = new ConcurrentHashMap<>();

    @Override
    public List<MethodMetadata> parseAndValidateMetadata(Class<?> type) {
        return known.computeIfAbsent(type, OperationContract::parse);
    }

    @SuppressWarnings("deprecation") // its successor is missing in the oldest Feign that is supported
    private static List<MethodMetadata> parse(Class<?> type) {
        List<MethodMetadata> methods = new Contract.Default().parseAndValidateMetadata(type);
        for (MethodMetadata method : methods) {
            if (!method.method().isAnnotationPresent(Operation.class)) {
                throw new IllegalArgumentException(method.configKey()
                        + " has no @Operation, which gives its id and says whether it may be repeated");
            }
        }
        return methods;
    }

    /** Returns what the annotations of a method say about its operation. */
    static OperationSpec<?> specOf(Method method) {
        Operation operation = method.getAnnotation(Operation.class);
        RequestLine line = method.getAnnotation(RequestLine.class);
        String[] methodAndPath = (line == null ? "" : line.value()).split(" ", 2);
        String path = methodAndPath.length == 2 ? methodAndPath[1] : "";
        return OperationSpec.of(
                operation.id(),
                operation.retry(),
                methodAndPath[0],
                path,
                method.getDeclaringClass(),
                method.getReturnType());
    }
}
