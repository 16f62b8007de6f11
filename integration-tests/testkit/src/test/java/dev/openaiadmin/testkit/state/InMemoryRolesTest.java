package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class InMemoryRolesTest {
    private InMemoryOrganization organization;
    private PlainHttp http;

    @BeforeEach
    void reach(InMemoryOrganization organization) {
        this.organization = organization;
        this.http = new PlainHttp(organization);
    }

    @Test
    void begins_with_the_predefined_roles_of_the_organization() {
        JsonNode page = http.get("/organization/roles").body();

        assertThat(page.path("data").findValuesAsText("name")).containsExactly("owner", "reader");
        assertThat(page.at("/data/0/id").asText())
                .matches("role-api-organization-owner__api-organization__org-[A-Za-z0-9]{24}");
        assertThat(page.at("/data/0/predefined_role").asBoolean()).isTrue();
        assertThat(page.at("/data/0/resource_type").asText()).isEqualTo("api.organization");
    }

    @Test
    void begins_with_the_predefined_roles_of_every_project() {
        String project = organization.projects().add("payments");
        JsonNode page = http.get("/projects/" + project + "/roles").body();

        assertThat(page.path("data").findValuesAsText("id"))
                .containsExactly(
                        "role-api-project-owner__api-project__" + project,
                        "role-api-project-member__api-project__" + project);
    }

    @Test
    void finds_a_predefined_role_by_its_short_id_and_shows_the_long_one() {
        String project = organization.projects().add("payments");
        Reply owner = http.get("/projects/" + project + "/roles/role-api-project-owner");

        assertThat(owner.text("/id")).isEqualTo("role-api-project-owner__api-project__" + project);
        assertThat(owner.text("/resource_type")).isEqualTo("api.project");
    }

    @Test
    void creates_a_role_and_keeps_it() {
        Reply created = http.post(
                "/organization/roles",
                "{\"role_name\":\"auditor\",\"permissions\":[\"api.usage.read\"],\"description\":\"Reads.\"}");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("role_[A-Za-z0-9]{24}");
        assertThat(created.text("/name")).isEqualTo("auditor");
        assertThat(created.text("/permissions/0")).isEqualTo("api.usage.read");
        assertThat(created.body().path("predefined_role").asBoolean()).isFalse();
        assertThat(http.get("/organization/roles/" + created.text("/id")).body())
                .isEqualTo(created.body());
    }

    @Test
    void keeps_the_roles_of_projects_apart() {
        String project = organization.projects().add("payments");
        Reply created = http.post("/projects/" + project + "/roles", "{\"role_name\":\"tester\",\"permissions\":[]}");

        assertThat(created.text("/resource_type")).isEqualTo("api.project");
        assertThat(http.get("/organization/roles/" + created.text("/id")).status())
                .isEqualTo(404);
        assertThat(http.get("/projects/" + organization.projects().defaultId() + "/roles/" + created.text("/id"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void refuses_a_name_that_another_role_has() {
        String auditor = organization.roles().add("auditor");
        Reply created = http.post("/organization/roles", "{\"role_name\":\"auditor\",\"permissions\":[]}");
        Reply renamed = http.post("/organization/roles/" + auditor, "{\"role_name\":\"owner\"}");

        assertThat(created.status()).isEqualTo(400);
        assertThat(created.text("/error/param")).isEqualTo("role_name");
        assertThat(renamed.status()).isEqualTo(400);
    }

    @Test
    void takes_its_own_name_once_more() {
        String auditor = organization.roles().add("auditor");

        assertThat(http.post("/organization/roles/" + auditor, "{\"role_name\":\"auditor\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void modifies_what_is_sent_and_leaves_the_rest() {
        String auditor = organization.roles().add("auditor", "api.usage.read");
        http.post("/organization/roles/" + auditor, "{\"description\":\"Reads.\"}");
        Reply modified = http.post(
                "/organization/roles/" + auditor, "{\"role_name\":null,\"permissions\":[\"api.management.read\"]}");

        assertThat(modified.text("/name")).isEqualTo("auditor");
        assertThat(modified.text("/description")).isEqualTo("Reads.");
        assertThat(modified.body().path("permissions")).hasSize(1);
        assertThat(modified.text("/permissions/0")).isEqualTo("api.management.read");
    }

    @Test
    void clears_the_description_by_null_and_keeps_the_permissions() {
        String auditor = organization.roles().add("auditor", "api.usage.read");
        http.post("/organization/roles/" + auditor, "{\"description\":\"Reads.\"}");
        Reply cleared = http.post("/organization/roles/" + auditor, "{\"description\":null,\"permissions\":null}");

        assertThat(cleared.body().path("description").isNull()).isTrue();
        assertThat(cleared.text("/permissions/0")).isEqualTo("api.usage.read");
    }

    @Test
    void keeps_predefined_roles_as_they_are() {
        String role = "/projects/" + organization.projects().defaultId() + "/roles/role-api-project-owner";

        for (Reply refused : List.of(http.post(role, "{\"role_name\":\"chief\"}"), http.send("DELETE", role, ""))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/code")).isEqualTo("predefined_role");
        }
    }

    @Test
    void takes_a_deleted_role_from_all_who_have_it() {
        String auditor = organization.roles().add("auditor");
        String ada = organization.users().add("ada@example.com", "reader");
        organization.roleAssignments().toUser(ada, auditor);
        Reply deleted = http.send("DELETE", "/organization/roles/" + auditor, "");

        assertThat(deleted.text("/object")).isEqualTo("role.deleted");
        assertThat(deleted.text("/id")).isEqualTo(auditor);
        assertThat(http.get("/organization/users/" + ada + "/roles")
                        .body()
                        .path("data")
                        .findValuesAsText("name"))
                .containsExactly("reader");
    }

    @Test
    void lists_roles_from_cursor_to_cursor() {
        organization.roles().add("auditor");
        JsonNode first = http.get("/organization/roles?limit=2").body();
        JsonNode second = http.get("/organization/roles?limit=2&after="
                        + first.path("next").asText())
                .body();

        assertThat(first.path("data").findValuesAsText("name")).containsExactly("owner", "reader");
        assertThat(second.path("data").findValuesAsText("name")).containsExactly("auditor");
    }

    @Test
    void shows_the_roles_of_an_archived_project_and_takes_no_more() {
        String project = organization.projects().addArchived("closed");
        String roles = "/projects/" + project + "/roles";

        assertThat(http.get(roles).status()).isEqualTo(200);
        assertThat(http.post(roles, "{\"role_name\":\"tester\",\"permissions\":[]}")
                        .text("/error/code"))
                .isEqualTo("project_archived");
    }

    @Test
    void tells_a_test_that_it_adds_a_name_twice() {
        String project = organization.projects().add("payments");
        organization.roles().addToProject(project, "tester");

        assertThatThrownBy(() -> organization.roles().addToProject(project, "tester"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A role with the name 'tester' already exists in project '" + project + "'.");
    }
}
