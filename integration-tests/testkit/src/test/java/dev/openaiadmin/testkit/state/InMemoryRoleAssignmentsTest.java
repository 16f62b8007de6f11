package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryRoleAssignmentsTest {
    private static final String OWNER = "role-api-project-owner";
    private static final String MEMBER = "role-api-project-member";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private String ada;
    private String finance;
    private String auditor;

    @BeforeEach
    void seed() {
        ada = at.organization().users().add("ada@example.com", "reader");
        finance = at.organization().groups().add("finance");
        auditor = at.organization().roles().add("auditor", "api.usage.read");
    }

    @Test
    void assigns_a_role_on_top_of_those_that_a_user_has() {
        Reply assigned = at.http().post("/organization/users/" + ada + "/roles", body(auditor));

        assertThat(assigned.status()).isEqualTo(200);
        assertThat(assigned.text("/object")).isEqualTo("user.role");
        assertThat(assigned.text("/user/id")).isEqualTo(ada);
        assertThat(assigned.text("/role/id")).isEqualTo(auditor);
        assertThat(names("/organization/users/" + ada + "/roles")).containsExactly("reader", "auditor");
    }

    @Test
    void assigns_a_role_to_a_group() {
        Reply assigned = at.http().post("/organization/groups/" + finance + "/roles", body(auditor));

        assertThat(assigned.text("/object")).isEqualTo("group.role");
        assertThat(assigned.text("/group/name")).isEqualTo("finance");
        assertThat(assigned.body().at("/group/scim_managed").isBoolean()).isTrue();
        assertThat(names("/organization/groups/" + finance + "/roles")).containsExactly("auditor");
    }

    @Test
    void gives_a_user_the_roles_of_the_groups_and_names_them() {
        at.organization().groups().addUser(finance, ada);
        at.organization().roleAssignments().toGroup(finance, auditor);
        JsonNode assigned = at.http()
                .get("/organization/users/" + ada + "/roles/" + auditor)
                .body();

        assertThat(assigned.path("assignment_sources")).hasSize(1);
        assertThat(assigned.at("/assignment_sources/0/principal_id").asText()).isEqualTo(finance);
        assertThat(assigned.at("/assignment_sources/0/principal_type").asText()).isEqualTo("group");
    }

    @Test
    void names_the_user_before_the_group_when_both_have_a_role() {
        at.organization().groups().addUser(finance, ada);
        at.organization().roleAssignments().toGroup(finance, auditor);
        at.organization().roleAssignments().toUser(ada, auditor);
        String role = "/organization/users/" + ada + "/roles/" + auditor;

        JsonNode both = at.http().get(role).body();
        at.http().send("DELETE", role, "");
        JsonNode ofGroup = at.http().get(role).body();

        assertThat(both.path("assignment_sources").findValuesAsText("principal_id"))
                .containsExactly(ada, finance);
        assertThat(both.path("assignment_sources").findValuesAsText("principal_type"))
                .containsExactly("user", "group");
        assertThat(ofGroup.path("assignment_sources").findValuesAsText("principal_id"))
                .containsExactly(finance);
    }

    @Test
    void names_no_source_of_a_role_that_was_assigned_itself() {
        at.organization().roleAssignments().toUser(ada, auditor);
        JsonNode assigned = at.http()
                .get("/organization/users/" + ada + "/roles/" + auditor)
                .body();

        assertThat(assigned.path("assignment_sources")).isEmpty();
        assertThat(assigned.path("created_at").isNumber()).isTrue();
    }

    @Test
    void unassigns_a_role() {
        at.organization().roleAssignments().toUser(ada, auditor);
        String role = "/organization/users/" + ada + "/roles/" + auditor;

        assertThat(at.http().send("DELETE", role, "").text("/object")).isEqualTo("user.role.deleted");
        assertThat(at.http().get(role).status()).isEqualTo(404);
        assertThat(at.http().send("DELETE", role, "").status()).isEqualTo(404);
    }

    @Test
    void leaves_what_a_user_has_through_a_group() {
        at.organization().groups().addUser(finance, ada);
        at.organization().roleAssignments().toGroup(finance, auditor);
        String role = "/organization/users/" + ada + "/roles/" + auditor;

        assertThat(at.http().send("DELETE", role, "").status()).isEqualTo(404);
        assertThat(at.http().get(role).status()).isEqualTo(200);
    }

    @Test
    void takes_the_roles_of_a_group_from_who_leaves_it() {
        at.organization().groups().addUser(finance, ada);
        at.organization().roleAssignments().toGroup(finance, auditor);
        at.http().send("DELETE", "/organization/groups/" + finance + "/users/" + ada, "");

        assertThat(names("/organization/users/" + ada + "/roles")).containsExactly("reader");
    }

    @Test
    void makes_an_owner_by_the_role_of_owners() {
        at.http().post("/organization/users/" + ada + "/roles", body("role-api-organization-owner"));

        assertThat(at.http().get("/organization/users/" + ada).text("/role")).isEqualTo("owner");
    }

    @Test
    void reads_a_predefined_role_of_a_project_back_by_its_long_id() {
        at.organization().projectUsers().add(at.project(), ada, "member");
        String roles = "/projects/" + at.project() + "/users/" + ada + "/roles";
        Reply assigned = at.http().post(roles, body(OWNER));
        String longId = OWNER + "__api-project__" + at.project();

        assertThat(assigned.text("/role/id")).isEqualTo(longId);
        assertThat(at.http().get(roles + "/" + OWNER).text("/id")).isEqualTo(longId);
        assertThat(at.http().get(roles + "/" + longId).text("/id")).isEqualTo(longId);
        assertThat(at.http()
                        .get("/organization/projects/" + at.project() + "/users/" + ada)
                        .text("/role"))
                .isEqualTo("owner");
    }

    @Test
    void gives_the_users_of_a_group_its_roles_in_a_project() {
        at.organization().groups().addUser(finance, ada);
        at.organization().projectGroups().add(at.project(), finance, MEMBER);
        at.http().post("/projects/" + at.project() + "/groups/" + finance + "/roles", body(OWNER));

        assertThat(names("/projects/" + at.project() + "/users/" + ada + "/roles"))
                .containsExactly("owner", "member");
    }

    @Test
    void unassigns_a_role_in_a_project_by_either_id() {
        at.organization().projectGroups().add(at.project(), finance, MEMBER);
        at.organization().roleAssignments().toProjectGroup(at.project(), finance, OWNER);
        String roles = "/projects/" + at.project() + "/groups/" + finance + "/roles";

        assertThat(at.http().send("DELETE", roles + "/" + OWNER, "").text("/object"))
                .isEqualTo("group.role.deleted");
        assertThat(at.http()
                        .send("DELETE", roles + "/" + MEMBER + "__api-project__" + at.project(), "")
                        .status())
                .isEqualTo(200);
        assertThat(names(roles)).isEmpty();
    }

    @Test
    void gives_roles_in_a_project_to_those_who_are_in_it() {
        for (Reply refused : List.of(
                at.http().post("/projects/" + at.project() + "/users/" + ada + "/roles", body(OWNER)),
                at.http().post("/projects/" + at.project() + "/groups/" + finance + "/roles", body(OWNER)))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/message")).contains("is not a member of project");
        }
    }

    @Test
    void refuses_a_role_that_is_there_already_or_holds_elsewhere() {
        at.organization().roleAssignments().toUser(ada, auditor);
        at.organization().projectUsers().add(at.project(), ada, "member");

        for (Reply refused : List.of(
                at.http().post("/organization/users/" + ada + "/roles", body(auditor)),
                at.http().post("/organization/users/" + ada + "/roles", body(OWNER)),
                at.http().post("/projects/" + at.project() + "/users/" + ada + "/roles", body(auditor)))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/param")).isEqualTo("role_id");
        }
    }

    @Test
    void knows_no_roles_of_who_is_missing() {
        for (String holder : List.of(
                "/organization/users/user-missing",
                "/organization/groups/group_missing",
                "/projects/proj_missing/users/" + ada,
                "/projects/" + at.project() + "/groups/group_missing")) {
            assertThat(at.http().get(holder + "/roles").status()).isEqualTo(404);
        }
    }

    @Test
    void lists_roles_from_cursor_to_cursor() {
        at.organization().roleAssignments().toUser(ada, auditor);
        String roles = "/organization/users/" + ada + "/roles?limit=1";
        JsonNode first = at.http().get(roles).body();

        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(names(roles + "&after=" + first.path("next").asText())).containsExactly("auditor");
    }

    @Test
    void asks_nothing_of_an_archived_project() {
        at.organization().projectUsers().add(at.project(), ada, "member");
        at.http().post(at.inProject("archive"), "");

        assertThat(at.http()
                        .get("/projects/" + at.project() + "/users/" + ada + "/roles")
                        .text("/error/code"))
                .isEqualTo("project_archived");
    }

    @Test
    void tells_a_test_that_it_gives_a_role_to_who_is_not_in_the_project() {
        assertThatThrownBy(() -> at.organization().roleAssignments().toProjectUser(at.project(), ada, OWNER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("User '" + ada + "' is not a member of project '" + at.project() + "'.");
    }

    private List<String> names(String roles) {
        return at.http().get(roles).body().path("data").findValuesAsText("name");
    }

    private static String body(String roleId) {
        return "{\"role_id\":\"" + roleId + "\"}";
    }
}
