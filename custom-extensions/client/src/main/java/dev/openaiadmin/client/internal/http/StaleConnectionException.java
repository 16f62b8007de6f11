package dev.openaiadmin.client.internal.http;

import java.io.IOException;

/** Thrown before anything is sent when a pooled connection can no longer be used. Another connection is taken then. */
final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    StaleConnectionException() {
        super("The pooled connection was closed, or has received bytes that belong to no request");
    }
}
