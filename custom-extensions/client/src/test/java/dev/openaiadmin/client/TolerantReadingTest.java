package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openaiadmin.model.Deletion;
import dev.openaiadmin.model.Project;
import feign.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API has been seen to send beside what it documents. */
class TolerantReadingTest {
    @AutoClose
    private final CannedApi api = new CannedApi();

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void takes_a_success_without_a_body_for_a_deletion(int status) {
        api.answers(status, "");

        Deletion deletion = api.client().users().delete("user_1");

        assertThat(deletion.deleted()).isTrue();
        assertThat(deletion.id()).isEqualTo("user_1");
    }

    @Test
    void names_the_field_that_a_response_lacks_and_where() {
        api.answers(
                200,
                "{\"object\": \"list\", \"has_more\": false, \"data\": [" + CannedApi.PROJECT
                        + ", {\"object\": \"organization.project\", \"id\": null}]}");

        assertThatThrownBy(() -> api.client().projects().list().stream().count())
                .isInstanceOf(UnreadableResponseException.class)
                .hasMessageStartingWith("Unreadable response: data[1].id must not be null on GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-9223372036854775808",
                "9223372036854775807",
                "1e400",
                "-1e400",
                "1e999999999",
                "1e-999999999",
                "\"1e99999\"",
                "1e99999999999999999999",
                "31556889864403200",
                "-31557014167219201"
            })
    void reads_any_number_as_a_time_or_names_it_in_one_exception(String time) {
        api.answers(200, CannedApi.PROJECT.replace("1790000000", time));

        try {
            Project project = api.client().projects().retrieve("proj_1");
            assertThat(project.createdAt()).isNotNull();
        } catch (UnreadableResponseException e) {
            assertThat(e).hasMessageStartingWith("Unreadable response: created_at ");
        }
    }

    @Test
    void prefers_the_present_name_of_a_field_to_its_former_name() {
        api.answers(200, invite("\"invited_at\": 1, \"created_at\": 2"));
        api.answers(200, invite("\"created_at\": 2, \"invited_at\": 1"));
        api.answers(200, invite("\"invited_at\": 2"));

        for (int i = 0; i < 3; i++) {
            assertThat(api.client().invites().retrieve("invite_1").createdAt()).hasToString("1970-01-01T00:00:02Z");
        }
    }

    private static String invite(String times) {
        return "{\"object\": \"organization.invite\", \"id\": \"invite_1\", \"email\": \"a@example.com\","
                + " \"role\": \"reader\", \"status\": \"pending\", \"projects\": [], " + times + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Please try again in 6.937s. | 6937",
                "Please try again after 6.937 seconds. | 6937",
                "Please try again in 20ms. | 20",
                "Please try again in 1m30s. | 90000",
                "Try again in 114h18m0s. | 411480000",
                "Please retry after 5 seconds | 5000",
                "Please retry in 2 minutes and 5 seconds. | 125000",
                "try again in 1 hour, 1 minute | 3660000",
                "Try again in a while. |",
                "Try again in 5 parsecs. |"
            })
    void reads_a_wait_in_words(String message, @Nullable Long millis) {
        api.answers(429, "{\"error\": {\"message\": \"Rate limit reached. " + message + "\"}}");

        RateLimitException failure = catchThrowableOfType(
                RateLimitException.class,
                () -> api.client()
                        .with(options -> options.maxAttempts(1))
                        .projects()
                        .retrieve("proj_1"));

        assertThat(failure.retryAfter()).isEqualTo(millis == null ? null : Duration.ofMillis(millis));
    }

    @Test
    void ends_at_once_when_a_wait_in_words_does_not_fit_into_the_time_of_the_call() {
        api.answers(429, "{\"error\": {\"message\": \"Please try again in 114h18m0s.\"}}");

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1"))
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        failure -> assertThat(failure.retryAfter())
                                .isEqualTo(Duration.ofHours(114).plusMinutes(18)));
        assertThat(api.requests).hasSize(1);
        assertThat(api.waits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "code, insufficient_quota",
        "code, credit_balance_exhausted",
        "code, organization_usage_limit_exceeded",
        "code, organization_spend_limit_exceeded",
        "code, project_spend_limit_exceeded",
        "type, insufficient_quota"
    })
    void ends_at_once_when_waiting_does_not_help_and_says_what_does(String field, String word) {
        api.answers(
                429,
                "{\"error\": {\"message\": \"Enough.\", \"" + field + "\": \"" + word + "\"}}",
                "retry-after",
                "1");

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1"))
                .isExactlyInstanceOf(ApiException.class)
                .hasMessageContaining("waiting does not help: an owner has to raise the limit or add credit");
        assertThat(api.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "404, <html>nginx</html>",
        "405, <html>Method not allowed</html>",
        "404, '{\"error\": {\"message\": \"Invalid URL (GET /organization/projects/proj_1)\"}}'"
    })
    void points_at_the_base_url_when_nothing_there_serves_the_api(int status, String body) {
        api.answers(status, body);

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1"))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        failure -> assertThat(failure.status()).isEqualTo(status))
                .hasMessageStartingWith("Unknown URL on GET /organization/projects/proj_1 (" + status)
                .hasMessageContaining("check the base URL");
    }

    @Test
    void says_v1_when_the_base_url_lacks_it() {
        OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .baseUrl("https://api.openai.com")
                .feignClient((request, options) -> Response.builder()
                        .request(request)
                        .status(404)
                        .headers(Map.of())
                        .body("<html>", StandardCharsets.UTF_8)
                        .build())
                .build();

        assertThatThrownBy(() -> admin.projects().retrieve("proj_1"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("check the base URL, which usually ends with /v1");
    }

    @Test
    void takes_a_404_of_the_api_for_a_missing_object() {
        api.answers(404, "{\"error\": {\"message\": \"No project found with id 'proj_1'.\"}}");

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Not found on GET");
    }
}
