package dev.openaiadmin.testkit.internal.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.openaiadmin.testkit.internal.http.HttpHandler;
import dev.openaiadmin.testkit.internal.http.HttpResponse;
import dev.openaiadmin.testkit.internal.http.RawRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * WireMock without a server of its own: it matches stubs, keeps its journal, and is driven by calls only, so that its
 * administration cannot be reached over HTTP.
 */
final class WireMockStubs {
    private static final int LAST_RESORT = Integer.MAX_VALUE;
    private static final int KEPT_REQUESTS = 1000;

    /** The request that this thread hands to WireMock, for the stub that applies if no other does. */
    private static final ThreadLocal<@Nullable Fallback> CURRENT = new ThreadLocal<>();

    private final AtomicReference<@Nullable StubRequestHandler> requests = new AtomicReference<>();

    private final WireMockServer server;

    /**
     * Starts WireMock.
     *
     * @param port the port that it reports as its own
     */
    WireMockStubs(int port) {
        this.server = new WireMockServer(WireMockConfiguration.options()
                .maxRequestJournalEntries(KEPT_REQUESTS)
                .extensions(new NoServerFactory(port), new FallbackTransformer(), new FallbackStub()));
        server.start();
        stubFallback();
    }

    WireMockServer server() {
        return server;
    }

    /** Returns the response of the user's stub that matches, or else of {@code next}. */
    HttpResponse handle(RawRequest request, HttpHandler next) {
        StubRequestHandler handler = requests.get();
        if (handler == null || !server.isRunning()) {
            return next.handle(request);
        }
        Fallback fallback = new Fallback(request, next);
        AtomicReference<@Nullable Response> stubbed = new AtomicReference<>();
        CURRENT.set(fallback);
        try {
            WireMockRequest seen = new WireMockRequest(request, server.port());
            handler.handle(seen, (unused, response, attributes) -> stubbed.set(response), ServeEvent.of(seen));
        } finally {
            CURRENT.remove();
        }
        HttpResponse own = fallback.response;
        Response response = stubbed.get();
        if (own != null) {
            return own;
        }
        return response == null ? next.handle(request) : converted(response);
    }

    private void stubFallback() {
        server.stubFor(any(anyUrl())
                .atPriority(LAST_RESORT)
                .willReturn(aResponse().withTransformers(FallbackTransformer.NAME)));
    }

    private static HttpResponse converted(Response response) {
        byte[] body = response.getBody() == null ? new byte[0] : response.getBody();
        HttpResponse converted = HttpResponse.of(response.getStatus(), "", body);
        for (HttpHeader header : response.getHeaders().all()) {
            // The listener writes the real length.
            if (!header.keyEquals("Content-Length") && !header.keyEquals("Transfer-Encoding") && header.isPresent()) {
                converted = converted.withHeader(header.key(), String.join(", ", header.values()));
            }
        }
        long delay = response.getInitialDelay()
                + (response.shouldAddChunkedDribbleDelay()
                        ? response.getChunkedDribbleDelay().getTotalDuration()
                        : 0);
        converted = converted.delayed(Duration.ofMillis(delay));
        if (response.getFault() == null) {
            return converted;
        }
        return switch (response.getFault().name()) {
            case "EMPTY_RESPONSE" -> converted.delivered(HttpResponse.Delivery.CLOSED);
            case "CONNECTION_RESET_BY_PEER" -> converted.delivered(HttpResponse.Delivery.RESET);
            case "MALFORMED_RESPONSE_CHUNK" ->
                raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nlskdu018973t09sylgasjkfg1", delay);
            default -> raw("lskdu018973t09sylgasjkfg1][]'./.sdlv", delay);
        };
    }

    private static HttpResponse raw(String bytes, long delay) {
        return HttpResponse.of(200, "", bytes.getBytes(StandardCharsets.ISO_8859_1))
                .delayed(Duration.ofMillis(delay))
                .delivered(HttpResponse.Delivery.RAW);
    }

    /** Responds if no stub of the user applies. */
    private static final class Fallback {
        private final RawRequest request;
        private final HttpHandler next;
        private @Nullable HttpResponse response;

        Fallback(RawRequest request, HttpHandler next) {
            this.request = request;
            this.next = next;
        }

        HttpResponse respond() {
            HttpResponse made = next.handle(request);
            response = made;
            return made;
        }
    }

    private static final class FallbackTransformer implements ResponseDefinitionTransformerV2 {
        static final String NAME = "openai-admin-fallback";

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Fallback fallback = CURRENT.get();
            if (fallback == null) {
                throw new IllegalStateException("A request reached WireMock past the server of the kit");
            }
            HttpResponse response = fallback.respond();
            // For WireMock's journal.
            ResponseDefinitionBuilder copy = new ResponseDefinitionBuilder()
                    .withStatus(response.status())
                    .withBody(response.body());
            response.headers().forEach(copy::withHeader);
            return copy.build();
        }
    }

    /** Stubs the fallback again when users reset WireMock. */
    private final class FallbackStub implements StubLifecycleListener {
        @Override
        public String getName() {
            return "openai-admin-fallback-stub";
        }

        @Override
        public void afterStubsReset() {
            stubFallback();
        }
    }

    /** Takes the handler of requests instead of listening for them. */
    private final class NoServerFactory implements HttpServerFactory {
        private final int port;

        NoServerFactory(int port) {
            this.port = port;
        }

        @Override
        public String getName() {
            return "openai-admin-no-server";
        }

        @Override
        public HttpServer buildHttpServer(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
            requests.set(stubs);
            return new NoServer(port);
        }
    }

    private static final class NoServer implements HttpServer {
        private final int port;
        private volatile boolean running;

        NoServer(int port) {
            this.port = port;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public int httpsPort() {
            return -1;
        }
    }
}
