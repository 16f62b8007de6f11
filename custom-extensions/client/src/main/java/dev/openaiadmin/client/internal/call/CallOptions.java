package dev.openaiadmin.client.internal.call;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How calls are made.
 *
 * @param headers further headers of each request
 * @param limitRate whether calls are held apart once the API limits their rate
 */
public record CallOptions(
        Duration timeout,
        int maxAttempts,
        Map<String, String> headers,
        @Nullable ResponseListener listener,
        boolean logBodies,
        boolean limitRate,
        boolean readOnly) {}
