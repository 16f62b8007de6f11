package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryProjectApiKeysTest {
    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private String keys;

    @BeforeEach
    void seed() {
        keys = at.inProject("api_keys");
    }

    @Test
    void shows_a_key_redacted_with_its_owner() {
        String id = at.organization().projectApiKeys().add(at.project(), "laptop");
        Reply key = at.http().get(keys + "/" + id);

        assertThat(key.text("/name")).isEqualTo("laptop");
        assertThat(key.text("/redacted_value")).matches("sk-proj-\\*\\*\\*[A-Za-z0-9]{4}");
        assertThat(key.text("/owner_project_access")).isEqualTo("active");
        assertThat(key.text("/owner/type")).isEqualTo("user");
        assertThat(key.text("/owner/user/id"))
                .isEqualTo(at.organization().users().ownerId());
        assertThat(key.text("/owner/user/email")).isEqualTo("owner@example.com");
        assertThat(at.http().get(keys).body().at("/data/0")).isEqualTo(key.body());
    }

    @Test
    void shows_the_service_account_that_owns_a_key_as_it_is_now() {
        String account = at.organization().serviceAccounts().add(at.project(), "ci");
        String id = at.organization().projectApiKeys().add(at.project(), "nightly", account);
        at.http()
                .post(
                        "/organization/projects/" + at.project() + "/service_accounts/" + account,
                        "{\"name\":\"deploy\"}");
        Reply key = at.http().get(keys + "/" + id);

        assertThat(key.text("/redacted_value")).startsWith("sk-svcacct-***");
        assertThat(key.text("/owner/type")).isEqualTo("service_account");
        assertThat(key.text("/owner/service_account/name")).isEqualTo("deploy");
        assertThat(key.body().path("owner").has("user")).isFalse();
    }

    @Test
    void sets_when_a_key_ends_and_takes_scopes() {
        String id = at.organization().projectApiKeys().add(at.project(), "laptop");
        Reply modified =
                at.http().post(keys + "/" + id, "{\"expires_in_seconds\":604800,\"scopes\":[\"api.model.request\"]}");
        Reply scoped = at.http().post(keys + "/" + id, "{\"scopes\":[]}");

        assertThat(modified.body().path("expires_at").asLong()).isEqualTo(NOW.getEpochSecond() + 604_800);
        assertThat(scoped.body()).isEqualTo(modified.body());
    }

    @Test
    void wants_one_change_at_least() {
        String id = at.organization().projectApiKeys().add(at.project(), "laptop");

        assertThat(at.http().post(keys + "/" + id, "{}").status()).isEqualTo(400);
        assertThat(at.organization().takeBreaches()).hasSize(1);
    }

    @Test
    void deletes_a_key_of_a_user() {
        String id = at.organization().projectApiKeys().add(at.project(), "laptop");
        Reply deleted = at.http().send("DELETE", keys + "/" + id, "");

        assertThat(deleted.text("/object")).isEqualTo("organization.project.api_key.deleted");
        assertThat(at.http().get(keys + "/" + id).status()).isEqualTo(404);
        assertThat(at.http().send("DELETE", keys + "/" + id, "").status()).isEqualTo(404);
    }

    @Test
    void refuses_to_delete_a_key_of_a_service_account() {
        String account = at.organization().serviceAccounts().add(at.project(), "ci");
        String id = at.organization().projectApiKeys().add(at.project(), "nightly", account);

        assertThat(at.http().send("DELETE", keys + "/" + id, "").status()).isEqualTo(400);
        assertThat(at.http().get(keys + "/" + id).status()).isEqualTo(200);
    }

    @Test
    void lists_keys_by_what_their_owners_may_do() {
        String member = at.organization().users().add("member@example.com", "reader");
        String through = at.organization().users().add("through@example.com", "reader");
        String stranger = at.organization().users().add("stranger@example.com", "reader");
        String group = at.organization().groups().add("platform");
        at.organization().groups().addUser(group, through);
        at.organization().projectGroups().add(at.project(), group, "role-api-project-member");
        at.organization().projectUsers().add(at.project(), member, "member");
        at.organization().projectApiKeys().add(at.project(), "member", member);
        at.organization().projectApiKeys().add(at.project(), "through", through);
        at.organization().projectApiKeys().add(at.project(), "stranger", stranger);

        assertThat(names("")).containsExactly("member");
        assertThat(names("?owner_project_access=active")).containsExactly("member", "through");
        assertThat(names("?owner_project_access=inactive")).containsExactly("stranger");
        assertThat(names("?owner_project_access=any")).containsExactly("member", "through", "stranger");
    }

    @Test
    void forgets_the_keys_of_a_user_who_is_deleted() {
        String ada = at.organization().users().add("ada@example.com", "reader");
        String id = at.organization().projectApiKeys().add(at.project(), "laptop", ada);
        at.http().send("DELETE", "/organization/users/" + ada, "");

        assertThat(at.http().get(keys + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void lets_keys_of_an_archived_project_do_nothing() {
        String id = at.organization().projectApiKeys().add(at.project(), "laptop");
        at.http().post(at.inProject("archive"), "");

        assertThat(names("")).isEmpty();
        assertThat(names("?owner_project_access=inactive")).containsExactly("laptop");
        assertThat(at.http()
                        .post(keys + "/" + id, "{\"expires_in_seconds\":60}")
                        .text("/error/code"))
                .isEqualTo("project_archived");
    }

    @Test
    void is_seeded_from_json_with_owners_by_id_or_without() {
        at.organization().seed("""
                {"projects/PROJECT/service_accounts": [{"id": "svc_acct_1", "name": "ci"}],
                 "projects/PROJECT/api_keys": [
                   {"id": "key_1", "name": "laptop"},
                   {"id": "key_2", "owner": {"service_account": {"id": "svc_acct_1"}}}]}""".replace("PROJECT", at.project()));

        assertThat(at.http().get(keys + "/key_1").text("/owner/user/email")).isEqualTo("owner@example.com");
        assertThat(at.http().get(keys + "/key_2").text("/owner/service_account/name"))
                .isEqualTo("ci");
    }

    @Test
    void refuses_a_seed_whose_owner_is_not_there() {
        String place = "projects/" + at.project() + "/api_keys";

        assertThatThrownBy(() -> at.organization()
                        .seed("{\"" + place
                                + "\": [{\"name\": \"laptop\", \"owner\": {\"user\": {\"id\": \"user-1\"}}}]}"))
                .hasMessage("the seed: /" + place.replace("/", "~1")
                        + "/0: No user found with id 'user-1' in the organization.");
    }

    @Test
    void adds_none_for_an_owner_who_is_not_there() {
        assertThatThrownBy(() -> at.organization().projectApiKeys().add(at.project(), "laptop", "user-missing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user-missing");
    }

    private List<String> names(String query) {
        return at.http().get(keys + query).listed("name");
    }
}
