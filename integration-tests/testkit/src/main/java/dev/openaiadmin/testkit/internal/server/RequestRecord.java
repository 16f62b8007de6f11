package dev.openaiadmin.testkit.internal.server;

import dev.openaiadmin.testkit.internal.contract.RetryRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that reached an organization. The public {@code RecordedRequest} has the same components.
 *
 * @param operation the id of the operation, or null if there is no such operation
 * @param method the HTTP method
 * @param url the path below the base URL, and the query
 * @param status the status of the response, or 0 if there was none
 * @param requestId the {@code x-request-id} of the response
 * @param repeat what sending the request twice does, or null if there is no such operation
 * @param fault the fault that affected the request, in words, or null
 * @param violations how the request violates the contract
 */
public record RequestRecord(
        @Nullable String operation,
        String method,
        String url,
        int status,
        String requestId,
        @Nullable RetryRule repeat,
        @Nullable String fault,
        List<String> violations) {
    /** Copies the list of violations. */
    public RequestRecord {
        violations = List.copyOf(violations);
    }
}
