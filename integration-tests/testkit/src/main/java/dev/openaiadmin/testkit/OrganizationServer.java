package dev.openaiadmin.testkit;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.server.ApiEndpoint;
import dev.openaiadmin.testkit.internal.server.ApiServer;
import dev.openaiadmin.testkit.internal.server.HostedOrganization;
import dev.openaiadmin.testkit.internal.server.LibraryVersion;
import java.util.List;
import java.util.function.Consumer;

/**
 * A server on a free port of this machine, and the organizations on it; each of them has its own admin key.
 *
 * <p>Reached from this machine only. Safe for use by many threads, and by many tests at once.
 */
public final class OrganizationServer implements AutoCloseable {
    private final ApiServer server;
    private final InMemoryOrganization organization;

    private OrganizationServer(ApiServer server, Consumer<HostedOrganization> preparation) {
        this.server = server;
        try {
            this.organization = newOrganization(preparation);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /**
     * Starts a server with one organization on it.
     *
     * @return the server, to be closed
     * @throws IllegalStateException if the WireMock of the class path is not one that the kit works with
     */
    public static OrganizationServer start() {
        return start(organization -> {});
    }

    static OrganizationServer start(Consumer<HostedOrganization> preparation) {
        // Before WireMock, which would be blamed if the description is missing.
        Contract.published();
        try {
            return new OrganizationServer(new ApiServer("127.0.0.1", 0, new ApiEndpoint(), List.of()), preparation);
        } catch (LinkageError e) {
            throw LibraryVersion.WIREMOCK.unfit(e);
        }
    }

    /** {@return the organization that the server began with} */
    public InMemoryOrganization organization() {
        return organization;
    }

    /**
     * Adds an organization, with a key and a state of its own.
     *
     * @return the organization
     */
    public InMemoryOrganization newOrganization() {
        return newOrganization(added -> {});
    }

    InMemoryOrganization newOrganization(Consumer<HostedOrganization> preparation) {
        return new InMemoryOrganization(server.add(preparation));
    }

    /** Removes an organization: its key is refused from now on. */
    void remove(InMemoryOrganization removed) {
        server.remove(removed.hosted());
    }

    /** {@return where the API is, such as {@code http://127.0.0.1:49152/v1}} */
    public String baseUrl() {
        return server.baseUrl();
    }

    /**
     * {@return the WireMock server underneath, for what the organization does not do} A stub of yours is asked before
     * the organization, and {@code resetAll()} removes yours only. Stubs and the journal see no keys, but {@code Bearer
     * ***} and a fingerprint.
     */
    public WireMockServer wireMock() {
        return server.wireMock();
    }

    /** Stops the server. */
    @Override
    public void close() {
        server.close();
    }

    /** Returns where the server is. */
    @Override
    public String toString() {
        return "OrganizationServer[" + baseUrl() + "]";
    }
}
