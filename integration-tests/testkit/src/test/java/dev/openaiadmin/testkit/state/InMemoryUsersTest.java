package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryUsersTest {
    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private InMemoryUsers users;

    @BeforeEach
    void seed() {
        this.users = at.organization().users();
    }

    @Test
    void begins_with_one_owner() {
        JsonNode page = at.http().get("/organization/users").body();

        assertThat(page.path("data")).hasSize(1);
        assertThat(page.at("/data/0/id").asText()).isEqualTo(users.ownerId());
        assertThat(page.at("/data/0/role").asText()).isEqualTo("owner");
    }

    @Test
    void shows_a_user_as_the_list_does() {
        FixedClock.set(at.organization(), NOW);
        String ada = users.add("ada@example.com", "reader");
        Reply shown = at.http().get("/organization/users/" + ada);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.text("/id")).matches("user-[A-Za-z0-9]{24}");
        assertThat(shown.text("/object")).isEqualTo("organization.user");
        assertThat(shown.text("/name")).isEqualTo("ada");
        assertThat(shown.text("/email")).isEqualTo("ada@example.com");
        assertThat(shown.text("/role")).isEqualTo("reader");
        assertThat(shown.body().path("added_at").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(shown.text("/user/email")).isEqualTo("ada@example.com");
        assertThat(at.http().get("/organization/users").body().at("/data/1")).isEqualTo(shown.body());
    }

    @Test
    void lists_users_by_their_addresses_in_any_case() {
        users.add("ada@example.com", "reader");
        users.add("bob@example.com", "reader");
        users.add("cleo@example.com", "reader");
        JsonNode page = at.http()
                .get("/organization/users?emails=ADA@example.com&emails=cleo@example.com")
                .body();

        assertThat(page.path("data").findValuesAsText("name")).containsOnly("ada", "cleo");
    }

    @Test
    void pages_by_the_last_id() {
        users.add("ada@example.com", "reader");
        String bob = users.add("bob@example.com", "reader");
        JsonNode first = at.http().get("/organization/users?limit=2").body();
        JsonNode second = at.http()
                .get("/organization/users?limit=2&after="
                        + first.path("last_id").asText())
                .body();

        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(second.at("/data/0/id").asText()).isEqualTo(bob);
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void changes_the_role_by_its_name_and_leaves_the_rest() {
        String ada = users.add("ada@example.com", "reader");
        at.http().post("/organization/users/" + ada, "{\"technical_level\":\"high\"}");
        Reply modified = at.http().post("/organization/users/" + ada, "{\"role\":\"owner\"}");

        assertThat(modified.text("/role")).isEqualTo("owner");
        assertThat(modified.text("/technical_level")).isEqualTo("high");
        assertThat(at.http().get("/organization/users/" + ada).text("/role")).isEqualTo("owner");
    }

    @Test
    void clears_a_note_by_null() {
        String ada = users.add("ada@example.com", "reader");
        at.http().post("/organization/users/" + ada, "{\"developer_persona\":\"backend\"}");
        Reply cleared = at.http().post("/organization/users/" + ada, "{\"developer_persona\":null}");

        assertThat(cleared.body().path("developer_persona").isNull()).isTrue();
    }

    @Test
    void takes_the_id_of_a_predefined_role_for_its_name() {
        String ada = users.add("ada@example.com", "reader");
        Reply modified = at.http().post("/organization/users/" + ada, "{\"role_id\":\"role-api-organization-owner\"}");

        assertThat(modified.text("/role")).isEqualTo("owner");
    }

    @Test
    void gives_a_custom_role_by_its_id() {
        String ada = users.add("ada@example.com", "reader");
        String auditor = at.organization().roles().add("auditor", "api.usage.read");
        Reply modified = at.http().post("/organization/users/" + ada, "{\"role_id\":\"" + auditor + "\"}");

        assertThat(modified.text("/role")).isEqualTo("reader");
        assertThat(at.http()
                        .get("/organization/users/" + ada + "/roles/" + auditor)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refuses_a_role_that_there_is_not() {
        String ada = users.add("ada@example.com", "reader");

        for (String body : new String[] {
            "{\"role\":\"admin\"}", "{\"role_id\":\"role_missing\"}", "{\"role\":\"owner\",\"role_id\":\"role_x\"}"
        }) {
            assertThat(at.http().post("/organization/users/" + ada, body).status())
                    .isEqualTo(400);
        }
        assertThat(at.http().get("/organization/users/" + ada).text("/role")).isEqualTo("reader");
    }

    @Test
    void shows_the_projects_of_a_user_except_archived_ones() {
        String ada = users.add("ada@example.com", "reader");
        String payments = at.organization().projects().add("payments");
        String closed = at.organization().projects().add("closed");
        at.organization().projectUsers().add(payments, ada, "owner");
        at.organization().projectUsers().add(closed, ada, "member");
        at.http().post("/organization/projects/" + closed + "/archive", "");
        JsonNode projects = at.http().get("/organization/users/" + ada).body().at("/projects/data");

        assertThat(projects).hasSize(1);
        assertThat(projects.at("/0/id").asText()).isEqualTo(payments);
        assertThat(projects.at("/0/name").asText()).isEqualTo("payments");
        assertThat(projects.at("/0/role").asText()).isEqualTo("owner");
    }

    @Test
    void takes_a_deleted_user_out_of_groups_and_projects() {
        String ada = users.add("ada@example.com", "reader");
        String project = at.organization().projects().add("payments");
        String group = at.organization().groups().add("finance");
        at.organization().projectUsers().add(project, ada, "member");
        at.organization().groups().addUser(group, ada);
        Reply deleted = at.http().send("DELETE", "/organization/users/" + ada, "");

        assertThat(deleted.text("/object")).isEqualTo("organization.user.deleted");
        assertThat(deleted.text("/id")).isEqualTo(ada);
        assertThat(at.http().get("/organization/users/" + ada).status()).isEqualTo(404);
        assertThat(at.http()
                        .get("/organization/projects/" + project + "/users")
                        .body()
                        .path("data"))
                .isEmpty();
        assertThat(at.http()
                        .get("/organization/groups/" + group + "/users")
                        .body()
                        .path("data"))
                .isEmpty();
    }

    @Test
    void knows_no_user_of_another_organization() {
        Reply missing = at.http().get("/organization/users/user-missing");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.text("/error/message")).isEqualTo("No user found with id 'user-missing'.");
    }

    @Test
    void tells_a_test_that_it_adds_an_address_twice() {
        users.add("ada@example.com", "reader");

        assertThatThrownBy(() -> users.add("Ada@example.com", "owner"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("User 'Ada@example.com' already exists in the organization.");
    }

    @Test
    void tells_a_test_which_roles_there_are() {
        assertThatThrownBy(() -> users.add("ada@example.com", "admin"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no role 'admin' in the organization; known: owner, reader");
    }

    @Test
    void an_address_is_free_again_when_its_user_was_deleted() {
        String first = users.add("ada@example.com", "reader");
        assertThatThrownBy(() -> users.add("ADA@example.com", "reader")).isInstanceOf(IllegalArgumentException.class);
        at.http().send("DELETE", "/organization/users/" + first, "");

        assertThat(users.add("Ada@example.com", "reader")).isNotEqualTo(first);
    }

    @Test
    void an_address_is_free_again_when_its_seed_was_undone() {
        assertThatThrownBy(() -> at.organization()
                        .seed("{\"users\": [{\"email\": \"ada@example.com\"},"
                                + " {\"email\": \"bob@example.com\", \"role\": \"no role\"}]}"))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(users.add("ada@example.com", "reader")).startsWith("user-");
    }
}
