package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryProjectGroupsTest {
    private static final String MEMBER = "role-api-project-member";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private String finance;
    private String groups;

    @BeforeEach
    void seed() {
        this.finance = at.organization().groups().add("finance");
        this.groups = at.inProject("groups");
    }

    @Test
    void gives_a_group_access_with_a_role() {
        Reply added = at.http().post(groups, body(finance, MEMBER));

        assertThat(added.status()).isEqualTo(200);
        assertThat(added.text("/object")).isEqualTo("project.group");
        assertThat(added.text("/project_id")).isEqualTo(at.project());
        assertThat(added.text("/group_name")).isEqualTo("finance");
        assertThat(at.http().get(groups + "/" + finance).body()).isEqualTo(added.body());
        assertThat(at.http()
                        .get("/projects/" + at.project() + "/groups/" + finance + "/roles/" + MEMBER)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refuses_a_group_or_a_role_that_there_is_not() {
        Reply group = at.http().post(groups, body("group_missing", MEMBER));
        Reply role = at.http().post(groups, body(finance, "role_missing"));

        assertThat(group.status()).isEqualTo(400);
        assertThat(group.text("/error/param")).isEqualTo("group_id");
        assertThat(role.status()).isEqualTo(400);
        assertThat(role.text("/error/param")).isEqualTo("role");
    }

    @Test
    void refuses_to_add_a_group_twice() {
        at.organization().projectGroups().add(at.project(), finance, MEMBER);
        Reply again = at.http().post(groups, body(finance, MEMBER));

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("/error/message")).contains("already exists in project");
    }

    @Test
    void lists_groups_from_cursor_to_cursor() {
        String platform = at.organization().groups().add("platform");
        at.organization().projectGroups().add(at.project(), finance, MEMBER);
        at.organization().projectGroups().add(at.project(), platform, MEMBER);
        JsonNode first = at.http().get(groups + "?limit=1").body();
        JsonNode second = at.http()
                .get(groups + "?limit=1&after=" + first.path("next").asText())
                .body();

        assertThat(first.path("data").findValuesAsText("group_id")).containsExactly(finance);
        assertThat(second.path("data").findValuesAsText("group_id")).containsExactly(platform);
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void finds_groups_of_the_organization_among_those_of_the_tenant_not() {
        at.organization().projectGroups().add(at.project(), finance, MEMBER);

        assertThat(at.http().get(groups + "/" + finance + "?group_type=group").status())
                .isEqualTo(200);
        assertThat(at.http()
                        .get(groups + "/" + finance + "?group_type=tenant_group")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void takes_the_access_and_the_roles_away() {
        String ada = at.organization().users().add("ada@example.com", "reader");
        at.organization().groups().addUser(finance, ada);
        at.organization().projectGroups().add(at.project(), finance, MEMBER);
        Reply removed = at.http().send("DELETE", groups + "/" + finance, "");

        assertThat(removed.text("/object")).isEqualTo("project.group.deleted");
        assertThat(at.http().get(groups + "/" + finance).status()).isEqualTo(404);
        assertThat(at.http()
                        .get("/projects/" + at.project() + "/users/" + ada + "/roles")
                        .body()
                        .path("data"))
                .isEmpty();
    }

    @Test
    void lets_no_group_into_an_archived_project() {
        at.http().post(at.inProject("archive"), "");
        Reply refused = at.http().post(groups, body(finance, MEMBER));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("project_archived");
    }

    private static String body(String groupId, String role) {
        return "{\"group_id\":\"" + groupId + "\",\"role\":\"" + role + "\"}";
    }
}
