package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryServiceAccountsTest {
    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private String accounts;
    private String keys;

    @BeforeEach
    void seed() {
        accounts = at.inProject("service_accounts");
        keys = at.inProject("api_keys");
    }

    @Test
    void creates_a_member_with_a_key() {
        Reply created = at.http().post(accounts, "{\"name\":\"ci\",\"expires_in_seconds\":60}");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("svc_acct_[A-Za-z0-9]{24}");
        assertThat(created.text("/name")).isEqualTo("ci");
        assertThat(created.text("/role")).isEqualTo("member");
        assertThat(created.body().path("created_at").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(created.text("/api_key/id")).matches("key_[A-Za-z0-9]{24}");
        assertThat(created.text("/api_key/value")).matches("sk-svcacct-[A-Za-z0-9]{24}");
        assertThat(created.text("/api_key/name")).isEqualTo("Secret Key");
        assertThat(created.body().at("/api_key/expires_at").asLong()).isEqualTo(NOW.getEpochSecond() + 60);
    }

    @Test
    void never_shows_the_key_again() {
        Reply created = at.http().post(accounts, "{\"name\":\"ci\"}");
        String secret = created.text("/api_key/value");
        Reply listed = at.http().get(keys);

        assertThat(listed.text("/data/0/id")).isEqualTo(created.text("/api_key/id"));
        assertThat(listed.text("/data/0/redacted_value"))
                .isEqualTo("sk-svcacct-***" + secret.substring(secret.length() - 4));
        for (Reply reply :
                List.of(listed, at.http().get(accounts), at.http().get(accounts + "/" + created.text("/id")))) {
            assertThat(reply.body().toString()).doesNotContain(secret);
        }
    }

    @Test
    void creates_an_account_alone_without_key_and_role() {
        Reply created = at.http().post(accounts, "{\"name\":\"ci\",\"create_service_account_only\":true}");

        assertThat(created.text("/role")).isEqualTo("none");
        assertThat(created.body().path("api_key").isNull()).isTrue();
        assertThat(at.http().get(keys).body().path("data")).isEmpty();
    }

    @Test
    void creates_two_accounts_of_one_name() {
        Reply first = at.http().post(accounts, "{\"name\":\"twin\"}");
        Reply second = at.http().post(accounts, "{\"name\":\"twin\"}");

        assertThat(first.text("/id")).isNotEqualTo(second.text("/id"));
    }

    @Test
    void creates_further_keys_that_leave_the_others_alone() {
        String id = at.http().post(accounts, "{\"name\":\"ci\"}").text("/id");
        Reply named =
                at.http().post(accounts + "/" + id + "/api_keys", "{\"name\":\"nightly\",\"expires_in_seconds\":60}");
        Reply unnamed = at.http().post(accounts + "/" + id + "/api_keys", "");

        assertThat(named.text("/name")).isEqualTo("nightly");
        assertThat(named.text("/value")).startsWith("sk-svcacct-");
        assertThat(named.body().path("expires_at").asLong()).isEqualTo(NOW.getEpochSecond() + 60);
        assertThat(unnamed.text("/name")).isEqualTo("Secret Key");
        assertThat(unnamed.body().path("expires_at").isNull()).isTrue();
        assertThat(at.http().get(keys).body().path("data")).hasSize(3);
    }

    @Test
    void refuses_a_key_that_ends_before_it_begins() {
        Reply refused = at.http().post(accounts, "{\"name\":\"ci\",\"expires_in_seconds\":0}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/param")).isEqualTo("expires_in_seconds");
        assertThat(at.organization().takeBreaches()).hasSize(1);
        assertThat(at.http().get(accounts).body().path("data")).isEmpty();
    }

    @Test
    void modifies_what_is_sent_and_leaves_the_rest() {
        String id = at.organization().serviceAccounts().add(at.project(), "ci");
        at.http().post(accounts + "/" + id, "{\"role\":\"owner\"}");
        Reply renamed = at.http().post(accounts + "/" + id, "{\"name\":\"deploy\"}");

        assertThat(renamed.text("/name")).isEqualTo("deploy");
        assertThat(renamed.text("/role")).isEqualTo("owner");
        assertThat(at.http().get(accounts + "/" + id).body()).isEqualTo(renamed.body());
    }

    @Test
    void takes_no_role_away() {
        String id = at.organization().serviceAccounts().add(at.project(), "ci");

        assertThat(at.http().post(accounts + "/" + id, "{\"role\":\"none\"}").status())
                .isEqualTo(400);
    }

    @Test
    void deletes_an_account_with_its_keys_and_no_others() {
        String id = at.http().post(accounts, "{\"name\":\"ci\"}").text("/id");
        String other = at.http().post(accounts, "{\"name\":\"other\"}").text("/api_key/id");
        Reply deleted = at.http().send("DELETE", accounts + "/" + id, "");

        assertThat(deleted.body())
                .hasToString("{\"object\":\"organization.project.service_account.deleted\",\"deleted\":true,\"id\":\""
                        + id + "\"}");
        assertThat(at.http().get(accounts + "/" + id).status()).isEqualTo(404);
        assertThat(at.http().get(keys).listed("id")).containsExactly(other);
    }

    @Test
    void has_none_in_an_archived_project() {
        String id = at.organization().serviceAccounts().add(at.project(), "ci");
        at.http().post(at.inProject("archive"), "");

        for (Reply refused : List.of(
                at.http().get(accounts),
                at.http().post(accounts, "{\"name\":\"late\"}"),
                at.http().get(accounts + "/" + id),
                at.http().send("DELETE", accounts + "/" + id, ""))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/code")).isEqualTo("project_archived");
        }
    }

    @Test
    void keeps_accounts_in_their_project() {
        String id = at.organization().serviceAccounts().add(at.project(), "ci");
        String other = at.organization().projects().add("other");

        assertThat(at.http()
                        .get("/organization/projects/" + other + "/service_accounts/" + id)
                        .status())
                .isEqualTo(404);
        assertThat(at.http()
                        .get("/organization/projects/proj_missing/service_accounts")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void does_not_find_a_new_account_until_the_lag_is_over() {
        at.organization().lagOfReads(Duration.ofSeconds(10));
        String id = at.http().post(accounts, "{\"name\":\"ci\"}").text("/id");
        assertThat(at.http().get(accounts + "/" + id).status()).isEqualTo(404);

        FixedClock.set(at.organization(), NOW.plusSeconds(10));
        assertThat(at.http().get(accounts + "/" + id).status()).isEqualTo(200);
    }

    @Test
    void lists_pages() {
        at.organization().serviceAccounts().add(at.project(), "a");
        String second = at.organization().serviceAccounts().add(at.project(), "b");
        at.organization().serviceAccounts().add(at.project(), "c");
        Reply page = at.http().get(accounts + "?limit=2");

        assertThat(page.text("/last_id")).isEqualTo(second);
        assertThat(page.body().path("has_more").asBoolean()).isTrue();
        assertThat(at.http().get(accounts + "?after=" + second).text("/data/0/name"))
                .isEqualTo("c");
    }

    @Test
    void is_seeded_from_json() {
        at.organization()
                .seed("{\"projects/" + at.project()
                        + "/service_accounts\": [{\"id\": \"svc_acct_1\", \"name\": \"ci\"}]}");

        assertThat(at.http().get(accounts + "/svc_acct_1").text("/role")).isEqualTo("member");
    }

    @Test
    void adds_none_to_a_project_that_cannot_have_any() {
        String archived = at.organization().projects().addArchived("old");

        assertThatThrownBy(() -> at.organization().serviceAccounts().add(archived, "ci"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Project '" + archived + "' is archived.");
    }
}
