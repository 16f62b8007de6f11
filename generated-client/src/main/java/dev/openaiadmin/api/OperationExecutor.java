package dev.openaiadmin.api;

import dev.openaiadmin.OpenAiAdminException;
import org.jspecify.annotations.Nullable;

/**
 * Executes operations of the API. {@link GeneratedResources} creates the resources that call an executor.
 *
 * <p>Implementations must be safe for use by multiple threads if the resources that call them are.
 */
public interface OperationExecutor {

    /**
     * Executes an operation and returns its result.
     *
     * <p>Arguments arrive as the caller of the resource passed them: nothing has been validated, and values that must not be
     * null may be.
     *
     * @param <T> the type that the operation returns
     * @param operation the operation
     * @param query the query; null if the operation has none, or if the caller passed null
     * @param body the request body; null if the operation has none, or if the caller passed null
     * @param pathParameters the values of the path parameters, in the order of {@link OperationSpec#pathParameters()}
     * @return the decoded response body
     * @throws OpenAiAdminException if an argument is invalid or the call fails
     */
    <T> T execute(
            OperationSpec<T> operation,
            @Nullable QueryParameters query,
            @Nullable Object body,
            String... pathParameters);
}
