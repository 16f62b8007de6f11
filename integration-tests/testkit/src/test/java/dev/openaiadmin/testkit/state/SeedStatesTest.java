package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds of states in which people find their organizations. */
@WithOrganization
class SeedStatesTest {
    @ParameterizedTest
    @ValueSource(strings = {"12.5", "\"12.5\""})
    void takes_amounts_as_numbers_and_as_texts(String amount, InMemoryOrganization organization) {
        organization.seed("{\"costs\": [{\"start_time\": 1790000000, \"results\": [{\"amount\": {\"value\": " + amount
                + ", \"currency\": \"usd\"}}]}]}");
        Reply costs = new PlainHttp(organization).get("/organization/costs?start_time=1789948800&end_time=1790035200");

        assertThat(costs.body().at("/data/0/results/0/amount/value").decimalValue())
                .isEqualByComparingTo("12.5");
    }

    @Test
    void refuses_an_amount_that_is_no_number_with_its_place(InMemoryOrganization organization) {
        assertThatThrownBy(() -> organization.seed("{\"costs\": [{\"start_time\": 1790000000,"
                        + " \"results\": [{\"amount\": {\"value\": \"much\", \"currency\": \"usd\"}}]}]}"))
                .hasMessageContaining("/costs/0/results/0/amount/value must be of type number");
    }

    @Test
    void shows_viewers_and_custom_roles_under_their_names(InMemoryOrganization organization) {
        organization.seed("""
                {"users": [{"email": "ada@example.com", "role": "viewer"}, {"email": "bob@example.com"}],
                 "projects": [{"id": "proj_1", "name": "payments-prod"}],
                 "projects/proj_1/roles": [{"name": "auditor", "permissions": ["api.model.read"]}],
                 "projects/proj_1/users": [{"email": "ada@example.com", "role": "viewer"},
                                           {"email": "bob@example.com", "role": "auditor"}]}
                """);
        PlainHttp http = new PlainHttp(organization);

        assertThat(http.get("/organization/users").listed("role")).containsExactly("owner", "viewer", "reader");
        assertThat(http.get("/organization/projects/proj_1/users").listed("role"))
                .containsExactly("viewer", "auditor");
    }

    @Test
    void lets_a_viewer_become_a_member(InMemoryOrganization organization) {
        organization.seed("""
                {"users": [{"id": "user-1", "email": "ada@example.com"}],
                 "projects": [{"id": "proj_1", "name": "payments-prod"}],
                 "projects/proj_1/users": [{"id": "user-1", "role": "viewer"}]}
                """);
        Reply changed = new PlainHttp(organization)
                .post("/organization/projects/proj_1/users/user-1", "{\"role\": \"member\"}");

        assertThat(changed.text("/role")).isEqualTo("member");
    }

    @Test
    void takes_keys_whose_owner_is_not_known(InMemoryOrganization organization) {
        organization.seed("""
                {"projects": [{"id": "proj_1", "name": "payments-prod"}],
                 "projects/proj_1/api_keys": [{"name": "orphan", "owner": null}]}
                """);
        Reply keys = new PlainHttp(organization).get("/organization/projects/proj_1/api_keys?owner_project_access=any");

        assertThat(keys.text("/data/0/name")).isEqualTo("orphan");
        assertThat(keys.body().at("/data/0/owner").has("user")).isFalse();
        assertThat(organization.breaches()).isEmpty();
    }

    @Test
    void takes_rate_limits_without_the_fields_that_the_real_api_leaves_out(InMemoryOrganization organization) {
        organization.seed("""
                {"projects": [{"id": "proj_1", "name": "payments-prod"}],
                 "projects/proj_1/rate_limits": [{"model": "gpt-5", "max_tokens_per_1_minute": null}]}
                """);
        Reply limits = new PlainHttp(organization).get("/organization/projects/proj_1/rate_limits?limit=100");

        assertThat(limits.body().path("data"))
                .filteredOn(row -> row.path("model").asText().equals("gpt-5"))
                .singleElement()
                .satisfies(row -> assertThat(row.has("max_tokens_per_1_minute")).isFalse());
        assertThat(limits.body().path("data"))
                .filteredOn(row -> !row.path("model").asText().equals("gpt-5"))
                .isNotEmpty()
                .allMatch(row -> row.has("max_tokens_per_1_minute") && row.has("max_requests_per_1_minute"));
    }

    @Test
    void keeps_the_default_project_from_being_modified_and_archived_ones_from_being_used(
            InMemoryOrganization organization) {
        organization.seed("""
                {"projects": [{"id": "proj_1", "name": "old", "status": "archived"}],
                 "invites": [{"email": "ada@example.com", "status": "expired"}]}
                """);
        PlainHttp http = new PlainHttp(organization);
        String standard = organization.projects().defaultId();

        assertThat(http.post("/organization/projects/" + standard, "{\"name\": \"other\"}")
                        .status())
                .isEqualTo(400);
        assertThat(http.post("/organization/projects/proj_1/service_accounts", "{\"name\": \"ci\"}")
                        .text("/error/code"))
                .isEqualTo("project_archived");
        assertThat(http.get("/organization/invites").listed("status")).containsExactly("expired");
    }
}
