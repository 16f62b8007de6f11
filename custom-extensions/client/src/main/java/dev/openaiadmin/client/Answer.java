package dev.openaiadmin.client;

import feign.Response;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A response that has arrived whole. */
final class Answer {
    private static final String REQUEST_ID = "x-request-id";

    private final ApiRequest request;
    private final Supplier<Exchange> exchange;
    private final int status;
    private final @Nullable String reason;
    private final ResponseHeaders headers;
    private final byte[] body;

    /**
     * @param exchange put into words when something has gone wrong
     */
    Answer(
            ApiRequest request,
            Supplier<Exchange> exchange,
            int status,
            @Nullable String reason,
            ResponseHeaders headers,
            byte[] body) {
        this.request = request;
        this.exchange = exchange;
        this.status = status;
        this.reason = reason;
        this.headers = headers;
        this.body = body;
    }

    static Answer of(Response response) {
        return new Answer(
                ApiRequest.of(response.request()),
                () -> Exchange.of(response.request()),
                response.status(),
                response.reason(),
                ResponseHeaders.of(response),
                Bodies.bytesOf(response));
    }

    /** The same in Feign's form, which copies the headers more than once. */
    Response toResponse() {
        return Response.builder()
                .request(request.toFeign())
                .status(status)
                .reason(reason)
                .headers(headers.asFeignHas())
                .body(body)
                .build();
    }

    ApiRequest request() {
        return request;
    }

    Exchange exchange() {
        return exchange.get();
    }

    int status() {
        return status;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    ResponseHeaders headers() {
        return headers;
    }

    @Nullable
    String requestId() {
        return headers.first(REQUEST_ID);
    }

    byte[] body() {
        return body;
    }
}
