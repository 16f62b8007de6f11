package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryWorkloadIdentityProvidersTest {
    private static final String PROVIDERS = "/organization/workload_identity_providers";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    @Test
    void registers_a_provider_with_what_was_left_out() {
        Reply created = at.http()
                .post(
                        PROVIDERS,
                        "{\"type\":\"oidc\",\"name\":\"builds\",\"issuer\":\"https://builds.example.com\","
                                + "\"audience\":\"https://api.openai.com\"}");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("wip_[A-Za-z0-9]{24}");
        assertThat(created.body().path("enabled").asBoolean()).isTrue();
        assertThat(created.body().path("description").isNull()).isTrue();
        assertThat(created.text("/verification/type")).isEqualTo("discovery");
        assertThat(created.body().path("attribute_transformations")).isEmpty();
        assertThat(at.http().get(PROVIDERS + "/" + created.text("/id")).body()).isEqualTo(created.body());
    }

    @Test
    void modifies_what_is_sent_and_tells_when() {
        String id = at.organization().workloadIdentityProviders().add("builds", "https://builds.example.com");
        at.http().post(PROVIDERS + "/" + id, "{\"description\":\"Build servers.\"}");
        FixedClock.set(at.organization(), NOW.plusSeconds(9));
        Reply modified = at.http().post(PROVIDERS + "/" + id, "{\"enabled\":false,\"description\":null}");

        assertThat(modified.text("/name")).isEqualTo("builds");
        assertThat(modified.body().path("enabled").asBoolean()).isFalse();
        assertThat(modified.body().path("description").isNull()).isTrue();
        assertThat(modified.body().path("created_at").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(modified.body().path("updated_at").asLong()).isEqualTo(NOW.getEpochSecond() + 9);
    }

    @Test
    void refuses_attributes_that_are_too_long() {
        String id = at.organization().workloadIdentityProviders().add("builds", "https://builds.example.com");
        Reply refused = at.http()
                .post(
                        PROVIDERS + "/" + id,
                        "{\"attribute_transformations\":[{\"attribute\":\"" + "a".repeat(257)
                                + "\",\"expression\":\"x\"}]}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(at.organization().takeBreaches()).singleElement().asString().contains("must not be longer than 256");
        assertThat(at.http().get(PROVIDERS + "/" + id).body().path("attribute_transformations"))
                .isEmpty();
    }

    @Test
    void deletes_a_provider_without_rules_only() {
        String project = at.organization().projects().add("payments");
        String account = at.organization().serviceAccounts().add(project, "ci");
        String id = at.organization().workloadIdentityProviders().add("builds", "https://builds.example.com");
        String rule = at.organization().federationRules().add(id, project, account);
        assertThat(at.http().send("DELETE", PROVIDERS + "/" + id, "").status()).isEqualTo(400);

        at.http().send("DELETE", PROVIDERS + "/" + id + "/federation_rules/" + rule, "");
        assertThat(at.http().send("DELETE", PROVIDERS + "/" + id, "").text("/object"))
                .isEqualTo("organization.workload_identity_provider.deleted");
        assertThat(at.http().get(PROVIDERS + "/" + id).status()).isEqualTo(404);
        assertThat(at.http().get(PROVIDERS + "/" + id + "/federation_rules").status())
                .isEqualTo(404);
    }

    @Test
    void lists_in_either_order() {
        at.organization().workloadIdentityProviders().add("a", "https://a.example.com");
        at.organization().workloadIdentityProviders().add("b", "https://b.example.com");

        assertThat(at.http().get(PROVIDERS + "?order=desc&limit=1").listed("name"))
                .containsExactly("b");
        assertThat(at.http().get(PROVIDERS).listed("name")).containsExactly("a", "b");
    }

    @Test
    void leaves_events_in_the_audit_log() {
        String id = at.organization().workloadIdentityProviders().add("builds", "https://builds.example.com");
        at.http().post(PROVIDERS + "/" + id, "{\"description\":null}");
        at.http().send("DELETE", PROVIDERS + "/" + id, "");
        Reply events = at.http().get("/organization/audit_logs");

        assertThat(events.body()
                        .at("/data/0/workload_identity_provider.deleted")
                        .toString())
                .isEqualTo("{\"id\":\"" + id + "\",\"name\":\"builds\"}");
        assertThat(events.body()
                        .at("/data/1/workload_identity_provider.updated")
                        .toString())
                .isEqualTo("{\"id\":\"" + id + "\",\"changes_requested\":{\"description\":null}}");
    }

    @Test
    void is_seeded_from_json() {
        at.organization().seed("""
                {"workload_identity_providers": [
                  {"id": "wip_1", "name": "builds", "issuer": "https://builds.example.com"}]}""");

        assertThat(at.http().get(PROVIDERS + "/wip_1").text("/type")).isEqualTo("oidc");
    }
}
