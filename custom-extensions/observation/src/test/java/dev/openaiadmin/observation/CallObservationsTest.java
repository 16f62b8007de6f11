package dev.openaiadmin.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.client.ConnectionException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.OutcomeUnknownException;
import dev.openaiadmin.client.RateLimitException;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@WithOrganization
class CallObservationsTest {
    private static final Set<String> CALL_KEYS = Set.of(
            "error",
            "error.type",
            "http.request.method",
            "openai.admin.operation",
            "server.address",
            "server.port",
            "url.template");

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    @AutoClose
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();

    private void recordMetersAndSpans() {
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        Tracing.add(registry, telemetry);
    }

    private OpenAiAdmin.Builder builder(InMemoryOrganization organization) {
        recordMetersAndSpans();
        return OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .options(options -> options.addListener(CallObservations.of(registry)));
    }

    @Test
    void times_calls_and_attempts_with_keys_of_low_cardinality(InMemoryOrganization organization) {
        try (OpenAiAdmin admin = builder(organization).build()) {
            String id = admin.projects().create("payments-prod").id();
            admin.projects().retrieve(id);

            Timer call = meters.get("openai.admin.calls")
                    .tags("openai.admin.operation", "retrieveProject", "error.type", "none")
                    .timer();
            assertThat(call.count()).isEqualTo(1);
            assertThat(keysOf(call)).isEqualTo(CALL_KEYS);
            Timer attempt = meters.get("openai.admin.requests")
                    .tags("openai.admin.operation", "retrieveProject")
                    .tags("http.response.status_code", "200", "outcome", "SUCCESS", "openai.admin.attempt", "1")
                    .tags("server.address", URI.create(organization.baseUrl()).getHost())
                    .tags("server.port", "" + URI.create(organization.baseUrl()).getPort())
                    .tags("http.request.method", "GET", "url.template", "/organization/projects/{projectId}")
                    .timer();
            assertThat(attempt.count()).isEqualTo(1);
            assertThat(keysOf(attempt))
                    .containsAll(CALL_KEYS)
                    .contains("http.response.status_code", "outcome", "openai.admin.attempt")
                    .hasSize(CALL_KEYS.size() + 3);
            assertThat(meters.getMeters().toString()).doesNotContain(id);
        }
    }

    @Test
    void records_a_span_for_the_call_and_one_below_it_for_each_attempt(InMemoryOrganization organization) {
        organization.failNext(Fault.named("unavailable").on("listProjects"));
        try (OpenAiAdmin admin = builder(organization).build()) {
            assertThat(admin.projects().list().stream().count()).isEqualTo(1);
        }

        SpanData call = span("list-projects").get(0);
        assertThat(call.getKind()).isEqualTo(SpanKind.INTERNAL);
        assertThat(attribute(call, "openai.admin.attempts")).isEqualTo("2");
        assertThat(call.getEvents())
                .extracting(event -> event.getName())
                .anyMatch(name -> name.startsWith("attempt 2 after"));
        List<SpanData> attempts = span("GET /organization/projects");
        assertThat(attempts).hasSize(2).allSatisfy(attempt -> {
            assertThat(attempt.getKind()).isEqualTo(SpanKind.CLIENT);
            assertThat(attempt.getParentSpanId()).isEqualTo(call.getSpanId());
            assertThat(attribute(attempt, "url.template")).isEqualTo("/organization/projects");
            assertThat(attribute(attempt, "openai.admin.request.id")).startsWith("req_");
        });
        assertThat(attempts)
                .extracting(attempt -> attribute(attempt, "http.request.resend_count"))
                .containsExactly("0", "1");
        assertThat(attempts)
                .extracting(attempt -> attribute(attempt, "error.type"))
                .containsExactly("503", "none");
        assertThat(attempts)
                .extracting(attempt -> attempt.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
        assertThat(call.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
    }

    @Test
    void sends_the_context_of_each_attempt_to_the_api() {
        recordMetersAndSpans();
        try (RecordingServer server = new RecordingServer(503);
                OpenAiAdmin admin = clientOf(server)) {
            admin.projects().retrieve("proj_1");

            assertThat(server.contexts())
                    .containsExactlyElementsOf(span("GET /organization/projects/{projectId}").stream()
                            .map(attempt -> "00-" + attempt.getTraceId() + "-" + attempt.getSpanId() + "-01")
                            .toList())
                    .hasSize(2);
        }
    }

    private OpenAiAdmin clientOf(RecordingServer server) {
        return OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .baseUrl(server.baseUrl())
                .options(options -> options.addListener(CallObservations.of(registry)))
                .build();
    }

    @Test
    void is_a_child_of_the_current_observation_and_leaves_it_current(InMemoryOrganization organization) {
        try (OpenAiAdmin admin = builder(organization).build()) {
            Observation outer = Observation.start("report", registry);
            try (Observation.Scope scope = outer.openScope()) {
                list(admin);
                assertThat(registry.getCurrentObservation()).isSameAs(outer);
                assertThat(scope.getCurrentObservation()).isSameAs(outer);
            }
            outer.stop();
        }

        assertThat(span("list-projects").get(0).getParentSpanId())
                .isEqualTo(span("report").get(0).getSpanId());
        assertThat(registry.getCurrentObservation()).isNull();
    }

    @Test
    void names_the_error_when_no_response_arrives() {
        recordMetersAndSpans();
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .baseUrl("http://127.0.0.1:1/v1")
                .options(options -> options.maxAttempts(1).addListener(CallObservations.of(registry)))
                .build()) {
            assertThatThrownBy(() -> admin.projects().retrieve("proj_1")).isInstanceOf(ConnectionException.class);
        }

        assertThat(meters.get("openai.admin.requests")
                        .tags("error.type", "connect", "http.response.status_code", "none", "outcome", "UNKNOWN")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("openai.admin.calls")
                        .tag("error.type", "connect")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(spans.getFinishedSpanItems())
                .hasSize(2)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsOnly(StatusCode.ERROR);
    }

    @Test
    void counts_retries_rate_limits_unknown_outcomes_and_permits(InMemoryOrganization organization) {
        try (OpenAiAdmin admin = builder(organization).build()) {
            organization.failNext(Fault.named("unavailable").on("listProjects"));
            list(admin);
            organization.failNext(Fault.status(429)
                    .retryAfter(Fault.RetryAfter.MILLISECONDS, Duration.ofMillis(1))
                    .on("listProjects"));
            list(admin);
            organization.failNext(Fault.named("unavailable").on("createProject"));
            assertThatThrownBy(() -> admin.projects().create("payments-prod"))
                    .isInstanceOf(OutcomeUnknownException.class);
        }

        assertThat(count("openai.admin.calls.retry", "listProjects")).isEqualTo(2);
        assertThat(count("openai.admin.calls.rate.limited", "listProjects")).isEqualTo(1);
        assertThat(count("openai.admin.calls.permit.granted", "listProjects")).isEqualTo(1);
        assertThat(count("openai.admin.calls.outcome.unknown", "createProject")).isEqualTo(1);
    }

    @Test
    void counts_permits_that_are_refused(InMemoryOrganization organization) {
        Fault refusal = Fault.status(429).retryAfter(Fault.RetryAfter.SECONDS, Duration.ofSeconds(50));
        organization.failNext(refusal.on("listProjects"));
        try (OpenAiAdmin admin = builder(organization)
                .options(options -> options.timeout(Duration.ofSeconds(40)))
                .build()) {
            assertThatThrownBy(() -> list(admin)).isInstanceOf(RateLimitException.class);
            assertThatThrownBy(() -> list(admin)).isInstanceOf(RateLimitException.class);
        }

        assertThat(count("openai.admin.calls.permit.refused", "listProjects")).isEqualTo(1);
        assertThat(meters.get("openai.admin.calls")
                        .tag("error.type", "permit_refused")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void follows_a_convention_of_the_application(InMemoryOrganization organization) {
        registry.observationConfig().observationConvention(new OwnConvention());
        try (OpenAiAdmin admin = builder(organization).build()) {
            list(admin);
        }

        assertThat(keysOf(meters.get("api.requests").timer())).containsExactlyInAnyOrder("error", "uri");
    }

    @Test
    void leaves_attempts_to_an_agent_if_a_predicate_refuses_them() {
        registry.observationConfig().observationPredicate((name, context) -> !name.equals(CallObservations.ATTEMPTS));
        recordMetersAndSpans();
        try (RecordingServer server = new RecordingServer();
                OpenAiAdmin admin = clientOf(server)) {
            admin.projects().retrieve("proj_1");

            assertThat(server.contexts()).containsExactly("null");
            assertThat(span("retrieve-project")).hasSize(1);
            assertThat(spans.getFinishedSpanItems()).hasSize(1);
            assertThat(meters.find(CallObservations.ATTEMPTS).timers()).isEmpty();
        }
    }

    @Test
    void sends_no_context_without_a_handler_that_records_spans() {
        try (RecordingServer server = new RecordingServer();
                OpenAiAdmin admin = clientOf(server)) {
            admin.projects().retrieve("proj_1");
            registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
            admin.projects().retrieve("proj_1");

            assertThat(server.contexts()).containsExactly("null", "null");
        }
    }

    @Test
    void binds_gauges_of_the_connection_pool(InMemoryOrganization organization) {
        try (OpenAiAdmin admin = builder(organization).maxConnections(7).build()) {
            ConnectionPoolMetrics.of(admin).bindTo(meters);
            list(admin);

            assertThat(gauge("max")).isEqualTo(7);
            assertThat(gauge("pending")).isZero();
            assertThat(gauge("connections", "state", "leased")).isZero();
            assertThat(gauge("connections", "state", "available")).isEqualTo(1);
        }
    }

    @Test
    void the_class_path_has_the_version_of_micrometer_that_is_meant() throws Exception {
        for (Class<?> type : List.of(KeyValues.class, Observation.class, Meter.class)) {
            Path jar = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            assertThat(type.getPackage().getImplementationVersion())
                    .as(jar.toString())
                    .isEqualTo(System.getProperty("expected.micrometer"));
        }
    }

    private static void list(OpenAiAdmin admin) {
        assertThat(admin.projects().list().stream()).isNotEmpty();
    }

    private double gauge(String name, String... tags) {
        return meters.get("httpcomponents.httpclient.pool.total." + name)
                .tags(tags)
                .gauge()
                .value();
    }

    private double count(String counter, String operation) {
        return meters.get(counter)
                .tag("openai.admin.operation", operation)
                .counter()
                .count();
    }

    /** Returns the spans of a name in the order in which they ended. */
    private List<SpanData> span(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private static String attribute(SpanData span, String key) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
    }

    private static Set<String> keysOf(Timer timer) {
        return timer.getId().getTags().stream().map(tag -> tag.getKey()).collect(Collectors.toSet());
    }

    private static final class OwnConvention extends AttemptConvention
            implements GlobalObservationConvention<AttemptContext> {
        @Override
        public String getName() {
            return "api.requests";
        }

        @Override
        public KeyValues getLowCardinalityKeyValues(AttemptContext context) {
            return KeyValues.of("uri", context.call().pathTemplate());
        }
    }
}
