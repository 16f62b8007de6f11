package dev.openaiadmin.client.internal.http;

import org.jspecify.annotations.Nullable;

/** A response that has arrived completely, with its body decompressed. */
public final class HttpResponse implements SendResult {
    static final String REQUEST_ID = "x-request-id";

    private final int status;
    private final ResponseHeaders headers;
    private final byte[] body;

    public HttpResponse(int status, ResponseHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public ResponseHeaders headers() {
        return headers;
    }

    public @Nullable String requestId() {
        return headers.first(REQUEST_ID);
    }

    public byte[] body() {
        return body;
    }
}
