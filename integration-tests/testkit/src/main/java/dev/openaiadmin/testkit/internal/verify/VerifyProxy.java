package dev.openaiadmin.testkit.internal.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.ContractOperation;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import dev.openaiadmin.testkit.internal.http.HttpHandler;
import dev.openaiadmin.testkit.internal.http.HttpListener;
import dev.openaiadmin.testkit.internal.http.HttpResponse;
import dev.openaiadmin.testkit.internal.http.RawRequest;
import dev.openaiadmin.testkit.internal.server.RequestGuard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Forwards requests to the API, with the key of the caller, and compares both directions with the description. Only this
 * machine reaches it, and it sends keys to the API alone. Safe for use by many threads.
 */
final class VerifyProxy implements HttpHandler, AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Headers that concern one connection, and those that the client of this proxy sets itself. */
    private static final Set<String> NOT_FORWARDED = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final String upstream;
    private final boolean readOnly;
    private final @Nullable Path bodies;
    private final DifferenceReport report;
    private final RequestGuard guard = new RequestGuard(LOOPBACK, List.of());
    private final AtomicLong kept = new AtomicLong();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final HttpListener listener;

    /**
     * Starts a proxy.
     *
     * @param port the port to listen at, or 0 for one that is free
     * @param upstream the base URL of the API
     * @param readOnly whether requests that could change something are refused
     * @param bodies the folder where masked bodies are kept, or null
     * @param report counts the differences
     */
    VerifyProxy(int port, URI upstream, boolean readOnly, @Nullable Path bodies, DifferenceReport report) {
        String base = upstream.toString();
        this.upstream = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.readOnly = readOnly;
        this.bodies = bodies;
        this.report = report;
        this.listener = new HttpListener(LOOPBACK, port, this);
    }

    /** Returns the base URL for clients. */
    String baseUrl() {
        return "http://" + LOOPBACK + ":" + listener.port()
                + Contract.published().basePath();
    }

    @Override
    public HttpResponse handle(RawRequest request) {
        HttpResponse refusal = guard.refusal(request);
        if (refusal != null) {
            return refusal;
        }
        String base = Contract.published().basePath();
        if (!request.path().startsWith(base + "/")) {
            return error(ApiErrorException.refused(
                    404, "unknown_url", "The proxy forwards paths below " + base + ": end the base URL with it."));
        }
        if (readOnly && !request.method().equals("GET") && !request.method().equals("HEAD")) {
            return error(ApiErrorException.refused(
                    403,
                    "read_only",
                    "The proxy was started with --read-only and did not forward " + request.method() + " "
                            + request.path() + "."));
        }
        try {
            return forward(request, request.target().substring(base.length()));
        } catch (IOException | IllegalArgumentException e) {
            return error(ApiErrorException.refused(
                    502,
                    "no_response",
                    "The proxy got no response from " + upstream + ": "
                            + e.getClass().getSimpleName() + "."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(ApiErrorException.refused(502, "no_response", "The proxy was stopped."));
        }
    }

    private HttpResponse forward(RawRequest request, String target) throws IOException, InterruptedException {
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(URI.create(upstream + target))
                .timeout(TIMEOUT)
                // The body is read here, and readable in no other encoding.
                .header("Accept-Encoding", "identity")
                .method(
                        request.method(),
                        request.body().length == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body()));
        for (Map.Entry<String, String> header : request.headers()) {
            if (!NOT_FORWARDED.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                forwarded.header(header.getKey(), header.getValue());
            }
        }
        java.net.http.HttpResponse<byte[]> received = client.send(forwarded.build(), BodyHandlers.ofByteArray());
        judge(request, target, received);
        HttpResponse response = HttpResponse.of(received.statusCode(), "", received.body());
        for (Map.Entry<String, List<String>> header : received.headers().map().entrySet()) {
            if (!NOT_FORWARDED.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                response = response.withHeader(header.getKey(), String.join(", ", header.getValue()));
            }
        }
        return response;
    }

    private void judge(RawRequest request, String target, java.net.http.HttpResponse<byte[]> received) {
        int question = target.indexOf('?');
        String contentType = request.header("Content-Type");
        Exchange exchange = new Exchange(
                request.method(),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? null : target.substring(question + 1),
                contentType == null ? "" : contentType,
                request.text(),
                received.statusCode(),
                new String(received.body(), StandardCharsets.UTF_8));
        report.add(exchange);
        if (bodies != null) {
            keep(exchange, bodies);
        }
    }

    private void keep(Exchange exchange, Path folder) {
        ContractOperation operation = Contract.published().find(exchange.method(), exchange.path());
        if (operation == null) {
            return;
        }
        try {
            ObjectNode record = JsonNodeFactory.instance
                    .objectNode()
                    .put("operation", operation.id())
                    .put("status", exchange.status());
            record.set("response", SecretMask.mask(parsed(exchange.responseBody())));
            if (exchange.requestBody() != null && !exchange.requestBody().isBlank()) {
                record.set("request", SecretMask.mask(parsed(exchange.requestBody())));
            }
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(String.format(Locale.ROOT, "%06d-%s.json", kept.incrementAndGet(), operation.id())),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(record) + "\n");
        } catch (IOException e) {
            report.print("Cannot keep a body in " + folder + ": " + e.getMessage());
        }
    }

    /** Returns a body as JSON, or as a text if it is none. */
    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(body);
        }
    }

    @Override
    public HttpResponse tooLarge() {
        return error(
                ApiErrorException.refused(413, "request_too_large", "The proxy does not read a body of this size."));
    }

    @Override
    public HttpResponse failed(RawRequest request, Throwable failure) {
        return error(ApiErrorException.serverError(
                "The proxy failed: " + failure.getClass().getSimpleName() + "."));
    }

    @Override
    public void close() {
        listener.close();
    }

    private static HttpResponse error(ApiErrorException error) {
        OperationResponse response = error.response();
        return HttpResponse.of(
                response.status(), "application/json", response.body().toString());
    }
}
