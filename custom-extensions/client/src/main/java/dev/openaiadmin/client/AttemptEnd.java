package dev.openaiadmin.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Describes the outcome of an attempt.
 *
 * @param attempt the number of the attempt, 1 for the first of the call
 * @param status the HTTP status, or null if no complete response arrived
 * @param requestId the {@code x-request-id} header, under which OpenAI's support finds the request, or null
 * @param errorType null if the status is a success; otherwise the status, such as {@code 503}, or one of
 *     {@code unknown_host}, {@code connect}, {@code connect_timeout}, {@code proxy}, {@code tls}, {@code broken},
 *     {@code truncated}, {@code silent}, {@code protocol}, {@code timeout}, {@code interrupted}, {@code pool_exhausted},
 *     {@code client_closed}, {@code response_too_large} and {@code unreadable_response}, or the name of the class of an
 *     exception that is none of the client
 * @param duration the time from the start of the attempt to its end, without waits for a permit
 * @param cause the exception of the transport, or null
 */
public record AttemptEnd(
        int attempt,
        @Nullable Integer status,
        @Nullable String requestId,
        @Nullable String errorType,
        Duration duration,
        @Nullable Throwable cause) {}
