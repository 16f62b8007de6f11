package dev.openaiadmin.testkit.internal.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import dev.openaiadmin.testkit.internal.contract.Contract;
import java.util.List;
import java.util.function.Consumer;

/** The HTTP server: organizations and, beside the API, other endpoints. */
public final class ApiServer implements AutoCloseable {
    private static final int LAST_RESORT = Integer.MAX_VALUE;
    private static final int REMEMBERED_REQUESTS = 1000;
    /** Many callers may come at once; left to itself, the server lets fifty wait and the next have to try again. */
    private static final int WAITING_CONNECTIONS = 10_000;
    /** An answer that is late on purpose keeps its thread. */
    private static final int THREADS = 100;

    private final String host;
    private final ApiEndpoint api;
    private final List<Endpoint> beside;
    private final WireMockServer wireMock;

    /**
     * Starts a server.
     *
     * @param host the address to listen at
     * @param port the port to listen at, or 0 for one that is free
     * @param api the organizations
     * @param beside what else the server answers
     */
    public ApiServer(String host, int port, ApiEndpoint api, List<Endpoint> beside) {
        this.host = host;
        this.api = api;
        this.beside = List.copyOf(beside);
        WireMockConfiguration options = WireMockConfiguration.options()
                .bindAddress(host)
                .port(port)
                .http2PlainDisabled(true)
                .maxRequestJournalEntries(REMEMBERED_REQUESTS)
                .jettyAcceptQueueSize(WAITING_CONNECTIONS)
                .containerThreads(THREADS)
                .extensions(api.hiddenKeys(), api, new StubLifecycleListener() {
                    @Override
                    public String getName() {
                        return "openai-admin-last-resort";
                    }

                    @Override
                    public void afterStubsReset() {
                        stubFallbacks();
                    }
                })
                .extensions(beside.toArray(Endpoint[]::new));
        this.wireMock = new WireMockServer(options);
        wireMock.start();
        stubFallbacks();
    }

    private void stubFallbacks() {
        beside.forEach(path -> wireMock.stubFor(any(urlPathMatching(path.pattern()))
                .atPriority(LAST_RESORT - 1)
                .willReturn(aResponse().withTransformers(path.getName()))));
        wireMock.stubFor(
                any(anyUrl()).atPriority(LAST_RESORT).willReturn(aResponse().withTransformers(ApiEndpoint.NAME)));
    }

    /**
     * Adds an organization, with a key and a state of its own.
     *
     * @param preparation what is done to it now, and again after every reset
     */
    public HostedOrganization add(Consumer<HostedOrganization> preparation) {
        HostedOrganization added = new HostedOrganization(baseUrl(), null, preparation);
        api.add(added);
        return added;
    }

    /** Removes an organization: its key is refused from now on. */
    public void remove(HostedOrganization organization) {
        api.remove(organization);
    }

    /** Returns where the API is, such as {@code http://127.0.0.1:49152/v1}. */
    public String baseUrl() {
        return origin() + Contract.published().basePath();
    }

    /** Returns where the server is reached from this machine, such as {@code http://127.0.0.1:8080}. */
    public String origin() {
        String reached = switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> host;
        };
        return "http://" + (reached.contains(":") ? "[" + reached + "]" : reached) + ":" + wireMock.port();
    }

    /** Returns the WireMock server underneath. */
    public WireMockServer wireMock() {
        return wireMock;
    }

    /** Stops the server. */
    @Override
    public void close() {
        wireMock.stop();
    }
}
