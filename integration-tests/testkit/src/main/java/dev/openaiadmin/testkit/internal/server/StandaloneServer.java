package dev.openaiadmin.testkit.internal.server;

import dev.openaiadmin.testkit.internal.faults.FaultJson;
import dev.openaiadmin.testkit.internal.server.OrganizationDirectory.Retention;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server outside of any test: every key that begins with {@code sk-} has an organization, from the first time it is
 * seen, and paths beside the API do what tests in Java do by calls.
 */
public final class StandaloneServer implements AutoCloseable {
    private static final String KEYS = "sk-";

    private final InitialState initialState;
    private final ApiServer server;

    private StandaloneServer(Settings settings) {
        this.initialState = settings.initialState();
        OrganizationDirectory organizations = new OrganizationDirectory(
                this::newcomer,
                new Retention(settings.maxOrganizations(), settings.maxIdle(), settings.clock(), settings.log()));
        ControlEndpoint control = new ControlEndpoint(organizations);
        this.server = new ApiServer(
                settings.host(),
                settings.port(),
                settings.names(),
                organizations,
                List.of(control, new DocsEndpoint(control)),
                settings.onFailure());
    }

    /**
     * Starts a server.
     *
     * @throws IllegalArgumentException if the seed or the faults have mistakes; the message lists them, a line each
     * @throws java.io.UncheckedIOException if it cannot listen there
     */
    public static StandaloneServer start(Settings settings) {
        // Before the first request, which would be too late to report a mistake.
        settings.initialState().organization("", "");
        return new StandaloneServer(settings);
    }

    /** Returns where the server is, such as {@code http://127.0.0.1:8080}. */
    public String origin() {
        return server.origin();
    }

    /** Returns where the API is, such as {@code http://127.0.0.1:8080/v1}. */
    public String baseUrl() {
        return server.baseUrl();
    }

    private @Nullable HostedOrganization newcomer(String key) {
        return key.startsWith(KEYS) ? initialState.organization(baseUrl(), key) : null;
    }

    @Override
    public void close() {
        server.close();
    }

    /**
     * What a server is started with.
     *
     * @param host the address to listen at
     * @param port the port to listen at, or 0 for one that is free
     * @param names other names under which the server is reached
     * @param initialState how organizations begin
     * @param maxOrganizations how many organizations are kept
     * @param maxIdle how long an organization is kept without a request
     * @param clock measures that time
     * @param log receives lines for the user
     * @param onFailure learns of unexpected failures
     */
    public record Settings(
            String host,
            int port,
            List<String> names,
            InitialState initialState,
            int maxOrganizations,
            Duration maxIdle,
            Clock clock,
            Consumer<String> log,
            Consumer<Throwable> onFailure) {
        private static final int MAX_ORGANIZATIONS = 1000;
        private static final Duration MAX_IDLE = Duration.ofHours(1);

        /** Returns the usual settings, for a server that this machine alone reaches, on a free port. */
        public static Settings defaults() {
            return new Settings(
                    "127.0.0.1",
                    0,
                    List.of(),
                    new InitialState(JsonSource.NONE, JsonSource.NONE),
                    MAX_ORGANIZATIONS,
                    MAX_IDLE,
                    Clock.systemUTC(),
                    line -> {},
                    failure -> {});
        }

        public Settings at(String address, int atPort, List<String> otherNames) {
            return new Settings(
                    address, atPort, otherNames, initialState, maxOrganizations, maxIdle, clock, log, onFailure);
        }

        public Settings beginningWith(JsonSource seed, JsonSource faults) {
            return new Settings(
                    host,
                    port,
                    names,
                    new InitialState(seed, faults),
                    maxOrganizations,
                    maxIdle,
                    clock,
                    log,
                    onFailure);
        }

        public Settings keeping(int organizations, Duration idle, Clock measuredBy) {
            return new Settings(host, port, names, initialState, organizations, idle, measuredBy, log, onFailure);
        }

        public Settings reportingTo(Consumer<String> lines, Consumer<Throwable> failures) {
            return new Settings(host, port, names, initialState, maxOrganizations, maxIdle, clock, lines, failures);
        }
    }

    /**
     * How organizations begin.
     *
     * @param seed the objects that they have
     * @param faults the faults of their requests
     */
    public record InitialState(JsonSource seed, JsonSource faults) {
        /** Returns a new organization. */
        HostedOrganization organization(String baseUrl, String key) {
            return new HostedOrganization(baseUrl, key, this::prepare);
        }

        private void prepare(HostedOrganization organization) {
            seed.ifGiven(organization.resources()::seed);
            faults.ifGiven((source, json) -> FaultJson.read(source, json).forEach(organization::failNext));
        }
    }

    /**
     * JSON from a user.
     *
     * @param source the name of the source in messages
     * @param json the JSON, or null if none was given
     */
    public record JsonSource(String source, @Nullable String json) {
        public static final JsonSource NONE = new JsonSource("", null);

        void ifGiven(Reader reader) {
            if (json != null) {
                reader.read(source, json);
            }
        }

        /** Reads JSON. */
        @FunctionalInterface
        interface Reader {
            void read(String source, String json);
        }
    }
}
