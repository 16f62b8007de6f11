package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class InMemoryProjectGroupsTest {
    private static final String MEMBER = "role-api-project-member";

    private InMemoryOrganization organization;
    private PlainHttp http;
    private String project;
    private String finance;
    private String groups;

    @BeforeEach
    void seed(InMemoryOrganization organization) {
        this.organization = organization;
        this.http = new PlainHttp(organization);
        this.project = organization.projects().add("payments");
        this.finance = organization.groups().add("finance");
        this.groups = "/organization/projects/" + project + "/groups";
    }

    @Test
    void gives_a_group_access_with_a_role() {
        Reply added = http.post(groups, body(finance, MEMBER));

        assertThat(added.status()).isEqualTo(200);
        assertThat(added.text("/object")).isEqualTo("project.group");
        assertThat(added.text("/project_id")).isEqualTo(project);
        assertThat(added.text("/group_name")).isEqualTo("finance");
        assertThat(http.get(groups + "/" + finance).body()).isEqualTo(added.body());
        assertThat(http.get("/projects/" + project + "/groups/" + finance + "/roles/" + MEMBER)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refuses_a_group_or_a_role_that_there_is_not() {
        Reply group = http.post(groups, body("group_missing", MEMBER));
        Reply role = http.post(groups, body(finance, "role_missing"));

        assertThat(group.status()).isEqualTo(400);
        assertThat(group.text("/error/param")).isEqualTo("group_id");
        assertThat(role.status()).isEqualTo(400);
        assertThat(role.text("/error/param")).isEqualTo("role");
    }

    @Test
    void refuses_to_add_a_group_twice() {
        organization.projectGroups().add(project, finance, MEMBER);
        Reply again = http.post(groups, body(finance, MEMBER));

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("/error/message")).contains("already exists in project");
    }

    @Test
    void lists_groups_from_cursor_to_cursor() {
        String platform = organization.groups().add("platform");
        organization.projectGroups().add(project, finance, MEMBER);
        organization.projectGroups().add(project, platform, MEMBER);
        JsonNode first = http.get(groups + "?limit=1").body();
        JsonNode second = http.get(
                        groups + "?limit=1&after=" + first.path("next").asText())
                .body();

        assertThat(first.path("data").findValuesAsText("group_id")).containsExactly(finance);
        assertThat(second.path("data").findValuesAsText("group_id")).containsExactly(platform);
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void finds_groups_of_the_organization_among_those_of_the_tenant_not() {
        organization.projectGroups().add(project, finance, MEMBER);

        assertThat(http.get(groups + "/" + finance + "?group_type=group").status())
                .isEqualTo(200);
        assertThat(http.get(groups + "/" + finance + "?group_type=tenant_group").status())
                .isEqualTo(404);
    }

    @Test
    void takes_the_access_and_the_roles_away() {
        String ada = organization.users().add("ada@example.com", "reader");
        organization.groups().addUser(finance, ada);
        organization.projectGroups().add(project, finance, MEMBER);
        Reply removed = http.send("DELETE", groups + "/" + finance, "");

        assertThat(removed.text("/object")).isEqualTo("project.group.deleted");
        assertThat(http.get(groups + "/" + finance).status()).isEqualTo(404);
        assertThat(http.get("/projects/" + project + "/users/" + ada + "/roles")
                        .body()
                        .path("data"))
                .isEmpty();
    }

    @Test
    void lets_no_group_into_an_archived_project() {
        http.post("/organization/projects/" + project + "/archive", "");
        Reply refused = http.post(groups, body(finance, MEMBER));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("project_archived");
    }

    private static String body(String groupId, String role) {
        return "{\"group_id\":\"" + groupId + "\",\"role\":\"" + role + "\"}";
    }
}
