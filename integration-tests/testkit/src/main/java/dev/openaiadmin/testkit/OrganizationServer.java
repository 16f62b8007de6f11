package dev.openaiadmin.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import java.util.List;

/**
 * A server on a free port of this machine, and the organizations on it; each of them has its own admin key.
 *
 * <p>Reached from this machine only. Safe for use by many threads, and by many tests at once.
 */
public final class OrganizationServer implements AutoCloseable {
    private static final int LAST_RESORT = Integer.MAX_VALUE;
    private static final int REMEMBERED_REQUESTS = 1000;
    /** Many callers may come at once; left to itself, the server lets fifty wait and the next have to try again. */
    private static final int WAITING_CONNECTIONS = 10_000;
    /** An answer that is late on purpose keeps its thread. */
    private static final int THREADS = 100;

    private final String host;
    private final OrganizationAnswers answers;
    private final List<SidePath> beside;
    private final WireMockServer wireMock;
    private final InMemoryOrganization organization;

    /**
     * Starts a server.
     *
     * @param host the address to listen at
     * @param port the port to listen at, or 0 for one that is free
     * @param answers the organizations
     * @param beside what else the server answers
     */
    OrganizationServer(String host, int port, OrganizationAnswers answers, List<SidePath> beside) {
        this.host = host;
        this.answers = answers;
        this.beside = List.copyOf(beside);
        WireMockConfiguration options = WireMockConfiguration.options()
                .bindAddress(host)
                .port(port)
                .http2PlainDisabled(true)
                .maxRequestJournalEntries(REMEMBERED_REQUESTS)
                .jettyAcceptQueueSize(WAITING_CONNECTIONS)
                .containerThreads(THREADS)
                .extensions(answers.hiddenKeys(), answers, new StubLifecycleListener() {
                    @Override
                    public String getName() {
                        return "openai-admin-last-resort";
                    }

                    @Override
                    public void afterStubsReset() {
                        answerWhatNobodyElseDoes();
                    }
                })
                .extensions(beside.toArray(SidePath[]::new));
        this.wireMock = new WireMockServer(options);
        wireMock.start();
        answerWhatNobodyElseDoes();
        this.organization = newOrganization();
    }

    private void answerWhatNobodyElseDoes() {
        beside.forEach(path -> wireMock.stubFor(any(urlPathMatching(path.pattern()))
                .atPriority(LAST_RESORT - 1)
                .willReturn(aResponse().withTransformers(path.getName()))));
        wireMock.stubFor(any(anyUrl())
                .atPriority(LAST_RESORT)
                .willReturn(aResponse().withTransformers(OrganizationAnswers.NAME)));
    }

    /**
     * Starts a server with one organization on it.
     *
     * @return the server, to be closed
     * @throws IllegalStateException when the WireMock of the class path is not one that the kit works with
     */
    public static OrganizationServer start() {
        // Before WireMock, which would else be blamed when the description is missing.
        Contract.published();
        try {
            return new OrganizationServer("127.0.0.1", 0, new OrganizationAnswers(), List.of());
        } catch (LinkageError e) {
            throw Library.WIREMOCK.unfit(e);
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
        InMemoryOrganization added = new InMemoryOrganization(baseUrl());
        answers.add(added);
        return added;
    }

    /** Forgets an organization: its key is refused from now on. */
    void remove(InMemoryOrganization gone) {
        answers.remove(gone);
    }

    /** {@return where the API is, such as {@code http://127.0.0.1:49152/v1}} */
    public String baseUrl() {
        return origin() + Contract.published().basePath();
    }

    /** Where the server is reached from this machine, such as {@code http://127.0.0.1:8080}. */
    String origin() {
        String reached = switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> host;
        };
        return "http://" + (reached.contains(":") ? "[" + reached + "]" : reached) + ":" + wireMock.port();
    }

    /**
     * {@return the WireMock server underneath, for what the organization does not do} A stub of yours is asked before
     * the organization, and {@code resetAll()} removes yours only. Stubs and the journal see no keys, but {@code Bearer
     * ***} and a fingerprint.
     */
    public WireMockServer wireMock() {
        return wireMock;
    }

    /** Stops the server. */
    @Override
    public void close() {
        wireMock.stop();
    }

    /** Where the server is. */
    @Override
    public String toString() {
        return "OrganizationServer[" + baseUrl() + "]";
    }
}
