package dev.openaiadmin.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What arrived before it was decoded.
 *
 * @param operation the operation's name in the description, such as {@code listProjects}
 * @param method the HTTP method
 * @param path the path below the base URL, without the query
 * @param status the HTTP status
 * @param headers the headers, with names in lower case
 * @param requestId the {@code x-request-id} header, which OpenAI's support asks for, or null
 * @param attempt 1 for the first attempt of the call
 * @param duration how long this attempt took until the whole response was there
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
