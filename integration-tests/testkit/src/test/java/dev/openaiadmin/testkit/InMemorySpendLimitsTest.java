package dev.openaiadmin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.PlainHttp.Reply;
import java.util.List;
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

    private static String limit(long cents) {
        return "{\"currency\":\"USD\",\"interval\":\"month\",\"threshold_amount\":" + cents + "}";
    }
}
