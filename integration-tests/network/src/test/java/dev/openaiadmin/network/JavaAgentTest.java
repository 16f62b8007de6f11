package dev.openaiadmin.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.tests.JavaProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs OpenTelemetry's Java agent on a program that uses the default client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaAgentTest {
    private static final String CANARY = "canary-of-the-agent";
    private static final int ATTEMPTS = 3;

    /** One line of the agent's console exporter. */
    private static final Pattern CLIENT_SPAN =
            Pattern.compile("'.*' : ([0-9a-f]{32}) ([0-9a-f]{16}) CLIENT .*?url\\.full=([^,}]*)");

    private final List<FaultServer.Received> requests = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private JavaProcess program = new JavaProcess(-1, "", "");
    private int tunnels;

    /** A request as its span describes it, or as it arrived at the server. */
    private record Span(String path, String context) {
        String project() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    @BeforeAll
    void run_the_program(@TempDir Path folder) throws Exception {
        AtomicInteger refusals = new AtomicInteger(ATTEMPTS - 1);
        FaultServer.Reply reply = (request, connection) -> {
            switch (projectOf(request)) {
                case "proj_missing" -> Faults.status(404, "").to(request, connection);
                case "proj_busy" ->
                    (refusals.getAndDecrement() > 0 ? Faults.status(503, "") : Faults.good()).to(request, connection);
                case "proj_silent" -> connection.stall();
                case "proj_reset" -> connection.reset();
                default -> Faults.good().to(request, connection);
            }
        };
        Certificates certificates = new Certificates(folder);
        try (FaultServer server = FaultServer.start(reply);
                FaultServer secured = FaultServer.secured(certificates.good(), reply);
                TunnelProxy proxy = TunnelProxy.start()) {
            program = JavaProcess.run(
                    folder,
                    TracedProgram.class.getName(),
                    Map.of(
                            "JDK_JAVA_OPTIONS",
                            "-javaagent:" + System.getProperty("opentelemetry.javaagent") + " "
                                    + certificates.trustOptions(),
                            "OTEL_TRACES_EXPORTER",
                            "console",
                            "OTEL_METRICS_EXPORTER",
                            "none",
                            "OTEL_LOGS_EXPORTER",
                            "none",
                            "TRACED_KEY",
                            "sk-admin-" + CANARY),
                    Stream.of(
                                    call("proj_found", server.baseUrl(), 0, 1, 20_000),
                                    call("proj_missing", server.baseUrl(), 0, 1, 20_000),
                                    call("proj_busy", server.baseUrl(), 0, ATTEMPTS, 20_000),
                                    call("proj_refused", "http://127.0.0.1:1/v1", 0, 1, 20_000),
                                    call("proj_silent", server.baseUrl(), 0, 1, 500),
                                    call("proj_reset", server.baseUrl(), 0, 1, 20_000),
                                    call("proj_tunnelled", secured.baseUrl(), proxy.port(), 1, 20_000),
                                    call("proj_unproxied", "https://127.0.0.1:1/v1", 1, 1, 20_000))
                            .flatMap(List::stream)
                            .toArray(String[]::new));
            requests.addAll(server.requests());
            requests.addAll(secured.requests());
            tunnels = proxy.tunnelsOpened();
        }
        CLIENT_SPAN
                .matcher(program.out() + program.err())
                .results()
                .map(span -> new Span(URI.create(span.group(3)).getPath(), span.group(1) + "-" + span.group(2)))
                .forEach(spans::add);
    }

    @Test
    void calls_end_as_they_do_without_the_agent() {
        assertThat(program.out().lines().filter(line -> line.startsWith("proj_")))
                .containsExactly(
                        "proj_found proj_1",
                        "proj_missing NotFoundException",
                        "proj_busy proj_1",
                        "proj_refused ConnectionException",
                        "proj_silent TimeoutException",
                        "proj_reset ConnectionException",
                        "proj_tunnelled proj_1",
                        "proj_unproxied ConnectionException");
        assertThat(program.exitCode()).isZero();
        assertThat(tunnels).isEqualTo(1);
    }

    @Test
    void every_attempt_has_exactly_one_client_span() {
        assertThat(spans.stream().map(Span::project))
                .containsExactlyInAnyOrder(
                        "proj_found",
                        "proj_missing",
                        "proj_busy",
                        "proj_busy",
                        "proj_busy",
                        "proj_refused",
                        "proj_silent",
                        "proj_reset",
                        "proj_tunnelled",
                        "proj_unproxied");
    }

    @Test
    void every_request_carries_the_traceparent_of_its_span() {
        List<Span> arrived = requests.stream()
                .map(request -> new Span(request.target(), contextIn(request.header("traceparent"))))
                .toList();

        assertThat(arrived).hasSize(8);
        assertThat(spans).containsAll(arrived);
    }

    @Test
    void the_key_arrives_at_the_server_and_is_in_no_output() {
        assertThat(requests)
                .extracting(request -> request.header("Authorization").equals("Bearer sk-admin-" + CANARY))
                .containsOnly(true);
        assertThat((program.out() + program.err()).contains(CANARY)).isFalse();
    }

    /** The ids of the trace and of the span, between the version and the flags. */
    private static String contextIn(String traceparent) {
        return traceparent.replaceFirst("^00-([0-9a-f]{32}-[0-9a-f]{16})-[0-9a-f]{2}$", "$1");
    }

    private static List<String> call(String project, String baseUrl, int proxyPort, int attempts, int timeoutMillis) {
        return List.of(project, baseUrl, "" + proxyPort, "" + attempts, "" + timeoutMillis);
    }

    private static String projectOf(FaultServer.Received request) {
        return request.target().substring(request.target().lastIndexOf('/') + 1);
    }
}
