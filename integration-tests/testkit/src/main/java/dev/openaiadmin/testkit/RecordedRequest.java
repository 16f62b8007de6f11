package dev.openaiadmin.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A request that reached the organization.
 *
 * @param operation the id of the operation, such as {@code createProject}, or null when there is no such operation
 * @param method the HTTP method
 * @param url the path below the base URL, and the query
 * @param status the status of the answer
 * @param requestId the {@code x-request-id} of the answer
 */
public record RecordedRequest(@Nullable String operation, String method, String url, int status, String requestId) {
    /** Method, URL, status and request id on one line. */
    @Override
    public String toString() {
        return method + " " + url + " -> " + status + " (" + requestId + ")";
    }
}
