package dev.openaiadmin.testkit;

import dev.openaiadmin.testkit.internal.server.HostedOrganization;
import dev.openaiadmin.testkit.internal.server.LibraryVersion;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link WithOrganization} does, and more of it: by {@link #builder()}, for {@code @RegisterExtension}.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final OrganizationExtension ORGANIZATION = OrganizationExtension.builder()
 *         .seed("org.json")
 *         .prepare(organization -> organization.lagOfLists(Duration.ofSeconds(30)))
 *         .build();
 * }</pre>
 *
 * <p>Tests get their organization as a parameter. A test that fails prints the last requests to its organization, and
 * what the contract said to them. Works with JUnit 5.10 to 6. Immutable, and safe for tests in parallel.
 */
public final class OrganizationExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(OrganizationExtension.class);

    private final String seed;
    private final Consumer<InMemoryOrganization> preparation;
    private final boolean ownServer;
    private final boolean breachesAllowed;

    /** Made by JUnit, with the defaults of {@link #builder()}. */
    public OrganizationExtension() {
        this(builder());
    }

    private OrganizationExtension(Builder builder) {
        LibraryVersion.JUNIT.requireAtLeast(5, 10);
        this.seed = builder.seed;
        this.preparation = builder.preparation;
        this.ownServer = builder.ownServer;
        this.breachesAllowed = builder.breachesAllowed;
    }

    /** {@return a builder: a shared server, no seed, the clock of the system, and no breach allowed} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == InMemoryOrganization.class || type == OrganizationServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == InMemoryOrganization.class) {
            return lease(context).organization;
        }
        return ownServer ? lease(context).server : sharedServer(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Lease lease = context.getStore(NAMESPACE).get(this, Lease.class);
        if (lease != null) {
            context.getExecutionException()
                    .ifPresent(failure -> failure.addSuppressed(LastRequests.of(lease.organization)));
        }
        failOnBreaches(lease, context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        failOnBreaches(context.getStore(NAMESPACE).get(this, Lease.class), context);
    }

    private void failOnBreaches(@Nullable Lease lease, ExtensionContext context) {
        List<String> breaches = lease == null || breachesAllowed ? List.of() : lease.organization.takeBreaches();
        if (lease != null && !breaches.isEmpty()) {
            throw new AssertionError("The contract of the administration API was broken:\n  "
                    + String.join("\n  ", breaches)
                    + "\nWhere that is meant, have the test call takeBreaches() on the organization."
                    // A failed test tells them already.
                    + (context.getExecutionException().isPresent()
                            ? ""
                            : "\n" + LastRequests.text(lease.organization)));
        }
    }

    // JUnit 6 prefers other methods and types, which JUnit 5.10 does not have.
    @SuppressWarnings("deprecation")
    private Lease lease(ExtensionContext context) {
        String seedName = seedOf(context);
        Lease lease = Objects.requireNonNull(context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(this, unused -> newLease(seedName, context), Lease.class));
        if (!lease.seed.equals(seedName)) {
            throw new ExtensionConfigurationException("The test asks for the seed '" + seedName
                    + "', but its class has one organization for all tests, of the seed '" + lease.seed
                    + "': take the organization as a parameter of test methods only");
        }
        return lease;
    }

    private Lease newLease(String seedName, ExtensionContext context) {
        // Found before anything starts, and applied again after every reset.
        SeedFile seedFile = seedName.isEmpty() ? null : SeedFile.find(seedName, context.getRequiredTestClass());
        Consumer<HostedOrganization> beginning = hosted -> {
            preparation.accept(new InMemoryOrganization(hosted));
            if (seedFile != null) {
                hosted.resources().seed(seedFile.name(), seedFile.json());
            }
        };
        if (ownServer) {
            OrganizationServer server = OrganizationServer.start(beginning);
            return new Lease(server, server.organization(), true, seedName);
        }
        OrganizationServer server = sharedServer(context);
        return new Lease(server, server.newOrganization(beginning), false, seedName);
    }

    /** The seed that the annotation nearest to the test names, or an empty text. */
    private String seedOf(ExtensionContext context) {
        String named = seed;
        Optional<ExtensionContext> place = Optional.of(context);
        while (named.isEmpty() && place.isPresent()) {
            named = place.flatMap(ExtensionContext::getElement)
                    .flatMap(element -> AnnotationSupport.findAnnotation(element, WithOrganization.class))
                    .map(WithOrganization::seed)
                    .orElse("");
            place = place.flatMap(ExtensionContext::getParent);
        }
        return named;
    }

    @SuppressWarnings("deprecation")
    private static OrganizationServer sharedServer(ExtensionContext context) {
        return Objects.requireNonNull(context.getRoot()
                        .getStore(NAMESPACE)
                        .getOrComputeIfAbsent(SharedServer.class, unused -> new SharedServer(), SharedServer.class))
                .server;
    }

    /** Builds an extension; not safe for use by many threads. */
    public static final class Builder {
        private String seed = "";
        private Consumer<InMemoryOrganization> preparation = organization -> {};
        private boolean ownServer;
        private boolean breachesAllowed;

        private Builder() {}

        /**
         * Names a JSON file to seed organizations with, as {@link WithOrganization#seed()} does.
         *
         * @param name its name beside the test class, at the top of the class path, or in the working directory
         * @return this builder
         */
        public Builder seed(String name) {
            this.seed = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Prepares every organization by code, in the order of the calls, and before it is seeded from a file.
         *
         * @param step what is done with a new organization
         * @return this builder
         */
        public Builder prepare(Consumer<InMemoryOrganization> step) {
            this.preparation = preparation.andThen(step);
            return this;
        }

        /**
         * Sets the clock of every organization; otherwise, that of the system.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder clock(Clock clock) {
            Objects.requireNonNull(clock, "clock");
            return prepare(organization -> organization.useClock(clock));
        }

        /**
         * Gives every organization a server of its own, for tests that stub or stop it; otherwise, one server carries
         * the organizations of all tests in the JVM.
         *
         * @return this builder
         */
        public Builder ownServer() {
            this.ownServer = true;
            return this;
        }

        /**
         * Lets tests pass that break the contract; otherwise, they fail.
         *
         * @return this builder
         */
        public Builder allowBreaches() {
            this.breachesAllowed = true;
            return this;
        }

        /** {@return the extension} */
        public OrganizationExtension build() {
            return new OrganizationExtension(this);
        }
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
        private final boolean withServer;
        private final String seed;
        private final InMemoryOrganization organization;

        Lease(OrganizationServer server, InMemoryOrganization organization, boolean withServer, String seed) {
            this.server = server;
            this.organization = organization;
            this.withServer = withServer;
            this.seed = seed;
        }

        @Override
        public void close() {
            if (withServer) {
                server.close();
            } else {
                server.remove(organization);
            }
        }
    }
}
