package dev.openaiadmin.client.internal.call;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How calls are made.
 *
 * @param headers further headers of each request
 * @param observers what observes each call; null for nothing, which costs nothing
 * @param limitRate whether calls are held apart once the API limits their rate
 */
public record CallOptions(
        Duration timeout,
        int maxAttempts,
        Map<String, String> headers,
        @Nullable ResponseListener listener,
        CallObserver.@Nullable Factory observers,
        boolean logBodies,
        boolean limitRate,
        boolean readOnly) {}
