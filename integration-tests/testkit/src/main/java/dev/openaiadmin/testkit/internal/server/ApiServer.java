package dev.openaiadmin.testkit.internal.server;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.http.HttpHandler;
import dev.openaiadmin.testkit.internal.http.HttpListener;
import dev.openaiadmin.testkit.internal.http.HttpResponse;
import dev.openaiadmin.testkit.internal.http.RawRequest;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The HTTP server: guards its requests, and hands each to users' stubs, to an endpoint beside the API, or to the API. */
public final class ApiServer implements HttpHandler, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.openaiadmin.testkit");

    private final String host;
    private final RequestGuard guard;
    private final OrganizationDirectory organizations;
    private final ApiEndpoint api;
    private final List<Endpoint> beside;
    private final Consumer<Throwable> onFailure;
    private final HttpListener listener;
    private volatile @Nullable WireMockStubs stubs;

    /**
     * Starts a server for tests on a free port of this machine. It refuses keys of organizations that were not added, and
     * logs unexpected failures.
     */
    public static ApiServer start() {
        return new ApiServer(
                "127.0.0.1",
                0,
                List.of(),
                new OrganizationDirectory(),
                List.of(),
                failure ->
                        LOG.log(System.Logger.Level.ERROR, "A request to the in-memory organization failed", failure));
    }

    /**
     * Starts a server.
     *
     * @param host the address to listen at
     * @param port the port to listen at, or 0 for one that is free
     * @param names other names under which the server is reached
     * @param organizations the organizations
     * @param beside the endpoints beside the API
     * @param onFailure learns of unexpected failures
     */
    ApiServer(
            String host,
            int port,
            Collection<String> names,
            OrganizationDirectory organizations,
            List<Endpoint> beside,
            Consumer<Throwable> onFailure) {
        this.host = host;
        this.guard = new RequestGuard(host, names);
        this.organizations = organizations;
        this.api = new ApiEndpoint(organizations);
        this.beside = List.copyOf(beside);
        this.onFailure = onFailure;
        this.listener = new HttpListener(host, port, this);
    }

    @Override
    public HttpResponse handle(RawRequest request) {
        HttpResponse refusal = guard.refusal(request);
        HttpResponse response = refusal == null ? answer(request) : refusal;
        // Browsers take JSON for a page otherwise, if somebody navigates there.
        return response.withHeader("X-Content-Type-Options", "nosniff");
    }

    private HttpResponse answer(RawRequest request) {
        WireMockStubs before = stubs;
        return before == null ? withoutStubs(request) : before.handle(request, this::withoutStubs);
    }

    private HttpResponse withoutStubs(RawRequest request) {
        String path = request.path();
        for (Endpoint endpoint : beside) {
            if (endpoint.serves(path)) {
                return endpoint.handle(request);
            }
        }
        return api.handle(request);
    }

    @Override
    public HttpResponse tooLarge() {
        return ApiEndpoint.json(ApiErrorException.refused(
                        413,
                        "request_too_large",
                        "The body is larger than " + HttpListener.MAX_BODY + " bytes, the most that the server reads.")
                .response());
    }

    @Override
    public HttpResponse failed(RawRequest request, Throwable failure) {
        onFailure.accept(failure);
        return ApiEndpoint.json(ApiErrorException.serverError("The server had an error while processing your request.")
                .response());
    }

    /**
     * Adds an organization, with a key and a state of its own.
     *
     * @param preparation what is done to it now, and again after every reset
     */
    public HostedOrganization add(Consumer<HostedOrganization> preparation) {
        HostedOrganization added = new HostedOrganization(baseUrl(), null, preparation);
        organizations.add(added);
        return added;
    }

    /** Returns the organizations of the server. */
    public List<HostedOrganization> organizations() {
        return organizations.all();
    }

    /** Removes an organization: its key is refused from now on. */
    public void remove(HostedOrganization organization) {
        organizations.remove(organization);
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
        return "http://" + (reached.contains(":") ? "[" + reached + "]" : reached) + ":" + listener.port();
    }

    /** Returns WireMock, whose stubs respond before the endpoints; it starts with the first call. */
    public synchronized WireMockServer wireMock() {
        WireMockStubs started = stubs;
        if (started == null) {
            started = new WireMockStubs(listener.port());
            stubs = started;
        }
        return started.server();
    }

    /** Stops the server. */
    @Override
    public void close() {
        listener.close();
    }
}
