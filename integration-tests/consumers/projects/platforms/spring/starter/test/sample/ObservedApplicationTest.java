package sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** What an application with Spring Boot's actuator and tracing records by itself. */
@WithOrganization
class ObservedApplicationTest {
    @Test
    void metrics_and_spans_of_calls_and_attempts_are_recorded(
            InMemoryOrganization organization, @TempDir Path folder) throws Exception {
        organization.failNext(Fault.named("unavailable").on("listProjects"));
        Path key = Files.writeString(folder.resolve("key"), organization.adminKey());
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(
                        Application.class, Spans.class)
                .properties(Map.of("spring.main.banner-mode", "off"))
                .run("--openai.admin.key-file=" + key, "--openai.admin.base-url=" + organization.baseUrl())) {
            application.getBean(Application.Reports.class).projectNames();

            MeterRegistry meters = application.getBean(MeterRegistry.class);
            assertEquals(1, meters.get("openai.admin.calls").timer().count());
            assertEquals(1, attempts(meters, "503"));
            assertEquals(1, attempts(meters, "200"));
            assertEquals(1, meters.get("openai.admin.calls.retry").counter().count());
            assertEquals(
                    256,
                    meters.get("httpcomponents.httpclient.pool.total.max").gauge().value());
            List<SpanData> spans = application.getBean(InMemorySpanExporter.class).getFinishedSpanItems();
            assertEquals(
                    List.of("GET /organization/projects", "GET /organization/projects"),
                    spans.stream().limit(2).map(SpanData::getName).toList());
            // Micrometer Tracing writes names of spans with hyphens before 1.6, and as they are since.
            assertEquals("listprojects", spans.get(2).getName().replace("-", "").toLowerCase(Locale.ROOT));
            assertEquals(3, spans.size());
            assertEquals(
                    List.of("503", "none"),
                    spans.stream()
                            .limit(2)
                            .map(span -> span.getAttributes().get(AttributeKey.stringKey("error.type")))
                            .toList());
            String call = spans.get(2).getSpanId();
            assertEquals(
                    List.of(call, call),
                    spans.stream().limit(2).map(SpanData::getParentSpanId).toList());
        }
    }

    private static long attempts(MeterRegistry meters, String status) {
        return meters.get("openai.admin.requests")
                .tag("http.response.status_code", status)
                .timer()
                .count();
    }

    /** Has no annotation, so that the application does not find it by itself. */
    static class Spans {
        @Bean
        InMemorySpanExporter spans() {
            return InMemorySpanExporter.create();
        }

        @Bean
        SpanProcessor spanProcessor(InMemorySpanExporter spans) {
            return SimpleSpanProcessor.create(spans);
        }
    }
}
