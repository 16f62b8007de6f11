package dev.openaiadmin.api;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records the calls of a resource, and returns or throws what a test has prepared, in order. */
final class ScriptedExecutor implements OperationExecutor {
    final List<Call> calls = new ArrayList<>();
    private final Queue<Supplier<Object>> outcomes = new ArrayDeque<>();

    record Call(
            OperationSpec<?> operation,
            @Nullable QueryParameters query,
            @Nullable Object body,
            List<String> pathParameters) {}

    ScriptedExecutor returning(Object... results) {
        for (Object result : results) {
            outcomes.add(() -> result);
        }
        return this;
    }

    ScriptedExecutor throwing(RuntimeException failure) {
        outcomes.add(() -> {
            throw failure;
        });
        return this;
    }

    <T> T resource(Class<T> type) {
        T resource = GeneratedResources.create(type, this);
        if (resource == null) {
            throw new AssertionError(type + " is not a generated resource");
        }
        return resource;
    }

    @Override
    public <T> T execute(
            OperationSpec<T> operation,
            @Nullable QueryParameters query,
            @Nullable Object body,
            String... pathParameters) {
        calls.add(new Call(operation, query, body, List.of(pathParameters)));
        return operation.returnType().cast(outcomes.remove().get());
    }
}
