package dev.openaiadmin.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes a response before it is decoded.
 *
 * @param operation the operation's id in the description, such as {@code listProjects}
 * @param method the HTTP method
 * @param path the path below the base URL, without the query
 * @param status the HTTP status
 * @param headers the headers, with names in lower case
 * @param requestId the {@code x-request-id} header, under which OpenAI's support finds the request, or null
 * @param attempt 1 for the first attempt of the call
 * @param duration the time from the start of the attempt until the whole response had arrived
 */
public record ResponseInfo(
        String operation,
        String method,
        String path,
        int status,
        Map<String, List<String>> headers,
        @Nullable String requestId,
        int attempt,
        Duration duration) {}
