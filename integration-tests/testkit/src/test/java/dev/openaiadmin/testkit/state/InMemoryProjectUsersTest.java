package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryProjectUsersTest {
    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private String ada;
    private String members;

    @BeforeEach
    void seed() {
        this.ada = at.organization().users().add("ada@example.com", "reader");
        this.members = at.inProject("users");
    }

    @Test
    void adds_a_user_by_id() {
        FixedClock.set(at.organization(), NOW);
        Reply added = at.http().post(members, "{\"user_id\":\"" + ada + "\",\"role\":\"owner\"}");

        assertThat(added.status()).isEqualTo(200);
        assertThat(added.text("/object")).isEqualTo("organization.project.user");
        assertThat(added.text("/id")).isEqualTo(ada);
        assertThat(added.text("/email")).isEqualTo("ada@example.com");
        assertThat(added.text("/role")).isEqualTo("owner");
        assertThat(added.body().path("added_at").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(at.http().get(members + "/" + ada).body()).isEqualTo(added.body());
    }

    @Test
    void adds_a_user_by_email() {
        Reply added = at.http().post(members, "{\"email\":\"ada@example.com\",\"role\":\"member\"}");

        assertThat(added.text("/id")).isEqualTo(ada);
    }

    @Test
    void refuses_whom_the_organization_does_not_know() {
        for (String named : List.of("\"user_id\":\"user-missing\",", "\"email\":\"bob@example.com\",", "")) {
            assertThat(at.http()
                            .post(members, "{" + named + "\"role\":\"member\"}")
                            .status())
                    .isEqualTo(400);
        }
        assertThat(at.http().get(members).body().path("data")).isEmpty();
    }

    @Test
    void refuses_to_add_a_user_twice() {
        at.organization().projectUsers().add(at.project(), ada, "member");
        Reply again = at.http().post(members, "{\"user_id\":\"" + ada + "\",\"role\":\"owner\"}");

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("/error/message")).contains("already exists in project");
        assertThat(at.http().get(members + "/" + ada).text("/role")).isEqualTo("member");
    }

    @Test
    void refuses_a_role_that_a_project_does_not_have() {
        Reply refused = at.http().post(members, "{\"user_id\":\"" + ada + "\",\"role\":\"reader\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/param")).isEqualTo("role");
    }

    @Test
    void changes_the_role_in_this_project_only() {
        String other = at.organization().projects().add("other");
        at.organization().projectUsers().add(at.project(), ada, "member");
        at.organization().projectUsers().add(other, ada, "member");
        Reply modified = at.http().post(members + "/" + ada, "{\"role\":\"owner\"}");

        assertThat(modified.text("/role")).isEqualTo("owner");
        assertThat(at.http()
                        .get("/organization/projects/" + other + "/users/" + ada)
                        .text("/role"))
                .isEqualTo("member");
    }

    @Test
    void keeps_the_role_when_none_is_sent() {
        at.organization().projectUsers().add(at.project(), ada, "owner");

        assertThat(at.http().post(members + "/" + ada, "{\"role\":null}").text("/role"))
                .isEqualTo("owner");
    }

    @Test
    void removes_a_user_and_the_roles_there() {
        at.organization().projectUsers().add(at.project(), ada, "owner");
        Reply removed = at.http().send("DELETE", members + "/" + ada, "");
        at.organization().projectUsers().add(at.project(), ada, "member");

        assertThat(removed.text("/object")).isEqualTo("organization.project.user.deleted");
        assertThat(removed.text("/id")).isEqualTo(ada);
        assertThat(at.http().get(members + "/" + ada).text("/role")).isEqualTo("member");
    }

    @Test
    void refuses_to_remove_who_is_not_there() {
        Reply refused = at.http().send("DELETE", members + "/" + ada, "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/message")).contains("is not a member of");
        assertThat(at.http().get(members + "/" + ada).status()).isEqualTo(404);
    }

    @Test
    void lists_the_users_of_one_project_page_by_page() {
        String bob = at.organization().users().add("bob@example.com", "reader");
        at.organization().projectUsers().add(at.project(), ada, "member");
        at.organization().projectUsers().add(at.project(), bob, "member");
        JsonNode first = at.http().get(members + "?limit=1").body();
        JsonNode second = at.http()
                .get(members + "?limit=1&after=" + first.path("last_id").asText())
                .body();

        assertThat(first.at("/data/0/id").asText()).isEqualTo(ada);
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(second.at("/data/0/id").asText()).isEqualTo(bob);
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void lets_nobody_into_an_archived_project() {
        at.organization().projectUsers().add(at.project(), ada, "member");
        at.http().post(at.inProject("archive"), "");

        for (Reply refused : List.of(
                at.http().get(members),
                at.http().post(members, "{\"user_id\":\"" + ada + "\",\"role\":\"member\"}"),
                at.http().send("DELETE", members + "/" + ada, ""))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/code")).isEqualTo("project_archived");
        }
    }

    @Test
    void knows_no_users_of_a_project_that_there_is_not() {
        assertThat(at.http().get("/organization/projects/proj_missing/users").status())
                .isEqualTo(404);
    }
}
