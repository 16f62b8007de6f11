package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryRolesTest {
    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    @Test
    void begins_with_the_predefined_roles_of_the_organization() {
        JsonNode page = at.http().get("/organization/roles").body();

        assertThat(page.path("data").findValuesAsText("name")).containsExactly("owner", "reader");
        assertThat(page.at("/data/0/id").asText())
                .matches("role-api-organization-owner__api-organization__org-[A-Za-z0-9]{24}");
        assertThat(page.at("/data/0/predefined_role").asBoolean()).isTrue();
        assertThat(page.at("/data/0/resource_type").asText()).isEqualTo("api.organization");
    }

    @Test
    void begins_with_the_predefined_roles_of_every_project() {
        String project = at.organization().projects().add("payments");
        JsonNode page = at.http().get("/projects/" + project + "/roles").body();

        assertThat(page.path("data").findValuesAsText("id"))
                .containsExactly(
                        "role-api-project-owner__api-project__" + project,
                        "role-api-project-member__api-project__" + project,
                        "role-api-project-viewer__api-project__" + project);
    }

    @Test
    void finds_a_predefined_role_by_its_short_id_and_shows_the_long_one() {
        String project = at.organization().projects().add("payments");
        Reply owner = at.http().get("/projects/" + project + "/roles/role-api-project-owner");

        assertThat(owner.text("/id")).isEqualTo("role-api-project-owner__api-project__" + project);
        assertThat(owner.text("/resource_type")).isEqualTo("api.project");
    }

    @Test
    void creates_a_role_and_keeps_it() {
        Reply created = at.http()
                .post(
                        "/organization/roles",
                        "{\"role_name\":\"auditor\",\"permissions\":[\"api.usage.read\"],\"description\":\"Reads.\"}");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("role_[A-Za-z0-9]{24}");
        assertThat(created.text("/name")).isEqualTo("auditor");
        assertThat(created.text("/permissions/0")).isEqualTo("api.usage.read");
        assertThat(created.body().path("predefined_role").asBoolean()).isFalse();
        assertThat(at.http().get("/organization/roles/" + created.text("/id")).body())
                .isEqualTo(created.body());
    }

    @Test
    void keeps_the_roles_of_projects_apart() {
        String project = at.organization().projects().add("payments");
        Reply created =
                at.http().post("/projects/" + project + "/roles", "{\"role_name\":\"tester\",\"permissions\":[]}");

        assertThat(created.text("/resource_type")).isEqualTo("api.project");
        assertThat(at.http().get("/organization/roles/" + created.text("/id")).status())
                .isEqualTo(404);
        assertThat(at.http()
                        .get("/projects/" + at.organization().projects().defaultId() + "/roles/" + created.text("/id"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void refuses_a_name_that_another_role_has() {
        String auditor = at.organization().roles().add("auditor");
        Reply created = at.http().post("/organization/roles", "{\"role_name\":\"auditor\",\"permissions\":[]}");
        Reply renamed = at.http().post("/organization/roles/" + auditor, "{\"role_name\":\"owner\"}");

        assertThat(created.status()).isEqualTo(400);
        assertThat(created.text("/error/param")).isEqualTo("role_name");
        assertThat(renamed.status()).isEqualTo(400);
    }

    @Test
    void takes_its_own_name_once_more() {
        String auditor = at.organization().roles().add("auditor");

        assertThat(at.http()
                        .post("/organization/roles/" + auditor, "{\"role_name\":\"auditor\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void modifies_what_is_sent_and_leaves_the_rest() {
        String auditor = at.organization().roles().add("auditor", "api.usage.read");
        at.http().post("/organization/roles/" + auditor, "{\"description\":\"Reads.\"}");
        Reply modified = at.http()
                .post(
                        "/organization/roles/" + auditor,
                        "{\"role_name\":null,\"permissions\":[\"api.management.read\"]}");

        assertThat(modified.text("/name")).isEqualTo("auditor");
        assertThat(modified.text("/description")).isEqualTo("Reads.");
        assertThat(modified.body().path("permissions")).hasSize(1);
        assertThat(modified.text("/permissions/0")).isEqualTo("api.management.read");
    }

    @Test
    void clears_the_description_by_null_and_keeps_the_permissions() {
        String auditor = at.organization().roles().add("auditor", "api.usage.read");
        at.http().post("/organization/roles/" + auditor, "{\"description\":\"Reads.\"}");
        Reply cleared = at.http().post("/organization/roles/" + auditor, "{\"description\":null,\"permissions\":null}");

        assertThat(cleared.body().path("description").isNull()).isTrue();
        assertThat(cleared.text("/permissions/0")).isEqualTo("api.usage.read");
    }

    @Test
    void keeps_predefined_roles_as_they_are() {
        String role = "/projects/" + at.organization().projects().defaultId() + "/roles/role-api-project-owner";

        for (Reply refused : List.of(
                at.http().post(role, "{\"role_name\":\"chief\"}"), at.http().send("DELETE", role, ""))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/code")).isEqualTo("predefined_role");
        }
    }

    @Test
    void takes_a_deleted_role_from_all_who_have_it() {
        String auditor = at.organization().roles().add("auditor");
        String ada = at.organization().users().add("ada@example.com", "reader");
        at.organization().roleAssignments().toUser(ada, auditor);
        Reply deleted = at.http().send("DELETE", "/organization/roles/" + auditor, "");

        assertThat(deleted.text("/object")).isEqualTo("role.deleted");
        assertThat(deleted.text("/id")).isEqualTo(auditor);
        assertThat(at.http()
                        .get("/organization/users/" + ada + "/roles")
                        .body()
                        .path("data")
                        .findValuesAsText("name"))
                .containsExactly("reader");
    }

    @Test
    void lists_roles_from_cursor_to_cursor() {
        at.organization().roles().add("auditor");
        JsonNode first = at.http().get("/organization/roles?limit=2").body();
        JsonNode second = at.http()
                .get("/organization/roles?limit=2&after=" + first.path("next").asText())
                .body();

        assertThat(first.path("data").findValuesAsText("name")).containsExactly("owner", "reader");
        assertThat(second.path("data").findValuesAsText("name")).containsExactly("auditor");
    }

    @Test
    void shows_the_roles_of_an_archived_project_and_takes_no_more() {
        String project = at.organization().projects().addArchived("closed");
        String roles = "/projects/" + project + "/roles";

        assertThat(at.http().get(roles).status()).isEqualTo(200);
        assertThat(at.http()
                        .post(roles, "{\"role_name\":\"tester\",\"permissions\":[]}")
                        .text("/error/code"))
                .isEqualTo("project_archived");
    }

    @Test
    void tells_a_test_that_it_adds_a_name_twice() {
        String project = at.organization().projects().add("payments");
        at.organization().roles().addToProject(project, "tester");

        assertThatThrownBy(() -> at.organization().roles().addToProject(project, "tester"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A role with the name 'tester' already exists in project '" + project + "'.");
    }
}
