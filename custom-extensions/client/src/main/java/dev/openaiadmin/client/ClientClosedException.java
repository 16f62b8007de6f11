package dev.openaiadmin.client;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.client.internal.call.RequestSummary;

/** Thrown when the client is closed before a call or during it. The message says whether the request had been sent. */
public final class ClientClosedException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;

    /** For a call whose request was not sent. */
    ClientClosedException() {
        super("This OpenAiAdmin is closed; create one client for the life of the application and close it at the end");
    }

    /** For a call whose request had been sent. */
    ClientClosedException(RequestSummary request) {
        super("This OpenAiAdmin was closed during " + request.method() + " " + request.path() + "; "
                + request.operation()
                + " had been sent and may have been carried out; wait for calls to end before you close the client");
    }
}
