package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemorySpendLimitsTest {
    private static final String OF_ORGANIZATION = "/organization/spend_limit";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private String ofProject;

    @BeforeEach
    void seed() {
        ofProject = at.inProject("spend_limit");
    }

    @Test
    void begins_without_a_limit() {
        for (String limit : List.of(OF_ORGANIZATION, ofProject)) {
            assertThat(at.http().get(limit).text("/error/code")).isEqualTo("not_found");
            assertThat(at.http().send("DELETE", limit, "").status()).isEqualTo(404);
        }
    }

    @Test
    void sets_a_limit_and_keeps_it() {
        Reply set = at.http().post(OF_ORGANIZATION, limit(250000));

        assertThat(set.text("/object")).isEqualTo("organization.spend_limit");
        assertThat(set.body().path("threshold_amount").asInt()).isEqualTo(250000);
        assertThat(set.text("/currency")).isEqualTo("USD");
        assertThat(set.text("/interval")).isEqualTo("month");
        assertThat(set.text("/enforcement/status")).isEqualTo("inactive");
        assertThat(at.http().get(OF_ORGANIZATION).body()).isEqualTo(set.body());
        assertThat(at.http().get(ofProject).status()).isEqualTo(404);
    }

    @Test
    void takes_another_limit_instead_of_the_one_before() {
        at.organization().spendLimits().setInProject(at.project(), 100);
        at.http().post(ofProject, limit(200));

        assertThat(at.http().get(ofProject).text("/object")).isEqualTo("project.spend_limit");
        assertThat(at.http().get(ofProject).body().path("threshold_amount").asInt())
                .isEqualTo(200);
    }

    @Test
    void deletes_a_limit() {
        at.organization().spendLimits().set(100);
        Reply deleted = at.http().send("DELETE", OF_ORGANIZATION, "");

        assertThat(deleted.text("/object")).isEqualTo("organization.spend_limit.deleted");
        assertThat(deleted.body().path("deleted").asBoolean()).isTrue();
        assertThat(at.http().get(OF_ORGANIZATION).status()).isEqualTo(404);
    }

    @Test
    void enforces_the_limit_of_the_organization_when_all_costs_reach_it() {
        at.organization().spendLimits().set(10_000);
        spend(NOW, "60.00", Map.of("project_id", at.project()));
        assertThat(at.http().get(OF_ORGANIZATION).text("/enforcement/status")).isEqualTo("inactive");

        spend(NOW, "40.00", Map.of());
        assertThat(at.http().get(OF_ORGANIZATION).text("/enforcement/status")).isEqualTo("enforcing");
    }

    @Test
    void enforces_the_limit_of_a_project_when_its_own_costs_reach_it() {
        at.organization().spendLimits().setInProject(at.project(), 10_000);
        spend(NOW, "100.00", Map.of("project_id", at.organization().projects().defaultId()));
        assertThat(at.http().get(ofProject).text("/enforcement/status")).isEqualTo("inactive");

        spend(NOW, "100.00", Map.of("project_id", at.project()));
        assertThat(at.http().get(ofProject).text("/enforcement/status")).isEqualTo("enforcing");
        assertThat(at.http().post(ofProject, limit(20_000)).text("/enforcement/status"))
                .isEqualTo("inactive");
    }

    @Test
    void counts_the_costs_of_this_month_only() {
        at.organization().spendLimits().set(10_000);
        spend(Instant.parse("2026-10-31T23:59:59Z"), "100.00", Map.of());
        assertThat(at.http().get(OF_ORGANIZATION).text("/enforcement/status")).isEqualTo("inactive");

        spend(Instant.parse("2026-11-01T00:00:00Z"), "100.00", Map.of());
        assertThat(at.http().get(OF_ORGANIZATION).text("/enforcement/status")).isEqualTo("enforcing");
        FixedClock.set(at.organization(), Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(at.http().get(OF_ORGANIZATION).text("/enforcement/status")).isEqualTo("inactive");
    }

    @Test
    void shows_the_limit_of_an_archived_project_and_changes_it_no_more() {
        at.organization().spendLimits().setInProject(at.project(), 100);
        at.http().post(at.inProject("archive"), "");

        assertThat(at.http().post(ofProject, limit(200)).text("/error/code")).isEqualTo("project_archived");
        assertThat(at.http().send("DELETE", ofProject, "").text("/error/code")).isEqualTo("project_archived");
        assertThat(at.http().get(ofProject).body().path("threshold_amount").asInt())
                .isEqualTo(100);
    }

    @Test
    void begins_with_the_limits_of_a_seed() {
        at.organization().seed("""
                {"projects": [{"id": "proj_1", "name": "seeded"}],
                 "spend_limit": {"threshold_amount": 100},
                 "projects/proj_1/spend_limit": {"threshold_amount": 7}}""");

        assertThat(at.http()
                        .get(OF_ORGANIZATION)
                        .body()
                        .path("threshold_amount")
                        .asInt())
                .isEqualTo(100);
        assertThat(at.http()
                        .get("/organization/projects/proj_1/spend_limit")
                        .body()
                        .path("threshold_amount")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void refuses_a_list_where_a_seed_has_one_limit() {
        assertThatThrownBy(() -> at.organization().seed("{\"spend_limit\": [{\"threshold_amount\": 100}]}"))
                .hasMessageStartingWith("the seed: /spend_limit must be of type object, but was [");
    }

    @Test
    void tells_a_test_that_an_amount_cannot_be() {
        assertThatThrownBy(() -> at.organization().spendLimits().set(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cents must be positive, but was 0");
    }

    private void spend(Instant time, String dollars, Map<String, String> fields) {
        at.organization().costs().add(time, new BigDecimal(dollars), fields);
    }

    private static String limit(long cents) {
        return "{\"currency\":\"USD\",\"interval\":\"month\",\"threshold_amount\":" + cents + "}";
    }
}
