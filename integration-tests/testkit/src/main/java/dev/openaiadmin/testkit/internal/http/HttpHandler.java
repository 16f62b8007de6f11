package dev.openaiadmin.testkit.internal.http;

/** Handles the requests of a listener. */
@FunctionalInterface
public interface HttpHandler {
    /** Returns the response to a request. Called by many threads at once. */
    HttpResponse handle(RawRequest request);

    /** Returns the response to a request whose body is larger than the listener reads. */
    default HttpResponse tooLarge() {
        return HttpResponse.of(413, "text/plain", "The body is too large.");
    }

    /** Returns the response to a request whose handling failed unexpectedly. */
    default HttpResponse failed(RawRequest request, Throwable failure) {
        return HttpResponse.of(500, "text/plain", "The request failed.");
    }
}
