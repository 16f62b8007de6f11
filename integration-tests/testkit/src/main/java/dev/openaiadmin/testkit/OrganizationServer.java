package dev.openaiadmin.testkit;

import com.github.tomakehurst.wiremock.WireMockServer;
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
     */
    public static OrganizationServer start() {
        return start(organization -> {});
    }

    static OrganizationServer start(Consumer<HostedOrganization> preparation) {
        return new OrganizationServer(ApiServer.start(), preparation);
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

    /** Returns all organizations of the server to their beginnings. */
    public void reset() {
        server.organizations().forEach(HostedOrganization::reset);
    }

    /** {@return the first violations of the contract by requests to the organizations of the server} */
    public List<String> breaches() {
        return server.organizations().stream()
                .flatMap(each -> each.violations().stream())
                .toList();
    }

    /** {@return the {@link #breaches()}, which are removed: for a test that violates the contract on purpose} */
    public List<String> takeBreaches() {
        return server.organizations().stream()
                .flatMap(each -> each.takeViolations().stream())
                .toList();
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
     * {@return WireMock, for what the organization does not do} It starts with the first call, and sees the requests that
     * come afterwards. Its stubs respond before the organization, and {@code resetAll()} removes yours only. It has no
     * port of its own and no administration over HTTP. Stubs and the journal see no keys, but {@code Bearer ***} and a
     * fingerprint.
     *
     * @throws IllegalStateException if the WireMock of the class path is not one that the kit works with
     */
    public WireMockServer wireMock() {
        try {
            return server.wireMock();
        } catch (LinkageError | ArrayStoreException e) {
            // The latter from arguments whose types another version declares in another way.
            throw LibraryVersion.WIREMOCK.unfit(e);
        }
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
