package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class InMemoryWorkloadIdentityProvidersTest {
    private static final String PROVIDERS = "/organization/workload_identity_providers";

    private InMemoryOrganization organization;
    private PlainHttp http;

    @BeforeEach
    void seed(InMemoryOrganization organization) {
        this.organization = organization;
        FixedClock.set(organization, NOW);
        http = new PlainHttp(organization);
    }

    @Test
    void registers_a_provider_with_what_was_left_out() {
        Reply created = http.post(
                PROVIDERS,
                "{\"type\":\"oidc\",\"name\":\"builds\",\"issuer\":\"https://builds.example.com\","
                        + "\"audience\":\"https://api.openai.com\"}");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("wip_[A-Za-z0-9]{24}");
        assertThat(created.body().path("enabled").asBoolean()).isTrue();
        assertThat(created.body().path("description").isNull()).isTrue();
        assertThat(created.text("/verification/type")).isEqualTo("discovery");
        assertThat(created.body().path("attribute_transformations")).isEmpty();
        assertThat(http.get(PROVIDERS + "/" + created.text("/id")).body()).isEqualTo(created.body());
    }

    @Test
    void modifies_what_is_sent_and_tells_when() {
        String id = organization.workloadIdentityProviders().add("builds", "https://builds.example.com");
        http.post(PROVIDERS + "/" + id, "{\"description\":\"Build servers.\"}");
        FixedClock.set(organization, NOW.plusSeconds(9));
        Reply modified = http.post(PROVIDERS + "/" + id, "{\"enabled\":false,\"description\":null}");

        assertThat(modified.text("/name")).isEqualTo("builds");
        assertThat(modified.body().path("enabled").asBoolean()).isFalse();
        assertThat(modified.body().path("description").isNull()).isTrue();
        assertThat(modified.body().path("created_at").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(modified.body().path("updated_at").asLong()).isEqualTo(NOW.getEpochSecond() + 9);
    }

    @Test
    void refuses_attributes_that_are_too_long() {
        String id = organization.workloadIdentityProviders().add("builds", "https://builds.example.com");
        Reply refused = http.post(
                PROVIDERS + "/" + id,
                "{\"attribute_transformations\":[{\"attribute\":\"" + "a".repeat(257) + "\",\"expression\":\"x\"}]}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(organization.takeBreaches()).singleElement().asString().contains("must not be longer than 256");
        assertThat(http.get(PROVIDERS + "/" + id).body().path("attribute_transformations"))
                .isEmpty();
    }

    @Test
    void deletes_a_provider_without_rules_only() {
        String project = organization.projects().add("payments");
        String account = organization.serviceAccounts().add(project, "ci");
        String id = organization.workloadIdentityProviders().add("builds", "https://builds.example.com");
        String rule = organization.federationRules().add(id, project, account);
        assertThat(http.send("DELETE", PROVIDERS + "/" + id, "").status()).isEqualTo(400);

        http.send("DELETE", PROVIDERS + "/" + id + "/federation_rules/" + rule, "");
        assertThat(http.send("DELETE", PROVIDERS + "/" + id, "").text("/object"))
                .isEqualTo("organization.workload_identity_provider.deleted");
        assertThat(http.get(PROVIDERS + "/" + id).status()).isEqualTo(404);
        assertThat(http.get(PROVIDERS + "/" + id + "/federation_rules").status())
                .isEqualTo(404);
    }

    @Test
    void lists_in_either_order() {
        organization.workloadIdentityProviders().add("a", "https://a.example.com");
        organization.workloadIdentityProviders().add("b", "https://b.example.com");

        assertThat(http.get(PROVIDERS + "?order=desc&limit=1").listed("name")).containsExactly("b");
        assertThat(http.get(PROVIDERS).listed("name")).containsExactly("a", "b");
    }

    @Test
    void leaves_events_in_the_audit_log() {
        String id = organization.workloadIdentityProviders().add("builds", "https://builds.example.com");
        http.post(PROVIDERS + "/" + id, "{\"description\":null}");
        http.send("DELETE", PROVIDERS + "/" + id, "");
        Reply events = http.get("/organization/audit_logs");

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
        organization.seed("""
                {"workload_identity_providers": [
                  {"id": "wip_1", "name": "builds", "issuer": "https://builds.example.com"}]}""");

        assertThat(http.get(PROVIDERS + "/wip_1").text("/type")).isEqualTo("oidc");
    }
}
