package dev.openaiadmin.testkit.internal.verify;

import org.jspecify.annotations.Nullable;

/**
 * A request to the API, and the response.
 *
 * @param method the method
 * @param path the path below the base URL, still encoded
 * @param query what follows the question mark, still encoded, or null
 * @param requestType the content type of the request, or an empty text
 * @param requestBody the body of the request, or an empty text; null if it was not recorded
 * @param status the status of the response
 * @param responseBody the body of the response
 */
record Exchange(
        String method,
        String path,
        @Nullable String query,
        String requestType,
        @Nullable String requestBody,
        int status,
        String responseBody) {
    boolean succeeded() {
        return status >= 200 && status < 300;
    }
}
