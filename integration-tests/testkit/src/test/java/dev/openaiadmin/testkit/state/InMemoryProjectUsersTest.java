package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class InMemoryProjectUsersTest {
    private InMemoryOrganization organization;
    private PlainHttp http;
    private String project;
    private String ada;
    private String members;

    @BeforeEach
    void seed(InMemoryOrganization organization) {
        this.organization = organization;
        this.http = new PlainHttp(organization);
        this.project = organization.projects().add("payments");
        this.ada = organization.users().add("ada@example.com", "reader");
        this.members = "/organization/projects/" + project + "/users";
    }

    @Test
    void adds_a_user_by_id() {
        FixedClock.set(organization, NOW);
        Reply added = http.post(members, "{\"user_id\":\"" + ada + "\",\"role\":\"owner\"}");

        assertThat(added.status()).isEqualTo(200);
        assertThat(added.text("/object")).isEqualTo("organization.project.user");
        assertThat(added.text("/id")).isEqualTo(ada);
        assertThat(added.text("/email")).isEqualTo("ada@example.com");
        assertThat(added.text("/role")).isEqualTo("owner");
        assertThat(added.body().path("added_at").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(http.get(members + "/" + ada).body()).isEqualTo(added.body());
    }

    @Test
    void adds_a_user_by_email() {
        Reply added = http.post(members, "{\"email\":\"ada@example.com\",\"role\":\"member\"}");

        assertThat(added.text("/id")).isEqualTo(ada);
    }

    @Test
    void refuses_whom_the_organization_does_not_know() {
        for (String named : List.of("\"user_id\":\"user-missing\",", "\"email\":\"bob@example.com\",", "")) {
            assertThat(http.post(members, "{" + named + "\"role\":\"member\"}").status())
                    .isEqualTo(400);
        }
        assertThat(http.get(members).body().path("data")).isEmpty();
    }

    @Test
    void refuses_to_add_a_user_twice() {
        organization.projectUsers().add(project, ada, "member");
        Reply again = http.post(members, "{\"user_id\":\"" + ada + "\",\"role\":\"owner\"}");

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("/error/message")).contains("already exists in project");
        assertThat(http.get(members + "/" + ada).text("/role")).isEqualTo("member");
    }

    @Test
    void refuses_a_role_that_a_project_does_not_have() {
        Reply refused = http.post(members, "{\"user_id\":\"" + ada + "\",\"role\":\"reader\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/param")).isEqualTo("role");
    }

    @Test
    void changes_the_role_in_this_project_only() {
        String other = organization.projects().add("other");
        organization.projectUsers().add(project, ada, "member");
        organization.projectUsers().add(other, ada, "member");
        Reply modified = http.post(members + "/" + ada, "{\"role\":\"owner\"}");

        assertThat(modified.text("/role")).isEqualTo("owner");
        assertThat(http.get("/organization/projects/" + other + "/users/" + ada).text("/role"))
                .isEqualTo("member");
    }

    @Test
    void keeps_the_role_when_none_is_sent() {
        organization.projectUsers().add(project, ada, "owner");

        assertThat(http.post(members + "/" + ada, "{\"role\":null}").text("/role"))
                .isEqualTo("owner");
    }

    @Test
    void removes_a_user_and_the_roles_there() {
        organization.projectUsers().add(project, ada, "owner");
        Reply removed = http.send("DELETE", members + "/" + ada, "");
        organization.projectUsers().add(project, ada, "member");

        assertThat(removed.text("/object")).isEqualTo("organization.project.user.deleted");
        assertThat(removed.text("/id")).isEqualTo(ada);
        assertThat(http.get(members + "/" + ada).text("/role")).isEqualTo("member");
    }

    @Test
    void refuses_to_remove_who_is_not_there() {
        Reply refused = http.send("DELETE", members + "/" + ada, "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/message")).contains("is not a member of");
        assertThat(http.get(members + "/" + ada).status()).isEqualTo(404);
    }

    @Test
    void lists_the_users_of_one_project_page_by_page() {
        String bob = organization.users().add("bob@example.com", "reader");
        organization.projectUsers().add(project, ada, "member");
        organization.projectUsers().add(project, bob, "member");
        JsonNode first = http.get(members + "?limit=1").body();
        JsonNode second = http.get(
                        members + "?limit=1&after=" + first.path("last_id").asText())
                .body();

        assertThat(first.at("/data/0/id").asText()).isEqualTo(ada);
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(second.at("/data/0/id").asText()).isEqualTo(bob);
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void lets_nobody_into_an_archived_project() {
        organization.projectUsers().add(project, ada, "member");
        http.post("/organization/projects/" + project + "/archive", "");

        for (Reply refused : List.of(
                http.get(members),
                http.post(members, "{\"user_id\":\"" + ada + "\",\"role\":\"member\"}"),
                http.send("DELETE", members + "/" + ada, ""))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/code")).isEqualTo("project_archived");
        }
    }

    @Test
    void knows_no_users_of_a_project_that_there_is_not() {
        assertThat(http.get("/organization/projects/proj_missing/users").status())
                .isEqualTo(404);
    }
}
