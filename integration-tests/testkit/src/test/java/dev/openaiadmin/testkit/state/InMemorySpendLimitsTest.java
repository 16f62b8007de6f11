package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class InMemorySpendLimitsTest {
    private static final String OF_ORGANIZATION = "/organization/spend_limit";

    private InMemoryOrganization organization;
    private PlainHttp http;
    private String project;
    private String ofProject;

    @BeforeEach
    void seed(InMemoryOrganization organization) {
        this.organization = organization;
        http = new PlainHttp(organization);
        FixedClock.set(organization, NOW);
        project = organization.projects().add("payments");
        ofProject = "/organization/projects/" + project + "/spend_limit";
    }

    @Test
    void begins_without_a_limit() {
        for (String limit : List.of(OF_ORGANIZATION, ofProject)) {
            assertThat(http.get(limit).text("/error/code")).isEqualTo("not_found");
            assertThat(http.send("DELETE", limit, "").status()).isEqualTo(404);
        }
    }

    @Test
    void sets_a_limit_and_keeps_it() {
        Reply set = http.post(OF_ORGANIZATION, limit(250000));

        assertThat(set.text("/object")).isEqualTo("organization.spend_limit");
        assertThat(set.body().path("threshold_amount").asInt()).isEqualTo(250000);
        assertThat(set.text("/currency")).isEqualTo("USD");
        assertThat(set.text("/interval")).isEqualTo("month");
        assertThat(set.text("/enforcement/status")).isEqualTo("inactive");
        assertThat(http.get(OF_ORGANIZATION).body()).isEqualTo(set.body());
        assertThat(http.get(ofProject).status()).isEqualTo(404);
    }

    @Test
    void takes_another_limit_instead_of_the_one_before() {
        organization.spendLimits().setInProject(project, 100);
        http.post(ofProject, limit(200));

        assertThat(http.get(ofProject).text("/object")).isEqualTo("project.spend_limit");
        assertThat(http.get(ofProject).body().path("threshold_amount").asInt()).isEqualTo(200);
    }

    @Test
    void deletes_a_limit() {
        organization.spendLimits().set(100);
        Reply deleted = http.send("DELETE", OF_ORGANIZATION, "");

        assertThat(deleted.text("/object")).isEqualTo("organization.spend_limit.deleted");
        assertThat(deleted.body().path("deleted").asBoolean()).isTrue();
        assertThat(http.get(OF_ORGANIZATION).status()).isEqualTo(404);
    }

    @Test
    void enforces_the_limit_of_the_organization_when_all_costs_reach_it() {
        organization.spendLimits().set(10_000);
        spend(NOW, "60.00", Map.of("project_id", project));
        assertThat(http.get(OF_ORGANIZATION).text("/enforcement/status")).isEqualTo("inactive");

        spend(NOW, "40.00", Map.of());
        assertThat(http.get(OF_ORGANIZATION).text("/enforcement/status")).isEqualTo("enforcing");
    }

    @Test
    void enforces_the_limit_of_a_project_when_its_own_costs_reach_it() {
        organization.spendLimits().setInProject(project, 10_000);
        spend(NOW, "100.00", Map.of("project_id", organization.projects().defaultId()));
        assertThat(http.get(ofProject).text("/enforcement/status")).isEqualTo("inactive");

        spend(NOW, "100.00", Map.of("project_id", project));
        assertThat(http.get(ofProject).text("/enforcement/status")).isEqualTo("enforcing");
        assertThat(http.post(ofProject, limit(20_000)).text("/enforcement/status"))
                .isEqualTo("inactive");
    }

    @Test
    void counts_the_costs_of_this_month_only() {
        organization.spendLimits().set(10_000);
        spend(Instant.parse("2026-10-31T23:59:59Z"), "100.00", Map.of());
        assertThat(http.get(OF_ORGANIZATION).text("/enforcement/status")).isEqualTo("inactive");

        spend(Instant.parse("2026-11-01T00:00:00Z"), "100.00", Map.of());
        assertThat(http.get(OF_ORGANIZATION).text("/enforcement/status")).isEqualTo("enforcing");
        FixedClock.set(organization, Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(http.get(OF_ORGANIZATION).text("/enforcement/status")).isEqualTo("inactive");
    }

    @Test
    void shows_the_limit_of_an_archived_project_and_changes_it_no_more() {
        organization.spendLimits().setInProject(project, 100);
        http.post("/organization/projects/" + project + "/archive", "");

        assertThat(http.post(ofProject, limit(200)).text("/error/code")).isEqualTo("project_archived");
        assertThat(http.send("DELETE", ofProject, "").text("/error/code")).isEqualTo("project_archived");
        assertThat(http.get(ofProject).body().path("threshold_amount").asInt()).isEqualTo(100);
    }

    @Test
    void begins_with_the_limits_of_a_seed() {
        organization.seed("""
                {"projects": [{"id": "proj_1", "name": "seeded"}],
                 "spend_limit": {"threshold_amount": 100},
                 "projects/proj_1/spend_limit": {"threshold_amount": 7}}""");

        assertThat(http.get(OF_ORGANIZATION).body().path("threshold_amount").asInt())
                .isEqualTo(100);
        assertThat(http.get("/organization/projects/proj_1/spend_limit")
                        .body()
                        .path("threshold_amount")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void refuses_a_list_where_a_seed_has_one_limit() {
        assertThatThrownBy(() -> organization.seed("{\"spend_limit\": [{\"threshold_amount\": 100}]}"))
                .hasMessageStartingWith("the seed: /spend_limit must be of type object, but was [");
    }

    @Test
    void tells_a_test_that_an_amount_cannot_be() {
        assertThatThrownBy(() -> organization.spendLimits().set(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cents must be positive, but was 0");
    }

    private void spend(Instant at, String dollars, Map<String, String> fields) {
        organization.costs().add(at, new BigDecimal(dollars), fields);
    }

    private static String limit(long cents) {
        return "{\"currency\":\"USD\",\"interval\":\"month\",\"threshold_amount\":" + cents + "}";
    }
}
