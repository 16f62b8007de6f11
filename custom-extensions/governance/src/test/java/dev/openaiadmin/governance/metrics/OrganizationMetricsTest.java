package dev.openaiadmin.governance.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class OrganizationMetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private InMemoryOrganization organization;
    private OpenAiAdmin admin;
    private final List<String> errors = new ArrayList<>();
    private OrganizationMetrics metrics;
    private MetricsServer server;

    @BeforeEach
    void begin(InMemoryOrganization organization) {
        this.organization = organization;
        organization.useClock(CLOCK);
        organization.seed("{\"projects\": [{\"id\": \"proj_1\", \"name\": \"payments\"}]}");
        admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
        metrics = OrganizationMetrics.builder(admin)
                .clock(CLOCK)
                .onError((source, failure) -> errors.add(source))
                .build();
        server = MetricsServer.start(metrics, "localhost", 0);
    }

    @AfterEach
    void end() {
        server.close();
        metrics.close();
        admin.close();
    }

    @Test
    void serves_costs_of_today_yesterday_and_the_month_to_date() throws Exception {
        spend("2026-11-01", "1", "proj_1");
        spend("2026-11-09", "2", "proj_1");
        spend("2026-11-10", "4.5", "proj_1");

        metrics.refresh();

        String labels = "{currency=\"USD\",line_item=\"gpt-5.1, input\",project=\"payments\",project_id=\"proj_1\"} ";
        assertThat(scrape())
                .contains("openai_cost_today" + labels + "4.5\n", "openai_cost_yesterday" + labels + "2.0\n")
                .contains("openai_cost_month_to_date" + labels + "7.5\n")
                .contains("openai_metrics_last_success_timestamp_seconds{source=\"costs\"}")
                .contains("openai_metrics_refresh_errors_total{source=\"costs\"} 0.0\n");
        assertThat(errors).isEmpty();
    }

    @Test
    void serves_usage_by_project_and_model_where_the_endpoint_allows_it() throws Exception {
        organization
                .usage()
                .add("completions", NOW, Map.of("project_id", "proj_1", "model", "gpt-5.1", "input_tokens", 100));
        organization.usage().add("vector_stores", NOW, Map.of("project_id", "proj_1", "usage_bytes", 7));

        metrics.refresh();

        assertThat(scrape())
                .contains(
                        "openai_usage_input_tokens_today{endpoint=\"completions\",model=\"gpt-5.1\",project=\"payments\","
                                + "project_id=\"proj_1\"} 100.0\n")
                .contains("openai_usage_bytes_today{endpoint=\"vector_stores\",project=\"payments\","
                        + "project_id=\"proj_1\"} 7.0\n");
    }

    @Test
    void asks_the_api_for_nothing_when_it_is_scraped() throws Exception {
        metrics.refresh();
        int before = organization.requests().size();

        scrape();
        scrape();

        assertThat(organization.requests()).hasSize(before);
    }

    @Test
    void no_longer_serves_a_group_that_has_vanished() throws Exception {
        spend("2026-11-10", "4", "proj_1");
        metrics.refresh();
        assertThat(scrape()).contains("openai_cost_today{");

        organization.reset();
        metrics.refresh();

        assertThat(scrape()).doesNotContain("openai_cost_today{");
    }

    @Test
    void keeps_the_last_values_and_counts_the_failure_when_a_read_fails() throws Exception {
        spend("2026-11-10", "4", "proj_1");
        metrics.refresh();
        organization.failNext(Fault.status(403).on("listCosts").always());

        metrics.refresh();

        assertThat(scrape())
                .contains("openai_cost_today{", "openai_metrics_refresh_errors_total{source=\"costs\"} 1.0\n")
                .contains("openai_metrics_refresh_errors_total{source=\"usage\"} 0.0\n");
        assertThat(errors).containsExactly("costs");
    }

    @Test
    void serves_hostile_names_as_values_of_labels() throws Exception {
        spend("2026-11-10", "4", organization.projects().add("a\"b\\c\nopenai_cost_today 5"));

        metrics.refresh();

        assertThat(scrape())
                .contains("project=\"a\\\"b\\\\c\\nopenai_cost_today 5\"")
                .doesNotContain("\nopenai_cost_today 5");
    }

    @Test
    void has_series_of_keys_and_users_on_request_only() throws Exception {
        organization.costs().add(NOW, BigDecimal.ONE, Map.of("api_key_id", "key_1", "user_id", "user_1"));
        try (OrganizationMetrics detailed = OrganizationMetrics.builder(admin)
                        .clock(CLOCK)
                        .includeApiKeys()
                        .includeUsers()
                        .usageEndpoints()
                        .build();
                MetricsServer other = MetricsServer.start(detailed, "localhost", 0)) {
            metrics.refresh();
            detailed.refresh();

            assertThat(scrape()).doesNotContain("api_key_id", "user_id");
            assertThat(scrape(other)).contains("api_key_id=\"key_1\"", "user_id=\"user_1\"");
        }
    }

    @Test
    void ends_with_its_port_free() throws Exception {
        int port = server.port();
        assertThatThrownBy(() -> MetricsServer.start(metrics, "localhost", port))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("localhost:" + port);

        server.close();

        assertThatThrownBy(this::scrape).isInstanceOf(ConnectException.class);
    }

    @Test
    void refuses_an_interval_that_is_too_short_and_unknown_endpoints() {
        assertThatThrownBy(() -> OrganizationMetrics.builder(admin).interval(Duration.ofSeconds(5)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("must be at least PT1M");
        assertThatThrownBy(() -> OrganizationMetrics.builder(admin).usageEndpoints("completion"))
                .hasMessageContaining("(nearest: completions)");
    }

    private String scrape() throws IOException, InterruptedException {
        return scrape(server);
    }

    private static String scrape(MetricsServer server) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + server.port() + "/metrics");
        HttpResponse<String> response =
                HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private void spend(String day, String amount, String project) {
        organization
                .costs()
                .add(
                        Instant.parse(day + "T01:00:00Z"),
                        new BigDecimal(amount),
                        Map.of("project_id", project, "line_item", "gpt-5.1, input"));
    }
}
