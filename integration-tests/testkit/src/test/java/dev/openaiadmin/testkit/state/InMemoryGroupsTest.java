package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryGroupsTest {
    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private InMemoryGroups groups;

    @BeforeEach
    void seed() {
        this.groups = at.organization().groups();
    }

    @Test
    void creates_a_group_and_keeps_it() {
        Reply created = at.http().post("/organization/groups", "{\"name\":\"finance\"}");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("group_[A-Za-z0-9]{24}");
        assertThat(created.text("/group_type")).isEqualTo("group");
        assertThat(at.http().get("/organization/groups/" + created.text("/id")).body())
                .isEqualTo(created.body());
    }

    @Test
    void renames_a_group_everywhere() {
        String group = groups.add("finance");
        at.organization()
                .projectGroups()
                .add(at.organization().projects().defaultId(), group, "role-api-project-member");
        Reply renamed = at.http().post("/organization/groups/" + group, "{\"name\":\"treasury\"}");

        assertThat(renamed.text("/name")).isEqualTo("treasury");
        assertThat(at.http()
                        .get("/organization/projects/"
                                + at.organization().projects().defaultId() + "/groups/" + group)
                        .text("/group_name"))
                .isEqualTo("treasury");
    }

    @Test
    void lists_groups_from_cursor_to_cursor_in_either_order() {
        groups.add("a");
        groups.add("b");
        groups.add("c");
        JsonNode first =
                at.http().get("/organization/groups?limit=2&order=desc").body();
        JsonNode second = at.http()
                .get("/organization/groups?limit=2&order=desc&after="
                        + first.path("next").asText())
                .body();

        assertThat(first.path("data").findValuesAsText("name")).containsExactly("c", "b");
        assertThat(second.path("data").findValuesAsText("name")).containsExactly("a");
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void adds_a_user_of_the_organization() {
        String group = groups.add("finance");
        String ada = at.organization().users().add("ada@example.com", "reader");
        Reply added = at.http().post("/organization/groups/" + group + "/users", "{\"user_id\":\"" + ada + "\"}");
        Reply member = at.http().get("/organization/groups/" + group + "/users/" + ada);

        assertThat(added.text("/object")).isEqualTo("group.user");
        assertThat(added.text("/group_id")).isEqualTo(group);
        assertThat(member.text("/email")).isEqualTo("ada@example.com");
        assertThat(member.text("/user_type")).isEqualTo("user");
    }

    @Test
    void lists_the_newest_users_of_a_group_first() {
        String group = groups.add("finance");
        groups.addUser(group, at.organization().users().add("ada@example.com", "reader"));
        groups.addUser(group, at.organization().users().add("bob@example.com", "reader"));
        JsonNode page =
                at.http().get("/organization/groups/" + group + "/users").body();

        assertThat(page.path("data").findValuesAsText("name")).containsExactly("bob", "ada");
    }

    @Test
    void refuses_to_add_who_is_not_in_the_organization_or_is_in_the_group() {
        String group = groups.add("finance");
        String ada = at.organization().users().add("ada@example.com", "reader");
        groups.addUser(group, ada);
        Reply stranger = at.http().post("/organization/groups/" + group + "/users", "{\"user_id\":\"user-missing\"}");
        Reply again = at.http().post("/organization/groups/" + group + "/users", "{\"user_id\":\"" + ada + "\"}");

        assertThat(stranger.status()).isEqualTo(400);
        assertThat(stranger.text("/error/param")).isEqualTo("user_id");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("/error/message")).contains("already exists in group");
    }

    @Test
    void removes_a_user_who_stays_in_the_organization() {
        String group = groups.add("finance");
        String ada = at.organization().users().add("ada@example.com", "reader");
        groups.addUser(group, ada);
        String member = "/organization/groups/" + group + "/users/" + ada;

        assertThat(at.http().send("DELETE", member, "").text("/object")).isEqualTo("group.user.deleted");
        assertThat(at.http().get(member).status()).isEqualTo(404);
        assertThat(at.http().send("DELETE", member, "").status()).isEqualTo(404);
        assertThat(at.http().get("/organization/users/" + ada).status()).isEqualTo(200);
    }

    @Test
    void takes_a_deleted_group_from_projects_and_its_roles_from_users() {
        String group = groups.add("finance");
        String ada = at.organization().users().add("ada@example.com", "reader");
        String project = at.organization().projects().add("payments");
        String auditor = at.organization().roles().add("auditor");
        groups.addUser(group, ada);
        at.organization().projectGroups().add(project, group, "role-api-project-member");
        at.organization().roleAssignments().toGroup(group, auditor);
        Reply deleted = at.http().send("DELETE", "/organization/groups/" + group, "");

        assertThat(deleted.text("/object")).isEqualTo("group.deleted");
        assertThat(at.http().get("/organization/groups/" + group).status()).isEqualTo(404);
        assertThat(at.http()
                        .get("/organization/projects/" + project + "/groups")
                        .body()
                        .path("data"))
                .isEmpty();
        assertThat(at.http()
                        .get("/organization/users/" + ada + "/roles/" + auditor)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tells_a_test_that_it_adds_a_user_to_a_missing_group() {
        assertThatThrownBy(() -> groups.addUser(
                        "group_missing", at.organization().users().ownerId()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No group found with id 'group_missing'.");
    }
}
