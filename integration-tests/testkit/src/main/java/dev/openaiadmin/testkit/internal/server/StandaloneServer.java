package dev.openaiadmin.testkit.internal.server;

import dev.openaiadmin.testkit.internal.faults.FaultJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server outside of any test: every key that begins with {@code sk-} has an organization, from the first time it is
 * seen, and paths beside the API do what tests in Java do by calls.
 */
public final class StandaloneServer implements AutoCloseable {
    private static final String KEYS = "sk-";

    private final InitialState initialState;
    private final ApiEndpoint answers = new ApiEndpoint(this::newcomer);
    private final ApiServer server;

    private StandaloneServer(String host, int port, InitialState initialState) {
        this.initialState = initialState;
        ControlEndpoint control = new ControlEndpoint(this);
        this.server = new ApiServer(host, port, answers, List.of(control, new DocsEndpoint(control)));
    }

    /**
     * Starts a server.
     *
     * @param host the address to listen at
     * @param port the port to listen at, or 0 for one that is free
     * @param initialState how organizations begin
     * @throws IllegalArgumentException when the seed or the faults have mistakes; the message lists them, a line each
     */
    public static StandaloneServer start(String host, int port, InitialState initialState) {
        // Before the first request, which would be too late to tell of a mistake.
        initialState.organization("", "");
        return new StandaloneServer(host, port, initialState);
    }

    /** Where the server is, such as {@code http://127.0.0.1:8080}. */
    public String origin() {
        return server.origin();
    }

    /** Where the API is, such as {@code http://127.0.0.1:8080/v1}. */
    public String baseUrl() {
        return server.baseUrl();
    }

    /** The organization that a bearer token belongs to, or null when the token can have none. */
    @Nullable
    public HostedOrganization ownerOf(@Nullable String authorization) {
        return answers.ownerOf(authorization);
    }

    private @Nullable HostedOrganization newcomer(String key) {
        return key.startsWith(KEYS) ? initialState.organization(baseUrl(), key) : null;
    }

    @Override
    public void close() {
        server.close();
    }

    /**
     * How organizations begin.
     *
     * @param seed what they hold
     * @param faults what they meet
     */
    public record InitialState(JsonSource seed, JsonSource faults) {
        /** An organization that has just begun. */
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
     * @param source what messages call it
     * @param json the JSON, or null when none was given
     */
    public record JsonSource(String source, @Nullable String json) {
        public static final JsonSource NONE = new JsonSource("", null);

        void ifGiven(Reader reader) {
            if (json != null) {
                reader.read(source, json);
            }
        }

        /** Reads what was given. */
        @FunctionalInterface
        interface Reader {
            void read(String source, String json);
        }
    }
}
