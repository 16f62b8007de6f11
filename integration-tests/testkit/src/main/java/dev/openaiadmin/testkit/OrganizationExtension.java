package dev.openaiadmin.testkit;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link WithOrganization} does; made for {@code @ExtendWith}, and has no state. */
public final class OrganizationExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(OrganizationExtension.class);

    /** Made by JUnit. */
    public OrganizationExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == InMemoryOrganization.class || type == OrganizationServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == OrganizationServer.class
                ? server(context)
                : organization(context).organization;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        failOnBreaches(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        failOnBreaches(context);
    }

    private static void failOnBreaches(ExtensionContext context) {
        Lease lease = context.getStore(NAMESPACE).get(Lease.class, Lease.class);
        List<String> breaches = lease == null ? List.of() : lease.organization.takeBreaches();
        if (!breaches.isEmpty()) {
            throw new AssertionError("The contract of the administration API was broken:\n  "
                    + String.join("\n  ", breaches)
                    + "\nWhere that is meant, have the test call takeBreaches() on the organization.");
        }
    }

    // JUnit 6 prefers other methods and types, which JUnit 5 does not have.
    @SuppressWarnings("deprecation")
    private static Lease organization(ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Lease.class, unused -> new Lease(server(context)), Lease.class));
    }

    @SuppressWarnings("deprecation")
    private static OrganizationServer server(ExtensionContext context) {
        return Objects.requireNonNull(context.getRoot()
                        .getStore(NAMESPACE)
                        .getOrComputeIfAbsent(SharedServer.class, unused -> new SharedServer(), SharedServer.class))
                .server;
    }

    /** The server of all tests in this JVM; stopped when the last one has ended. */
    @SuppressWarnings("deprecation")
    private static final class SharedServer implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        private final OrganizationServer server = OrganizationServer.start();

        @Override
        public void close() {
            server.close();
        }
    }

    /** An organization for as long as a test, or a class of tests, lasts. */
    @SuppressWarnings("deprecation")
    private static final class Lease implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        private final OrganizationServer server;
        private final InMemoryOrganization organization;

        Lease(OrganizationServer server) {
            this.server = server;
            this.organization = server.newOrganization();
        }

        @Override
        public void close() {
            server.remove(organization);
        }
    }
}
