package dev.openaiadmin.client.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param user the name for its login; null for the one that the {@link java.net.Authenticator} of the JVM gives, if any
 */
public record ProxyServer(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {

    /** Returns the host and the port, without the login. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
