package dev.openaiadmin.client.internal.feign;

import feign.Response;

/** Thrown when the API responds with an error. */
final class ErrorResponseSignal extends AttemptSignal {
    private static final long serialVersionUID = 1L;

    private final transient Response response;

    ErrorResponseSignal(Response response) {
        super("The API responded with status " + response.status());
        // Feign closes the response before the signal arrives.
        this.response = FeignMessages.buffered(response);
    }

    Response response() {
        return response;
    }
}
