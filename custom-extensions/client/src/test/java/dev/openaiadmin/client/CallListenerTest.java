package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.model.Project;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CallListenerTest {
    private static final String ERROR =
            "{\"error\": {\"message\": \"No.\", \"type\": null, \"param\": null, \"code\": null}}";

    @AutoClose
    private final CannedApi api = new CannedApi();

    private final List<String> events = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    /** Records events without what differs from run to run. */
    private final class Recorder implements CallListener {
        @Override
        public void permitAwaited(Duration waited, boolean granted) {
            events.add("permit " + granted + " after " + waited);
        }

        @Override
        public void attemptStarted(AttemptStart attempt) {
            events.add("attempt " + attempt.attempt());
        }

        @Override
        public void attemptEnded(AttemptEnd attempt) {
            events.add("ended " + attempt.attempt() + " " + attempt.status() + " " + attempt.requestId() + " "
                    + attempt.errorType() + (attempt.cause() == null ? "" : " with cause"));
        }

        @Override
        public void retryScheduled(int nextAttempt, Duration wait) {
            events.add("retry " + nextAttempt + (wait.isZero() ? " at once" : ""));
        }

        @Override
        public void callEnded(CallEnd end) {
            events.add("call " + end.attempts() + " " + end.status() + " " + end.requestId() + " " + end.errorType());
            failures.add(end.failure());
        }
    }

    private CallListener record(CallInfo call) {
        events.add(call.operation() + " " + call.method() + " " + call.pathTemplate());
        return new Recorder();
    }

    private AdminApi listened() {
        return api.client().with(options -> options.addListener(this::record));
    }

    @Test
    void reports_the_start_the_attempt_and_the_end_of_a_call() {
        api.answers(200, CannedApi.PROJECT, "x-request-id", "req_1");

        listened().projects().retrieve("proj_1");
        assertThat(events)
                .containsExactly(
                        "retrieveProject GET /organization/projects/{projectId}",
                        "attempt 1",
                        "ended 1 200 req_1 null",
                        "call 1 200 req_1 null");
        assertThat(failures).containsOnlyNulls();
    }

    @Test
    void reports_each_attempt_and_each_retry() {
        api.answers(503, ERROR, "x-request-id", "req_1").resets().answers(200, CannedApi.PROJECT);

        listened().projects().retrieve("proj_1");
        assertThat(events)
                .containsExactly(
                        "retrieveProject GET /organization/projects/{projectId}",
                        "attempt 1",
                        "ended 1 503 req_1 503",
                        "retry 2",
                        "attempt 2",
                        "ended 2 null null broken with cause",
                        "retry 3",
                        "attempt 3",
                        "ended 3 200 null null",
                        "call 3 200 null null");
    }

    @Test
    void reports_a_refused_connection_and_the_exception_that_the_caller_receives() {
        try (OpenAiAdmin unreachable = OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .baseUrl("http://127.0.0.1:1/v1")
                .options(options -> options.addListener(this::record).maxAttempts(1))
                .build()) {
            assertThatThrownBy(() -> unreachable.projects().retrieve("proj_1"))
                    .isInstanceOf(ConnectionException.class)
                    .satisfies(e -> assertThat(failures).containsExactly(e));
        }
        assertThat(events).endsWith("attempt 1", "ended 1 null null connect with cause", "call 1 null null connect");
    }

    @Test
    void reports_calls_that_are_refused_before_anything_is_sent() {
        assertThatThrownBy(() -> listened().projects().retrieve(" ")).isInstanceOf(InvalidValueException.class);
        AdminApi readOnly = api.client().with(options -> options.readOnly(true).addListener(this::record));
        assertThatThrownBy(() -> readOnly.projects().archive("proj_1")).isInstanceOf(ReadOnlyException.class);

        assertThat(events)
                .containsExactly(
                        "retrieveProject GET /organization/projects/{projectId}",
                        "call 0 null null invalid_value",
                        "archiveProject POST /organization/projects/{projectId}/archive",
                        "call 0 null null read_only");
    }

    @Test
    void reports_an_unknown_outcome_and_an_unreadable_response() {
        api.answers(503, ERROR).answers(200, "not JSON");

        assertThatThrownBy(() -> listened().projects().create("payments-prod"))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(() -> listened().projects().retrieve("proj_1"))
                .isInstanceOf(UnreadableResponseException.class);
        assertThat(events)
                .contains(
                        "call 1 503 null outcome_unknown",
                        "ended 1 200 null null",
                        "call 1 200 null unreadable_response");
    }

    @Test
    void reports_waits_for_a_permit_and_retries_that_wait_for_one() {
        api.answers(429, ERROR, "Retry-After", "7").answers(200, CannedApi.PROJECT);

        listened().projects().retrieve("proj_1");
        assertThat(events)
                .containsSubsequence("ended 1 429 null 429", "retry 2 at once", "permit true after PT7S", "attempt 2");
    }

    @Test
    void reports_a_permit_that_is_refused() {
        AdminApi quick =
                api.client().with(options -> options.addListener(this::record).timeout(Duration.ofSeconds(30)));
        api.answers(429, ERROR, "Retry-After", "50");

        assertThatThrownBy(() -> quick.projects().retrieve("proj_1")).isInstanceOf(RateLimitException.class);
        assertThatThrownBy(() -> quick.projects().retrieve("proj_1")).isInstanceOf(RateLimitException.class);
        assertThat(events).endsWith("permit false after PT0S", "call 0 null null permit_refused");
    }

    @Test
    void sends_the_headers_that_a_listener_sets_for_this_attempt_only() {
        api.answers(503, ERROR).answers(200, CannedApi.PROJECT);

        api.client()
                .with(options -> options.header("traceparent", "of-the-options")
                        .addListener(call -> new CallListener() {
                            @Override
                            public void attemptStarted(AttemptStart attempt) {
                                attempt.header("traceparent", "of-attempt-" + attempt.attempt());
                                attempt.traced();
                            }
                        }))
                .projects()
                .retrieve("proj_1");
        assertThat(api.requests)
                .extracting(request -> header(request, "traceparent"))
                .containsExactly("of-attempt-1", "of-attempt-2");
    }

    @Test
    void a_listener_that_throws_does_not_change_the_call() {
        api.answers(503, ERROR).answers(200, CannedApi.PROJECT);

        Project project = api.client()
                .with(options -> options.addListener(call -> {
                            throw new IllegalStateException("start");
                        })
                        .addListener(call -> new CallListener() {
                            @Override
                            public void attemptStarted(AttemptStart attempt) {
                                attempt.header("Authorization", "none");
                            }

                            @Override
                            public void attemptEnded(AttemptEnd attempt) {
                                throw new IllegalStateException("attempt");
                            }

                            @Override
                            public void callEnded(CallEnd end) {
                                throw new IllegalStateException("end");
                            }
                        })
                        .addListener(this::record))
                .projects()
                .retrieve("proj_1");
        assertThat(project.id()).isEqualTo("proj_1");
        assertThat(header(api.requests.get(1), "Authorization")).isEqualTo("Bearer sk-admin-canary");
        assertThat(events).endsWith("ended 2 200 null null", "call 2 200 null null");
    }

    @Test
    void ends_the_attempt_when_a_listener_of_responses_ends_the_call() {
        api.answers(200, CannedApi.PROJECT);

        AdminApi refusing = api.client()
                .with(options -> options.addListener(this::record).onResponse(response -> {
                    throw new IllegalStateException("refused");
                }));
        assertThatThrownBy(() -> refusing.projects().retrieve("proj_1")).isInstanceOf(IllegalStateException.class);
        assertThat(events).endsWith("ended 1 200 null null", "call 1 200 null java.lang.IllegalStateException");
    }

    @Test
    void reports_calls_that_go_through_the_engine_of_feign() {
        api.answers(503, ERROR).answers(200, CannedApi.PROJECT, "x-request-id", "req_2");
        OpenAiAdmin admin = api.clientOf(OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .feign(builder -> {})
                .options(options -> options.addListener(this::recordAndMark)));

        admin.projects().retrieve("proj_1");
        assertThat(events)
                .containsExactly(
                        "retrieveProject GET /organization/projects/{projectId}",
                        "attempt 1",
                        "ended 1 503 null 503",
                        "retry 2",
                        "attempt 2",
                        "ended 2 200 req_2 null",
                        "call 2 200 req_2 null");
        assertThat(api.requests)
                .extracting(request -> header(request, "traceparent"))
                .containsOnly("marked");
    }

    @Test
    void reports_calls_that_a_client_of_feign_sends_with_and_without_the_engine() {
        List<Map<String, ?>> headers = new ArrayList<>();
        for (boolean engine : new boolean[] {false, true}) {
            events.clear();
            int[] calls = {0};
            OpenAiAdmin.Builder builder = OpenAiAdmin.builder()
                    .adminKey("sk-admin-canary")
                    .feignClient((request, options) -> {
                        headers.add(request.headers());
                        if (calls[0]++ == 0) {
                            throw new ConnectException("refused");
                        }
                        return response(request);
                    })
                    .options(options -> options.addListener(this::recordAndMark));
            OpenAiAdmin admin = api.clientOf(engine ? builder.feign(feign -> {}) : builder);

            assertThat(admin.projects().retrieve("proj_1").id()).isEqualTo("proj_1");
            assertThat(events)
                    .containsExactly(
                            "retrieveProject GET /organization/projects/{projectId}",
                            "attempt 1",
                            "ended 1 null null connect with cause",
                            "retry 2",
                            "attempt 2",
                            "ended 2 200 req_f null",
                            "call 2 200 req_f null");
        }
        assertThat(headers).hasSize(4).allSatisfy(each -> assertThat(each).containsKey("traceparent"));
    }

    @Test
    void ends_the_attempt_when_a_client_of_feign_throws_something_unexpected() {
        OpenAiAdmin admin = api.clientOf(OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .feignClient((request, options) -> {
                    throw new IllegalStateException("broken client");
                })
                .options(options -> options.addListener(this::record)));

        assertThatThrownBy(() -> admin.projects().retrieve("proj_1")).isInstanceOf(IllegalStateException.class);
        assertThat(events)
                .endsWith(
                        "attempt 1",
                        "ended 1 null null java.lang.IllegalStateException with cause",
                        "call 1 null null java.lang.IllegalStateException");
    }

    private static String header(ReceivedRequest request, String name) {
        return request.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .collect(Collectors.joining(", "));
    }

    private CallListener recordAndMark(CallInfo call) {
        CallListener recorder = record(call);
        return new CallListener() {
            @Override
            public void attemptStarted(AttemptStart attempt) {
                attempt.header("traceparent", "marked");
                recorder.attemptStarted(attempt);
            }

            @Override
            public void attemptEnded(AttemptEnd attempt) {
                recorder.attemptEnded(attempt);
            }

            @Override
            public void retryScheduled(int nextAttempt, Duration wait) {
                recorder.retryScheduled(nextAttempt, wait);
            }

            @Override
            public void callEnded(CallEnd end) {
                recorder.callEnded(end);
            }
        };
    }

    private static Response response(Request request) throws IOException {
        return Response.builder()
                .request(request)
                .status(200)
                .headers(Map.of("x-request-id", List.of("req_f"), "content-type", List.of("application/json")))
                .body(CannedApi.PROJECT, StandardCharsets.UTF_8)
                .build();
    }

    @Test
    void returns_the_state_of_the_connection_pool() {
        api.answers(200, CannedApi.PROJECT);
        OpenAiAdmin admin =
                api.clientOf(OpenAiAdmin.builder().adminKey("sk-admin-canary").maxConnections(3));

        assertThat(admin.connectionPoolStats()).contains(new ConnectionPoolStats(0, 0, 0, 3));
        admin.projects().retrieve("proj_1");
        assertThat(admin.connectionPoolStats()).contains(new ConnectionPoolStats(0, 1, 0, 3));
    }
}
