package dev.openaiadmin.client;

import dev.openaiadmin.OpenAiAdminException;

/** The client was closed before the call, or during it. */
public final class ClientClosedException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;

    ClientClosedException() {
        super("This OpenAiAdmin is closed; make one client for the life of the application and close it at the end");
    }
}
