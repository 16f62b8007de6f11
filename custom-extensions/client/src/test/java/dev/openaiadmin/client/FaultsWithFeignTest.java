package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.api.AdminApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The loop of attempts is in {@code CallPipeline} and in {@code FeignCallHandler}. The same faults are played with both. */
class FaultsWithFeignTest {
    private static final String ERROR =
            "{\"error\": {\"message\": \"No.\", \"type\": null, \"param\": null, \"code\": null}}";

    /** An operation of each retry rule, and a deletion. */
    private enum Call {
        READ,
        CREATE,
        ARCHIVE,
        DELETE;

        void make(AdminApi api) {
            switch (this) {
                case READ -> api.projects().retrieve("proj_1");
                case CREATE -> api.projects().create("payments-prod");
                case ARCHIVE -> api.projects().archive("proj_1");
                case DELETE -> api.users().delete("user_1");
            }
        }
    }

    static Stream<Arguments> faults() {
        List<Arguments> rows = new ArrayList<>();
        row(rows, "success", api -> api.answers(200, CannedApi.PROJECT));
        row(rows, "one server error", api -> api.answers(503, ERROR).answers(200, CannedApi.PROJECT));
        row(
                rows,
                "only server errors",
                api -> api.answers(503, ERROR).answers(500, ERROR).answers(502, ERROR));
        row(
                rows,
                "a rate limit",
                api -> api.answers(429, ERROR, "retry-after", "2").answers(200, CannedApi.PROJECT));
        row(rows, "a rate limit that is too long", api -> api.answers(429, ERROR, "retry-after", "3600"));
        row(
                rows,
                "a retry that the API asks for",
                api -> api.answers(400, ERROR, "x-should-retry", "true").answers(200, CannedApi.PROJECT));
        row(rows, "a retry that the API forbids", api -> api.answers(503, ERROR, "x-should-retry", "false"));
        row(rows, "a refused key", api -> api.answers(401, ERROR));
        row(rows, "a missing object", api -> api.answers(404, ERROR));
        row(rows, "an object that is missing after a reset", api -> api.resets().answers(404, ERROR));
        row(rows, "a reset", api -> api.resets().answers(200, CannedApi.PROJECT));
        row(rows, "a refused connection", api -> api.refusesConnections().answers(200, CannedApi.PROJECT));
        row(rows, "an unreadable body", api -> api.answers(200, "{\"id\": ").answers(200, CannedApi.PROJECT));
        row(
                rows,
                "a deadline that passes",
                api -> api.answers(503, ERROR).takes(Duration.ofHours(1)).answers(200, CannedApi.PROJECT));
        return rows.stream();
    }

    private static void row(List<Arguments> rows, String fault, Consumer<CannedApi> answers) {
        for (Call call : Call.values()) {
            rows.add(Arguments.of(call, fault, answers));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void end_alike_with_the_engine_of_feign(Call call, String fault, Consumer<CannedApi> answers) {
        List<String> direct = eventsOf(call, answers, builder -> builder);
        List<String> withFeign =
                eventsOf(call, answers, builder -> builder.feign(feign -> feign.requestInterceptor(request -> {})));

        assertThat(withFeign).isEqualTo(direct);
    }

    /** Returns the requests, the number of waits and the outcome of a call. */
    private static List<String> eventsOf(
            Call call, Consumer<CannedApi> answers, UnaryOperator<OpenAiAdmin.Builder> settings) {
        List<String> events = new ArrayList<>();
        try (CannedApi api = new CannedApi()) {
            answers.accept(api);
            String outcome = "success";
            try {
                call.make(api.clientOf(settings.apply(OpenAiAdmin.builder().adminKey("sk-admin-canary"))));
            } catch (RuntimeException e) {
                outcome = e.getClass().getSimpleName();
            }
            api.requests.forEach(request -> events.add(request.method() + " " + request.path()));
            events.add(api.waits.size() + " waits");
            events.add(outcome);
        }
        return events;
    }
}
