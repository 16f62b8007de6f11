package dev.openaiadmin.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server outside of any test: every key that begins with {@code sk-} has an organization, from the first time it is
 * seen, and paths beside the API do what tests in Java do by calls.
 */
final class StandaloneServer implements AutoCloseable {
    private static final String KEYS = "sk-";

    private final Beginning beginning;
    private final OrganizationAnswers answers = new OrganizationAnswers(this::newcomer);
    private final OrganizationServer server;

    private StandaloneServer(String host, int port, Beginning beginning) {
        this.beginning = beginning;
        ControlPath control = new ControlPath(this);
        this.server = new OrganizationServer(host, port, answers, List.of(control, new DocsPath(control)));
    }

    /**
     * Starts a server.
     *
     * @param host the address to listen at
     * @param port the port to listen at, or 0 for one that is free
     * @param beginning how organizations begin
     * @throws IllegalArgumentException when the seed or the faults have mistakes; the message lists them, a line each
     */
    static StandaloneServer start(String host, int port, Beginning beginning) {
        // Before the first request, which would be too late to tell of a mistake.
        beginning.organization("", "");
        return new StandaloneServer(host, port, beginning);
    }

    /** Where the server is, such as {@code http://127.0.0.1:8080}. */
    String origin() {
        return server.origin();
    }

    /** Where the API is, such as {@code http://127.0.0.1:8080/v1}. */
    String baseUrl() {
        return server.baseUrl();
    }

    /** The organization that a bearer token belongs to, or null when the token can have none. */
    @Nullable
    InMemoryOrganization ownerOf(@Nullable String authorization) {
        return answers.ownerOf(authorization);
    }

    /** Puts an organization that has just begun in the place of one. */
    void reset(InMemoryOrganization organization) {
        answers.add(beginning.organization(baseUrl(), organization.adminKey()));
        // With the keys that it was given since.
        answers.remove(organization);
    }

    private @Nullable InMemoryOrganization newcomer(String key) {
        return key.startsWith(KEYS) ? beginning.organization(baseUrl(), key) : null;
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
    record Beginning(Words seed, Words faults) {
        /** An organization that has just begun. */
        InMemoryOrganization organization(String baseUrl, String key) {
            InMemoryOrganization organization = new InMemoryOrganization(baseUrl, key);
            seed.ifGiven(organization::seed);
            faults.ifGiven((source, json) -> FaultList.read(source, json).forEach(organization::failNext));
            return organization;
        }
    }

    /**
     * JSON from a user.
     *
     * @param source what messages call it
     * @param json the JSON, or null when none was given
     */
    record Words(String source, @Nullable String json) {
        static final Words NONE = new Words("", null);

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
