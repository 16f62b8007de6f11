package dev.openaiadmin.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs OpenTelemetry's Java agent on a program whose calls are observed. */
class JavaAgentTest {
    private static final int PATIENCE_SECONDS = 240;

    /** Two at the server, and one that gets no further than the proxy. */
    private static final int ATTEMPTS = 3;

    /** One line of the agent's console exporter. */
    private static final Pattern CLIENT_SPAN =
            Pattern.compile("'(.*)' : ([0-9a-f]{32}) ([0-9a-f]{16}) CLIENT \\[tracer: ([^:\\]]*)");

    @TempDir
    private Path folder;

    private record Span(String name, String context, String tracer) {}

    @Test
    void each_attempt_has_one_span_when_micrometer_and_the_agent_record_spans() throws Exception {
        try (RecordingServer server = new RecordingServer(503)) {
            List<Span> spans = run(server, "spans");

            assertThat(spans).hasSize(ATTEMPTS).allSatisfy(span -> {
                assertThat(span.name()).isEqualTo("GET /organization/projects/{projectId}");
                assertThat(span.tracer()).isEqualTo("observations");
            });
            assertThat(contextsOf(server)).containsExactlyElementsOf(contextsOf(spans.subList(0, 2)));
        }
    }

    @Test
    void each_attempt_has_one_span_when_the_agent_alone_records_spans() throws Exception {
        try (RecordingServer server = new RecordingServer(503)) {
            List<Span> spans = run(server, "meters");

            assertThat(spans)
                    .hasSize(ATTEMPTS)
                    .allSatisfy(span -> assertThat(span.tracer()).startsWith("io.opentelemetry.apache-httpclient"));
            assertThat(contextsOf(server)).containsExactlyElementsOf(contextsOf(spans.subList(0, 2)));
        }
    }

    /** Returns the client spans of a program in the order in which they ended. */
    private List<Span> run(RecordingServer server, String mode) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-javaagent:" + System.getProperty("opentelemetry.javaagent"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TracedProgram.class.getName(),
                        server.baseUrl(),
                        mode)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS"));
        builder.environment().put("OTEL_TRACES_EXPORTER", "console");
        builder.environment().put("OTEL_METRICS_EXPORTER", "none");
        builder.environment().put("OTEL_LOGS_EXPORTER", "none");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(printed).contains("proj_1, timed attempts: 2", "proxied: CONNECT");
        assertThat(printed.contains("canary")).isFalse();
        return CLIENT_SPAN
                .matcher(printed)
                .results()
                .map(span -> new Span(span.group(1), span.group(2) + "-" + span.group(3), span.group(4)))
                .toList();
    }

    private static List<String> contextsOf(List<Span> spans) {
        return spans.stream().map(Span::context).toList();
    }

    /** Returns the ids of the trace and of the span, which stand between the version and the flags. */
    private static List<String> contextsOf(RecordingServer server) {
        return server.contexts().stream()
                .map(context -> context.replaceFirst("^00-([0-9a-f]{32}-[0-9a-f]{16})-[0-9a-f]{2}$", "$1"))
                .toList();
    }
}
