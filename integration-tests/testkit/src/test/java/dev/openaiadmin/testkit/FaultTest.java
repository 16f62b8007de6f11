package dev.openaiadmin.testkit;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.Fault.RetryAfter;
import dev.openaiadmin.testkit.Fault.Shape;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@WithOrganization
class FaultTest {
    private static final String PROJECTS = "/organization/projects";

    private final InMemoryOrganization organization;
    private final PlainHttp http;

    FaultTest(OrganizationServer server) {
        organization = server.newOrganization();
        http = new PlainHttp(organization);
    }

    @Test
    void strikes_once_unless_told_otherwise() {
        organization.failNext(Fault.status(503));

        assertThat(statuses(2)).containsExactly(503, 200);
    }

    @Test
    void strikes_as_often_as_told() {
        organization.failNext(Fault.status(500).times(2));

        assertThat(statuses(3)).containsExactly(500, 500, 200);
    }

    @Test
    void strikes_until_it_is_stopped() {
        organization.failNext(Fault.status(500).always());
        assertThat(statuses(3)).containsOnly(500);

        organization.stopFailing();
        assertThat(statuses(1)).containsOnly(200);
    }

    @Test
    void strikes_in_the_order_in_which_faults_were_given() {
        organization.failNext(Fault.status(500));
        organization.failNext(Fault.status(503));

        assertThat(statuses(3)).containsExactly(500, 503, 200);
    }

    @Test
    void strikes_at_its_operation_only() {
        organization.failNext(Fault.status(500).on("createProject"));

        assertThat(statuses(1)).containsExactly(200);
        assertThat(create().status()).isEqualTo(500);
    }

    @Test
    void strikes_by_the_same_chance_for_the_same_seed() {
        organization.failNext(Fault.status(500).withProbability(0.5, 7));
        List<Integer> first = statuses(20);
        organization.stopFailing();
        organization.failNext(Fault.status(500).withProbability(0.5, 7));

        assertThat(statuses(20)).isEqualTo(first).contains(200, 500);
    }

    @Test
    void does_not_carry_out_what_it_refuses() {
        organization.failNext(Fault.status(500));
        create();

        assertThat(list().path("data")).hasSize(1);
    }

    @Test
    void carries_out_what_it_refuses_when_told_to() {
        organization.failNext(Fault.status(500).butDone());

        assertThat(create().status()).isEqualTo(500);
        assertThat(list().path("data")).hasSize(2);
    }

    @Test
    void refuses_an_archive_and_carries_it_out() {
        String id = organization.projects().add("payments");
        organization.failNext(Fault.archivedButDone());
        Reply refused = http.post(PROJECTS + "/" + id + "/archive", "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("project_archived");
        assertThat(http.get(PROJECTS + "/" + id).text("/status")).isEqualTo("archived");
    }

    @Test
    void leaves_requests_that_break_the_contract_to_the_contract() {
        organization.failNext(Fault.status(500));
        http.get(PROJECTS + "?limt=1");

        assertThat(organization.takeBreaches()).hasSize(1);
        assertThat(statuses(1)).containsExactly(500);
    }

    @Test
    void is_told_of_in_the_journal_and_breaks_no_contract() {
        organization.failNext(Fault.status(418).on("listProjects"));
        statuses(2);

        assertThat(organization.requests())
                .extracting(RecordedRequest::fault)
                .containsExactly("418 on listProjects", null);
        assertThat(organization.requests().get(0).toString()).endsWith("; fault: 418 on listProjects");
        assertThat(organization.breaches()).isEmpty();
    }

    @Test
    void has_the_shape_of_most_errors() {
        organization.failNext(Fault.status(401));

        assertThat(exchange().body())
                .isEqualTo("{\"error\":{\"message\":\"Incorrect API key provided.\",\"type\":\"invalid_request_error\","
                        + "\"param\":null,\"code\":\"invalid_api_key\"}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            OBJECT_WITHOUT_PARAM | {"error":{"message":"No.","type":"invalid_request_error","code":null}}
            SENTENCE             | {"error":"No."}
            FLAT                 | {"code":422,"message":"No."}
            HTML                 | <html><head><title>422</title></head><body><h1>422</h1><p>No.</p></body></html>
            """)
    void has_the_shape_that_it_is_given(Shape shape, String body) {
        organization.failNext(Fault.status(422).message("No.").shape(shape));
        HttpResponse<String> response = exchange();

        assertThat(response.body()).isEqualTo(body);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains(shape == Shape.HTML ? "text/html" : "application/json");
    }

    @Test
    void says_how_long_to_wait_nowhere_unless_told_to() {
        organization.failNext(Fault.status(429));
        HttpResponse<String> response = exchange();

        assertThat(response.headers().map()).doesNotContainKeys("retry-after", "retry-after-ms");
        assertThat(response.body()).doesNotContain("again");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MILLISECONDS | retry-after-ms | 6937
            SECONDS      | retry-after    | 7
            DECIMALS     | retry-after    | 6.937
            DATE         | retry-after    | Mon, 23 Nov 2026 10:15:37 GMT
            """)
    void says_how_long_to_wait_in_a_header(RetryAfter form, String header, String value) {
        FixedClock.set(organization, NOW);
        organization.failNext(Fault.status(429).retryAfter(form, Duration.ofMillis(6937)));

        assertThat(exchange().headers().firstValue(header)).contains(value);
    }

    @Test
    void says_how_long_to_wait_in_the_message_only() {
        organization.failNext(Fault.status(429).retryAfter(RetryAfter.MESSAGE, Duration.ofMillis(6937)));
        HttpResponse<String> response = exchange();

        assertThat(response.body())
                .contains("Rate limit reached for organization requests. Please try again after 6.937 seconds.");
        assertThat(response.headers().map()).doesNotContainKeys("retry-after", "retry-after-ms");
    }

    @Test
    void answers_with_the_headers_that_it_is_given() {
        organization.failNext(Fault.status(500).header("x-should-retry", "false"));

        assertThat(exchange().headers().firstValue("x-should-retry")).contains("false");
    }

    @Test
    void throttles_by_the_clock_of_the_organization() {
        FixedClock.set(organization, NOW);
        organization.failNext(Fault.throttle(2));
        assertThat(statuses(4)).containsExactly(200, 200, 429, 429);

        FixedClock.set(organization, NOW.plusSeconds(60));
        assertThat(statuses(3)).containsExactly(200, 200, 429);
    }

    @Test
    void says_when_the_throttle_lets_another_request_through() {
        FixedClock.set(organization, NOW);
        organization.failNext(Fault.throttle(1).retryAfter(RetryAfter.DECIMALS));
        statuses(1);
        FixedClock.set(organization, NOW.plusMillis(12_500));

        assertThat(exchange().headers().firstValue("retry-after")).contains("47.500");
    }

    @Test
    void resets_the_connection_and_does_nothing() {
        organization.failNext(Fault.connectionReset());

        assertThatThrownBy(this::create).isInstanceOf(UncheckedIOException.class);
        assertThat(organization.requests())
                .singleElement()
                .hasToString("POST /organization/projects -> no response ("
                        + organization.requests().get(0).requestId() + "); fault: connection reset");
        assertThat(list().path("data")).hasSize(1);
    }

    @Test
    void resets_the_connection_after_it_is_done() {
        organization.failNext(Fault.connectionReset().butDone());

        assertThatThrownBy(this::create).isInstanceOf(UncheckedIOException.class);
        assertThat(list().path("data")).hasSize(2);
    }

    @Test
    void ends_in_the_middle_of_the_body_after_it_is_done() {
        organization.failNext(Fault.truncatedBody());

        assertThatThrownBy(this::create)
                .isInstanceOf(UncheckedIOException.class)
                .rootCause()
                .hasMessageContaining("EOF");
        assertThat(list().path("data")).hasSize(2);
    }

    @Test
    void answers_late() {
        organization.failNext(Fault.slow(Duration.ofMillis(300)));
        long began = System.nanoTime();

        assertThat(statuses(1)).containsExactly(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void lets_page_tokens_expire_but_not_first_pages() {
        String id = organization.projects().defaultId();
        organization.failNext(Fault.expiredPageToken());
        assertThat(statuses(1)).containsExactly(200);
        Reply refused = http.get(PROJECTS + "?after=" + id);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/message")).startsWith("page token is invalid");
        assertThat(refused.text("/error/param")).isEqualTo("after");
        assertThat(http.get(PROJECTS + "?after=" + id).status()).isEqualTo(200);
    }

    @Test
    void repeats_a_cursor_that_has_been_there_before() {
        organization.projects().add("p1");
        organization.projects().add("p2");
        organization.failNext(Fault.repeatedCursor());
        JsonNode first = http.get(PROJECTS + "?limit=1").body();
        JsonNode second = http.get(
                        PROJECTS + "?limit=1&after=" + first.path("last_id").asText())
                .body();

        assertThat(second.path("last_id")).isEqualTo(first.path("last_id"));
        assertThat(second.path("has_more").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "archived-but-done",
                "expired-page-token",
                "missing-scopes",
                "not-found",
                "proxy-error",
                "rate-limited",
                "rate-limited-in-words",
                "repeated-cursor",
                "reset",
                "reset-but-done",
                "server-error",
                "slow",
                "throttle",
                "truncated",
                "unauthorized",
                "unavailable"
            })
    void has_a_name(String name) {
        assertThat(Fault.named(name)).isNotNull();
    }

    @Test
    void lists_the_names_that_it_knows_when_asked_for_another() {
        assertThatThrownBy(() -> Fault.named("rest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no fault 'rest'; known: archived-but-done, expired-page-token, ")
                .hasMessageEndingWith(", unavailable");
    }

    @Test
    void lists_the_operations_that_it_knows_when_asked_for_another() {
        Fault fault = Fault.status(500);

        assertThatThrownBy(() -> fault.on("createProjects"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no operation 'createProjects'; known: ");
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void has_no_shape_where_it_does_not_answer(Shape shape) {
        Fault reset = Fault.connectionReset();

        assertThatThrownBy(() -> reset.shape(shape))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("shape cannot be combined with the fault 'connection reset'");
    }

    @Test
    void names_the_value_that_it_cannot_take() {
        Fault fault = Fault.status(500);

        assertThatThrownBy(() -> Fault.status(200)).hasMessage("status must be from 400 to 599, but was 200");
        assertThatThrownBy(() -> fault.times(0)).hasMessage("times must be at least 1, but was 0");
        assertThatThrownBy(() -> fault.withProbability(2, 1))
                .hasMessage("probability must be from 0 to 1, but was 2.0");
        assertThatThrownBy(() -> Fault.throttle(-1)).hasMessage("requestsPerMinute must not be negative, but was -1");
        assertThatThrownBy(() -> Fault.slow(Duration.ofMillis(-1)))
                .hasMessage("delay must not be negative, but was PT-0.001S");
    }

    private List<Integer> statuses(int requests) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            statuses.add(exchange().statusCode());
        }
        return statuses;
    }

    private HttpResponse<String> exchange() {
        return PlainHttp.exchange(http.authorized(PROJECTS));
    }

    private JsonNode list() {
        return http.get(PROJECTS).body();
    }

    private Reply create() {
        return http.post(PROJECTS, "{\"name\":\"payments-prod\"}");
    }
}
