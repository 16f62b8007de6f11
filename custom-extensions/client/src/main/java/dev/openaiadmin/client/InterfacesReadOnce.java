package dev.openaiadmin.client;

import dev.openaiadmin.api.Operation;
import feign.Contract;
import feign.DefaultContract;
import feign.MethodMetadata;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Feign's contract, whose reading of an interface all views of a client share. */
final class InterfacesReadOnce implements Contract {
    private final Map<Class<?>, List<MethodMetadata>> read = new ConcurrentHashMap<>();

    @Override
    public List<MethodMetadata> parseAndValidateMetadata(Class<?> type) {
        return read.computeIfAbsent(type, this::parse);
    }

    private List<MethodMetadata> parse(Class<?> type) {
        List<MethodMetadata> methods = new DefaultContract().parseAndValidateMetadata(type);
        for (MethodMetadata method : methods) {
            if (!method.method().isAnnotationPresent(Operation.class)) {
                throw new IllegalArgumentException(method.configKey()
                        + " has no @Operation, which says its name and whether it may be sent again");
            }
        }
        return methods;
    }
}
