package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the decompressed response is longer than {@link OpenAiAdmin.Builder#maxResponseBytes}. The rest was not
 * read.
 */
public final class ResponseTooLargeException extends UnreadableResponseException {
    private static final long serialVersionUID = 1L;

    ResponseTooLargeException(int limit, CallReport report, int status, @Nullable String requestId, String body) {
        super("The response is longer than " + limit + " bytes", report, status, requestId, body, null);
    }
}
