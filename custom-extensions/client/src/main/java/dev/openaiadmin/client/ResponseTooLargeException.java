package dev.openaiadmin.client;

import org.jspecify.annotations.Nullable;

/** The answer has more bytes, unpacked, than {@link OpenAiAdmin.Builder#maxResponseBytes} allows; the rest was not read. */
public final class ResponseTooLargeException extends UnreadableResponseException {
    private static final long serialVersionUID = 1L;

    ResponseTooLargeException(int limit, Exchange exchange, int status, @Nullable String requestId, String body) {
        super("Answer of more than " + limit + " bytes", exchange, status, requestId, body, null);
    }
}
