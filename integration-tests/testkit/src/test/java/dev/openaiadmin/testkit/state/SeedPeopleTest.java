package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithOrganization
class SeedPeopleTest {
    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    @Test
    void completes_a_user_of_whom_only_the_address_and_the_role_are_known() {
        at.organization().seed("{\"users\":[{\"email\":\"ada@example.com\",\"role\":\"owner\"}]}");
        Reply users = at.http().get("/organization/users?emails=ada@example.com");

        assertThat(users.text("/data/0/id")).matches("user-[A-Za-z0-9]{24}");
        assertThat(users.text("/data/0/name")).isEqualTo("ada");
        assertThat(users.text("/data/0/role")).isEqualTo("owner");
        assertThat(users.body().at("/data/0/added_at").asLong()).isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void keeps_what_is_written_of_a_user() {
        at.organization().seed("""
                {"users": [{"id": "user-1", "email": "ada@example.com", "name": "Ada", "added_at": 1790000000,
                            "technical_level": "high", "api_key_last_used_at": 1790000001}]}""");
        Reply ada = at.http().get("/organization/users/user-1");

        assertThat(ada.text("/name")).isEqualTo("Ada");
        assertThat(ada.text("/role")).isEqualTo("reader");
        assertThat(ada.text("/technical_level")).isEqualTo("high");
        assertThat(ada.body().path("added_at").asLong()).isEqualTo(1790000000);
        assertThat(ada.body().path("api_key_last_used_at").asLong()).isEqualTo(1790000001);
    }

    @Test
    void lets_people_belong_to_what_stands_further_down() {
        at.organization().seed("""
                {"projects/proj_1/users": [{"email": "ada@example.com", "role": "owner"}, {"id": "user-2"}],
                 "projects/proj_1/groups": [{"group_id": "group_1", "role": "role-api-project-owner"}],
                 "groups/group_1/users": [{"user_id": "user-2"}],
                 "groups": [{"id": "group_1", "name": "platform"}],
                 "users": [{"email": "ada@example.com"}, {"id": "user-2", "email": "bob@example.com"}],
                 "projects": [{"id": "proj_1", "name": "payments"}]}""");

        Reply users = at.http().get("/organization/projects/proj_1/users");
        assertThat(users.body().path("data").findValuesAsText("email"))
                .containsExactly("ada@example.com", "bob@example.com");
        assertThat(users.body().path("data").findValuesAsText("role")).containsExactly("owner", "member");
        assertThat(at.http().get("/organization/projects/proj_1/groups").text("/data/0/group_name"))
                .isEqualTo("platform");
        assertThat(at.http().get("/organization/groups/group_1/users").text("/data/0/name"))
                .isEqualTo("bob");
        assertThat(names("/projects/proj_1/groups/group_1/roles")).containsExactly("owner");
        assertThat(at.http()
                        .get("/projects/proj_1/users/user-2/roles")
                        .text("/data/0/assignment_sources/0/principal_id"))
                .isEqualTo("group_1");
    }

    @Test
    void adds_roles_and_who_has_them() {
        at.organization().seed("""
                {"users": [{"id": "user-1", "email": "ada@example.com"}],
                 "groups": [{"id": "group_1", "name": "platform"}],
                 "projects": [{"id": "proj_1", "name": "payments"}],
                 "projects/proj_1/users": [{"id": "user-1"}],
                 "projects/proj_1/groups": [{"group_id": "group_1"}],
                 "roles": [{"id": "role_1", "name": "auditor", "permissions": ["api.usage.read"]}],
                 "projects/proj_1/roles": [{"name": "tester"}],
                 "users/user-1/roles": [{"name": "auditor"}],
                 "groups/group_1/roles": [{"id": "role_1"}],
                 "projects/proj_1/users/user-1/roles": [{"id": "role-api-project-owner"}],
                 "projects/proj_1/groups/group_1/roles": [{"name": "tester"}]}""");

        assertThat(names("/organization/users/user-1/roles")).containsExactly("reader", "auditor");
        assertThat(names("/organization/groups/group_1/roles")).containsExactly("auditor");
        assertThat(names("/projects/proj_1/users/user-1/roles")).containsExactly("owner", "member");
        assertThat(names("/projects/proj_1/groups/group_1/roles")).containsExactly("member", "tester");
    }

    @Test
    void adds_invites_of_every_kind() {
        at.organization().seed("""
                {"projects": [{"id": "proj_1", "name": "payments"}],
                 "invites": [{"id": "invite-1", "email": "ada@example.com", "projects": [{"id": "proj_1"}]},
                             {"email": "bob@example.com", "status": "accepted"},
                             {"email": "cleo@example.com", "status": "expired"},
                             {"email": "dan@example.com", "created_at": 1700000000}]}""");
        Reply invites = at.http().get("/organization/invites");

        assertThat(invites.body().path("data").findValuesAsText("status"))
                .containsExactly("pending", "accepted", "expired", "expired");
        assertThat(invites.text("/data/0/role")).isEqualTo("reader");
        assertThat(invites.body().at("/data/1/accepted_at").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(invites.body().at("/data/3/expires_at").asLong()).isEqualTo(1700604800);
        String ada = at.organization().invites().accept("invite-1");
        assertThat(at.http().get("/organization/projects/proj_1/users/" + ada).text("/role"))
                .isEqualTo("member");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"users": [{"email":"a@b.c"}, {"email":"A@b.c"}]}      | /users/1: User 'A@b.c' already exists
            {"users": [{"email":"a@b.c", "role":"admin"}]}         | /users/0: There is no role 'admin'
            {"users": [{"email":"a@b.c", "nmae":"a"}]}             | /users/0 has 'nmae', which is not in the contract
            {"users": [{"email":7}]}                               | /users/0/email must be of type string, but was 7
            {"users": [{"id":"user-1"}, {"id":"user-1"}]}          | /users/1/id must not be there already, but was
            {"groups": [{"id":"group_1"}]}                         | /groups/0 lacks 'name'
            {"groups": [{"name":"a", "group_type":"tenant_group"}]} | /groups/0/group_type must be left out or "group"
            {"groups/group_1/users": [{"id":"user-1"}]}            | /groups~1group_1~1users/0: No user found with id
            {"projects/proj_1/users": [{"email":"a@b.c"}]}         | /projects~1proj_1~1users/0: No project found with
            {"projects/proj_1/roles": [{"name":"tester"}]}         | /projects~1proj_1~1roles/0: No project found with
            {"roles": [{"name":"owner"}]}                          | /roles/0: A role with the name 'owner' already
            {"roles": [{"name":"a", "predefined_role":true}]}      | /roles/0/predefined_role must be left out or false
            {"users/user-1/roles": [{"name":"owner"}]}             | /users~1user-1~1roles/0: No user found with id
            {"invites": [{"email":"owner@example.com"}]}           | /invites/0: User 'owner@example.com' already
            {"invites": [{"role":"owner"}]}                        | /invites/0 lacks 'email'
            {"invites": [{"email":"a@b.c", "status":"lost"}]}      | /invites/0/status must be one of accepted,
            """)
    void refuses_what_cannot_be(String json, String rule) {
        assertThatThrownBy(() -> at.organization().seed(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the seed: " + rule);
    }

    @Test
    void refuses_what_another_object_says_otherwise() {
        at.organization().projects().add("payments");

        assertThatThrownBy(() -> at.organization().seed("""
                        {"users": [{"id": "user-1", "email": "ada@example.com"}],
                         "groups": [{"id": "group_1", "name": "platform"}],
                         "groups/group_1/users": [{"id": "user-1", "name": "Bob"}]}"""))
                .hasMessage("the seed: /groups~1group_1~1users/0/name must be left out or \"ada\", but was \"Bob\"");
    }

    @Test
    void takes_back_who_was_added_before_a_mistake() {
        assertThatThrownBy(() -> at.organization().seed("""
                        {"users": [{"id": "user-1", "email": "ada@example.com"}],
                         "groups": [{"name": "platform"}, {}]}""")).isInstanceOf(IllegalArgumentException.class);

        assertThat(at.http().get("/organization/users/user-1").status()).isEqualTo(404);
        assertThat(at.http().get("/organization/groups").body().path("data")).isEmpty();
        at.organization().seed("{\"users\": [{\"id\": \"user-1\", \"email\": \"ada@example.com\"}]}");
    }

    private List<String> names(String roles) {
        return at.http().get(roles).body().path("data").findValuesAsText("name");
    }
}
