package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
    private static final String ERROR =
            "{\"error\": {\"message\": \"No.\", \"type\": null, \"param\": null, \"code\": null}}";

    @AutoClose
    private final CannedApi api = new CannedApi();

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 529})
    void retries_a_read_after_a_temporary_error(int status) {
        api.answers(status, ERROR).answers(200, CannedApi.PROJECT);

        assertThat(api.client().projects().retrieve("proj_1").id()).isEqualTo("proj_1");
        assertThat(api.requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 409, 422})
    void does_not_retry_after_a_lasting_error(int status) {
        api.answers(status, ERROR);

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1")).isInstanceOf(ApiException.class);
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void fails_after_three_attempts_and_says_so() {
        api.answers(503, ERROR, "x-request-id", "req_1")
                .answers(503, ERROR, "x-request-id", "req_2")
                .answers(503, ERROR, "x-request-id", "req_3");

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1"))
                .isInstanceOf(ServerException.class)
                .hasMessageMatching("The API failed on GET /organization/projects/proj_1"
                        + " \\(503, request req_3\\): \"No\\.\"; tried 3 times in .*");
    }

    @Test
    void resends_archive_and_modify_because_they_are_idempotent() {
        api.answers(503, ERROR).resets().answers(200, CannedApi.PROJECT);

        api.client().projects().archive("proj_1");
        assertThat(api.requests).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void does_not_resend_a_create_that_the_api_may_have_carried_out(int status) {
        api.answers(status, ERROR, "x-request-id", "req_1");

        assertThatThrownBy(() -> api.client().projects().create("payments-prod"))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageStartingWith("Outcome unknown on POST /organization/projects (request req_1)")
                .hasMessageContaining("was not sent again")
                .hasCauseInstanceOf(ServerException.class);
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void does_not_resend_a_create_after_a_reset() {
        api.resets();

        assertThatThrownBy(() -> api.client().projects().create("payments-prod"))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void does_not_resend_a_create_even_when_the_api_says_it_should() {
        api.answers(503, ERROR, "x-should-retry", "true");

        assertThatThrownBy(() -> api.client().projects().create("payments-prod"))
                .isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void resends_a_create_that_was_not_sent() {
        api.refusesConnections().answers(200, CannedApi.PROJECT);

        assertThat(api.client().projects().create("payments-prod").id()).isEqualTo("proj_1");
    }

    @Test
    void resends_a_create_that_was_rate_limited() {
        api.answers(429, ERROR).answers(200, CannedApi.PROJECT);

        assertThat(api.client().projects().create("payments-prod").id()).isEqualTo("proj_1");
    }

    @Test
    void does_not_retry_when_the_api_says_so() {
        api.answers(503, ERROR, "x-should-retry", "false");

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1")).isInstanceOf(ServerException.class);
        assertThat(api.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retry-after-ms | 1500                          | PT1.5S
            Retry-After    | 7                             | PT7S
            Retry-After    | 0.25                          | PT0.25S
            Retry-After    | Mon, 23 Nov 2026 12:00:09 GMT | PT9S
            """)
    void waits_as_long_as_the_header_asks(String name, String value, Duration wait) {
        api.answers(429, ERROR, name, value).answers(200, CannedApi.PROJECT);

        api.client().projects().retrieve("proj_1");
        assertThat(api.waits).containsExactly(wait);
    }

    @Test
    void does_not_wait_when_the_header_asks_for_no_wait() {
        api.answers(429, ERROR, "Retry-After", "0").answers(200, CannedApi.PROJECT);

        api.client().projects().retrieve("proj_1");
        assertThat(api.waits).isEmpty();
    }

    @Test
    void measures_a_date_against_the_clock_of_the_server() {
        api.answers(429, ERROR, "Retry-After", "Mon, 23 Nov 2026 13:00:09 GMT", "Date", "Mon, 23 Nov 2026 13:00:04 GMT")
                .answers(200, CannedApi.PROJECT);

        api.client().projects().retrieve("proj_1");
        assertThat(api.waits).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void waits_as_long_as_the_message_asks_when_no_header_does() {
        api.answers(429, "{\"error\": {\"message\": \"Please try again after 6.937 seconds.\"}}")
                .answers(200, CannedApi.PROJECT);

        api.client().projects().retrieve("proj_1");
        assertThat(api.waits).containsExactly(Duration.ofMillis(6937));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "soon", "Mon, 23 Nov 2026 11:00:00 GMT", "9999999999999999999999999999"})
    void waits_for_its_own_time_when_the_header_is_invalid(String value) {
        api.answers(429, ERROR, "Retry-After", value).answers(200, CannedApi.PROJECT);

        api.client().projects().retrieve("proj_1");
        assertThat(api.waits)
                .singleElement()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ZERO, Duration.ofMillis(500)));
    }

    @Test
    void fails_at_once_when_the_wait_is_longer_than_a_minute_and_names_it() {
        api.answers(429, ERROR, "Retry-After", "61");

        RateLimitException failure = catchThrowableOfType(
                RateLimitException.class, () -> api.client().projects().retrieve("proj_1"));
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(61));
        assertThat(failure).hasMessageEndingWith("; retry after 61 s");
        assertThat(api.waits).isEmpty();
    }

    @Test
    void fails_at_once_when_the_wait_would_end_after_the_deadline() {
        api.answers(429, ERROR, "Retry-After", "7");

        assertThatThrownBy(() -> api.client()
                        .with(options -> options.timeout(Duration.ofSeconds(5)))
                        .projects()
                        .retrieve("proj_1"))
                .isInstanceOf(RateLimitException.class);
        assertThat(api.waits).isEmpty();
    }

    @Test
    void counts_the_time_of_earlier_attempts_against_the_deadline() {
        api.answers(429, ERROR, "Retry-After", "7").takes(Duration.ofSeconds(58));

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1")).isInstanceOf(RateLimitException.class);
        assertThat(api.waits).isEmpty();
    }

    @Test
    void tries_once_when_retries_are_off() {
        api.answers(503, ERROR);

        assertThatThrownBy(() -> api.client()
                        .with(options -> options.maxAttempts(1))
                        .projects()
                        .retrieve("proj_1"))
                .isInstanceOf(ServerException.class);
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void retries_no_call_when_the_budget_of_the_client_is_spent() {
        OpenAiAdmin admin = api.client();
        for (int call = 0; call < 60; call++) {
            for (int attempt = 0; attempt < 3; attempt++) {
                api.answers(503, ERROR);
            }
            assertThatThrownBy(() -> admin.projects().retrieve("proj_1")).isInstanceOf(ServerException.class);
        }

        // 500 tokens pay for 100 retries; the last ten calls were tried once each.
        assertThat(api.requests).hasSize(60 + 100);
    }

    @Test
    void asks_for_the_key_on_every_attempt_and_sends_only_one() {
        Deque<String> keys = new ArrayDeque<>(List.of("sk-admin-old", "sk-admin-new"));
        api.answers(503, ERROR).answers(200, CannedApi.PROJECT);
        OpenAiAdmin admin = api.clientOf(OpenAiAdmin.builder().adminKeys(() -> AdminKey.of(keys.remove())));

        admin.projects().retrieve("proj_1");
        assertThat(api.requests)
                .extracting(request -> request.headers().get("Authorization"))
                .containsExactly(List.of("Bearer sk-admin-old"), List.of("Bearer sk-admin-new"));
    }

    @Test
    void retries_after_a_401_when_the_source_has_another_key() {
        api.answers(401, ERROR).answers(200, CannedApi.PROJECT);
        AdminKeySource rotating = new AdminKeySource() {
            private String key = "sk-admin-old";

            @Override
            public AdminKey currentKey() {
                return AdminKey.of(key);
            }

            @Override
            public void refused(AdminKey refused) {
                assertThat(refused).isEqualTo(AdminKey.of("sk-admin-old"));
                key = "sk-admin-new";
            }
        };

        assertThat(api.clientOf(OpenAiAdmin.builder().adminKeys(rotating))
                        .projects()
                        .create("payments-prod")
                        .id())
                .isEqualTo("proj_1");
        assertThat(api.waits).containsExactly(Duration.ZERO);
    }
}
