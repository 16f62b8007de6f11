package dev.openaiadmin.cli.operations;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.OperationExecutor;
import dev.openaiadmin.api.OperationSpec;
import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.model.Deletion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Calls operations whose requests and results are maps, lists and plain values. */
final class ApiCaller {
    private final OperationExecutor executor;

    ApiCaller(OperationExecutor executor) {
        this.executor = executor;
    }

    /**
     * A request of an operation.
     *
     * @param pathParameters the values in the order of the path
     */
    record Request(
            String operation,
            RetryRule retry,
            String method,
            String path,
            List<String> pathParameters,
            Map<String, Object> query,
            @Nullable Object body) {
        Request withQuery(String name, Object value) {
            Map<String, Object> changed = new LinkedHashMap<>(query);
            changed.put(name, value);
            return new Request(operation, retry, method, path, pathParameters, changed, body);
        }
    }

    /** Sends a request, and returns the response. */
    Object call(Request request) {
        return executor.execute(
                spec(request, Object.class),
                () -> request.query(),
                request.body(),
                request.pathParameters().toArray(String[]::new));
    }

    /** Sends a request that deletes something. The API can confirm it without a body. */
    Object delete(Request request) {
        Deletion deletion = executor.execute(
                spec(request, Deletion.class),
                () -> request.query(),
                request.body(),
                request.pathParameters().toArray(String[]::new));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("object", deletion.object());
        fields.put("id", deletion.id());
        fields.put("deleted", !Boolean.FALSE.equals(deletion.deleted()));
        fields.putAll(deletion.unknownFields());
        return fields;
    }

    /**
     * Requests a list, page after page.
     *
     * @param cursor the query parameter that begins a page; null if there is only one page
     * @param next the field of a page that has the next cursor
     * @param consumer takes each object, and returns whether more are wanted
     */
    void list(Request first, @Nullable String cursor, String next, Predicate<@Nullable Object> consumer) {
        Request request = first;
        Object last = cursor == null ? null : first.query().get(cursor);
        while (true) {
            Fields page = Fields.of(call(request));
            if (!(page.value("data") instanceof List<?> items)) {
                throw new IncompleteListException("The response of " + request.operation() + " has no list of objects");
            }
            for (Object item : items) {
                if (!consumer.test(item)) {
                    return;
                }
            }
            if (cursor == null || !page.flag("has_more")) {
                return;
            }
            Object cursorOfNext = page.value(next);
            if (cursorOfNext == null || cursorOfNext.equals(last)) {
                throw new IncompleteListException("The API says that more objects follow in " + request.operation()
                        + ", but gives no new cursor: the list above is incomplete");
            }
            last = cursorOfNext;
            request = request.withQuery(cursor, cursorOfNext);
        }
    }

    private static <T> OperationSpec<T> spec(Request request, Class<T> type) {
        OperationSpec<T> spec = OperationSpec.of(
                        request.operation(), request.retry(), request.method(), request.path(), AdminApi.class, type)
                .withQuery();
        return request.body() == null ? spec : spec.withBody();
    }
}
