package dev.openaiadmin.client;

import dev.openaiadmin.OpenAiAdminException;

/** The client was closed before the call, or during it; then the message tells whether the request had been sent. */
public final class ClientClosedException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;

    /** For a call of which nothing has been sent. */
    ClientClosedException() {
        super("This OpenAiAdmin is closed; make one client for the life of the application and close it at the end");
    }

    /** For a call that was under way. */
    ClientClosedException(Exchange exchange) {
        super("This OpenAiAdmin was closed on " + exchange.method() + " " + exchange.path() + "; "
                + exchange.operation()
                + " had been sent and may have been carried out; let calls end before you close the client");
    }
}
