package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryFederationRulesTest {
    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private String account;
    private String provider;
    private String rules;

    @BeforeEach
    void seed() {
        account = at.organization().serviceAccounts().add(at.project(), "ci");
        provider = at.organization().workloadIdentityProviders().add("builds", "https://builds.example.com");
        rules = "/organization/workload_identity_providers/" + provider + "/federation_rules";
    }

    @Test
    void adds_a_rule_with_what_was_left_out() {
        Reply created = create(at.project(), account, "{\"team\":\"payments\",\"protected\":true}", "");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("wifr_[A-Za-z0-9]{24}");
        assertThat(created.text("/workload_identity_provider_id")).isEqualTo(provider);
        assertThat(created.body().path("enabled").asBoolean()).isTrue();
        assertThat(created.body().path("name").isNull()).isTrue();
        assertThat(created.text("/permissions/type")).isEqualTo("service_account_default");
        assertThat(at.http().get(rules + "/" + created.text("/id")).body()).isEqualTo(created.body());
    }

    @Test
    void refuses_a_service_account_that_is_not_in_the_project() {
        String other = at.organization().projects().add("other");

        assertThat(create(other, account, "{}", "").text("/error/param")).isEqualTo("service_account_id");
        assertThat(create("proj_missing", account, "{}", "").text("/error/param"))
                .isEqualTo("project_id");
    }

    @Test
    void refuses_matchers_and_permissions_that_mean_nothing() {
        assertThat(create(at.project(), account, "{\"team\":[]}", "").text("/error/param"))
                .isEqualTo("attribute_matchers");
        assertThat(create(at.project(), account, "{}", ",\"permissions\":{\"type\":\"restricted\",\"scopes\":[]}")
                        .text("/error/param"))
                .isEqualTo("permissions");
        assertThat(at.organization().takeBreaches()).isNotEmpty();
    }

    @Test
    void modifies_what_is_sent_or_nothing() {
        String id = at.organization().federationRules().add(provider, at.project(), account);
        at.http().post(rules + "/" + id, "{\"name\":\"releases\"}");
        Reply refused = at.http().post(rules + "/" + id, "{\"name\":\"x\",\"attribute_matchers\":{\"team\":null}}");
        Reply modified = at.http().post(rules + "/" + id, "{\"enabled\":false}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(modified.text("/name")).isEqualTo("releases");
        assertThat(modified.body().path("enabled").asBoolean()).isFalse();
        assertThat(at.http()
                        .post(rules + "/" + id, "{\"name\":null}")
                        .body()
                        .path("name")
                        .isNull())
                .isTrue();
    }

    @Test
    void lists_the_rules_of_one_service_account() {
        String other = at.organization().serviceAccounts().add(at.project(), "deploy");
        at.organization().federationRules().add(provider, at.project(), account);
        at.organization().federationRules().add(provider, at.project(), other);

        assertThat(at.http().get(rules).body().path("data")).hasSize(2);
        assertThat(at.http().get(rules + "?service_account_id=" + other).listed("service_account_id"))
                .containsExactly(other);
    }

    @Test
    void goes_with_its_service_account() {
        String id = at.organization().federationRules().add(provider, at.project(), account);
        at.http().send("DELETE", "/organization/projects/" + at.project() + "/service_accounts/" + account, "");

        assertThat(at.http().get(rules + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void tells_the_audit_log_whom_a_deleted_rule_let_in() {
        String id = at.organization().federationRules().add(provider, at.project(), account);
        at.http().send("DELETE", rules + "/" + id, "");

        assertThat(at.http()
                        .get("/organization/audit_logs")
                        .body()
                        .at("/data/0/workload_identity_provider_mapping.deleted")
                        .toString())
                .isEqualTo("{\"id\":\"" + id + "\",\"project_id\":\"" + at.project() + "\",\"service_account_id\":\""
                        + account + "\",\"identity_provider_id\":\"" + provider + "\"}");
    }

    @Test
    void is_seeded_from_json_with_all_that_it_needs() {
        at.organization().seed("""
                {"workload_identity_providers": [{"id": "wip_1", "name": "b", "issuer": "https://b.example.com"}],
                 "projects/PROJECT/service_accounts": [{"id": "svc_acct_1", "name": "release"}],
                 "workload_identity_providers/wip_1/federation_rules": [
                   {"id": "wifr_1", "project_id": "PROJECT", "service_account_id": "svc_acct_1"}]}""".replace("PROJECT", at.project()));

        assertThat(at.http()
                        .get("/organization/workload_identity_providers/wip_1/federation_rules")
                        .listed("id"))
                .containsExactly("wifr_1");
    }

    @Test
    void adds_none_for_an_account_that_is_not_there() {
        assertThatThrownBy(() -> at.organization().federationRules().add(provider, at.project(), "svc_acct_missing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("svc_acct_missing");
    }

    private Reply create(String projectId, String accountId, String matchers, String more) {
        return at.http()
                .post(
                        rules,
                        "{\"project_id\":\"" + projectId + "\",\"service_account_id\":\"" + accountId
                                + "\",\"attribute_matchers\":" + matchers + more + "}");
    }
}
