package dev.openaiadmin.testkit;

import dev.openaiadmin.testkit.internal.server.HostedOrganization;
import dev.openaiadmin.testkit.internal.server.LibraryVersion;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Does what {@link WithOrganization} does, with more settings: by {@link #builder()}, for {@code @RegisterExtension}.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final OrganizationExtension ORGANIZATION = OrganizationExtension.builder()
 *         .seed("org.json")
 *         .prepare(organization -> organization.lagOfLists(Duration.ofSeconds(30)))
 *         .build();
 * }</pre>
 *
 * <p>Tests get their organization as a parameter, one for each test, unless {@link Builder#perClass()} gives all of them
 * the same. A test that fails has its last requests, and what the contract said to them, as a suppressed exception. Works
 * with JUnit 5.10 to 6. Safe for tests in parallel, except tests that share an organization.
 */
public final class OrganizationExtension
        implements ParameterResolver, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(OrganizationExtension.class);

    private final String seed;
    private final Consumer<InMemoryOrganization> preparation;
    private final boolean ownServer;
    private final boolean breachesAllowed;
    private final @Nullable ClassOrganization ofClass;

    /** Creates an extension with the defaults of {@link #builder()}, for JUnit. */
    public OrganizationExtension() {
        this(builder());
    }

    private OrganizationExtension(Builder builder) {
        LibraryVersion.JUNIT.requireAtLeast(5, 10);
        this.seed = builder.seed;
        this.preparation = builder.preparation;
        this.ownServer = builder.ownServer;
        this.breachesAllowed = builder.breachesAllowed;
        this.ofClass = builder.perClass ? new ClassOrganization() : null;
    }

    /** {@return a builder: a shared server, no seed, the clock of the system, and no breach allowed} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns where the API of the organization is, for settings that are made before a test begins.
     *
     * <pre>{@code
     * @DynamicPropertySource
     * static void openai(DynamicPropertyRegistry registry) {
     *     registry.add("openai.admin.base-url", ORGANIZATION::baseUrl);
     *     registry.add("openai.admin.admin-key", ORGANIZATION::adminKey);
     * }
     * }</pre>
     *
     * @return the base URL, the same for all tests
     * @throws IllegalStateException if the extension was built without {@link Builder#perClass()}
     */
    public String baseUrl() {
        return organization().baseUrl();
    }

    /**
     * Returns the admin key of the organization.
     *
     * @return the key, the same for all tests
     * @throws IllegalStateException if the extension was built without {@link Builder#perClass()}
     */
    public String adminKey() {
        return organization().adminKey();
    }

    /**
     * Returns the organization of all tests; the first call creates it.
     *
     * @return the organization that tests get as a parameter
     * @throws IllegalStateException if the extension was built without {@link Builder#perClass()}
     */
    public InMemoryOrganization organization() {
        if (ofClass == null) {
            throw new IllegalStateException("Every test has an organization of its own, and takes it as a parameter;"
                    + " build the extension with perClass() to share one");
        }
        return ofClass.get();
    }

    /**
     * Returns the organization of all tests to its beginning, as it is done before each test.
     *
     * @throws IllegalStateException if the extension was built without {@link Builder#perClass()}
     */
    public void reset() {
        organization().reset();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == InMemoryOrganization.class || type == OrganizationServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        boolean wantsOrganization = parameter.getParameter().getType() == InMemoryOrganization.class;
        if (ofClass != null) {
            return wantsOrganization ? ofClass.get() : ofClass.server();
        }
        if (wantsOrganization) {
            return lease(context).organization;
        }
        return ownServer ? lease(context).server : sharedServer(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (ofClass != null) {
            // An application that starts for the test has sent requests already.
            failOnBreaches(ofClass.get(), context);
            ofClass.get().reset();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Lease lease = context.getStore(NAMESPACE).get(this, Lease.class);
        InMemoryOrganization organization = ofClass != null ? ofClass.get() : lease == null ? null : lease.organization;
        if (organization != null) {
            context.getExecutionException().ifPresent(failure -> failure.addSuppressed(LastRequests.of(organization)));
            failOnBreaches(organization, context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Lease lease = context.getStore(NAMESPACE).get(this, Lease.class);
        if (lease != null) {
            failOnBreaches(lease.organization, context);
        }
    }

    private void failOnBreaches(InMemoryOrganization organization, ExtensionContext context) {
        List<String> breaches = breachesAllowed ? List.of() : organization.takeBreaches();
        if (!breaches.isEmpty()) {
            AssertionError error = new AssertionError(message(breaches));
            // A test that failed already has them.
            if (context.getExecutionException().isEmpty()) {
                error.addSuppressed(LastRequests.of(organization));
            }
            throw error;
        }
    }

    /** Returns one line for one breach, and a line for each that differs if there are more. */
    private static String message(List<String> breaches) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        breaches.forEach(breach -> counts.merge(breach, 1, Integer::sum));
        List<String> lines = counts.entrySet().stream()
                .map(breach -> breach.getKey() + (breach.getValue() > 1 ? " (" + breach.getValue() + " times)" : ""))
                .toList();
        String what = "The contract of the administration API was broken: ";
        String hint = " [If the test means to, it calls takeBreaches().]";
        return lines.size() == 1
                ? what + lines.get(0) + hint
                : what + "in " + lines.size() + " ways" + hint + "\n  " + String.join("\n  ", lines);
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
        Consumer<HostedOrganization> beginning = beginning(seedName, context.getRequiredTestClass());
        if (ownServer) {
            OrganizationServer server = OrganizationServer.start(beginning);
            return new Lease(server, server.organization(), true, seedName);
        }
        OrganizationServer server = sharedServer(context);
        return new Lease(server, server.newOrganization(beginning), false, seedName);
    }

    /** Returns what is done to an organization when it begins, and again after every reset. */
    private Consumer<HostedOrganization> beginning(String seedName, Class<?> test) {
        // Read now, so that a seed that is missing is reported before anything starts.
        SeedFile seedFile = seedName.isEmpty() ? null : SeedFile.find(seedName, test);
        return hosted -> {
            preparation.accept(new InMemoryOrganization(hosted));
            if (seedFile != null) {
                hosted.resources().seed(seedFile.name(), seedFile.json());
            }
        };
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
        private boolean perClass;

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
         * Gives all tests the same organization, for applications that start once: the extension has
         * {@link OrganizationExtension#baseUrl()} and {@link OrganizationExtension#adminKey()} from the beginning. Before
         * each test the organization is reset, and so begins with the seed and the preparation. Tests that share an
         * organization do not run in parallel.
         *
         * @return this builder
         */
        public Builder perClass() {
            this.perClass = true;
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

    /**
     * The organization of all tests. It lives as long as the extension, since an application that is started once, and
     * kept for other test classes, goes on to use it.
     */
    private final class ClassOrganization {
        private @Nullable OrganizationServer server;

        synchronized InMemoryOrganization get() {
            return server().organization();
        }

        synchronized OrganizationServer server() {
            OrganizationServer started = server;
            if (started == null) {
                started = OrganizationServer.start(beginning(seed, OrganizationExtension.class));
                server = started;
            }
            return started;
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
