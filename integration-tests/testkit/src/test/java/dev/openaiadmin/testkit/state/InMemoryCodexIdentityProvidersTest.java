package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryCodexIdentityProvidersTest {
    private static final String PROVIDERS = "/organization/workload_identity/providers";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    @Test
    void creates_a_provider_with_the_documented_defaults() {
        Reply created = create("");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("idp_[A-Za-z0-9]{24}");
        assertThat(created.text("/object")).isEqualTo("workload_identity_provider");
        assertThat(created.text("/type")).isEqualTo("oidc");
        assertThat(created.text("/max_assertion_lifetime_seconds")).isEqualTo("3600");
        assertThat(created.text("/check_jti")).isEqualTo("false");
        assertThat(created.text("/enabled")).isEqualTo("true");
        assertThat(at.http().get(PROVIDERS + "/" + created.text("/id")).body()).isEqualTo(created.body());
    }

    @Test
    void lists_all_providers_in_one_response_without_a_cursor() {
        String id = at.organization().codexIdentityProviders().add("builds", "https://builds.example.com", "codex");
        Reply list = at.http().get(PROVIDERS);

        assertThat(list.listed("id")).containsExactly(id);
        assertThat(list.body().has("has_more")).isFalse();
    }

    @Test
    void refuses_enabled_when_a_provider_is_created() {
        assertThat(create(",\"enabled\":true").status()).isEqualTo(400);
        assertThat(at.organization().takeBreaches()).hasSize(1);
    }

    @Test
    void refuses_more_than_one_source_of_keys() {
        assertThat(create(",\"jwks_uri\":\"https://a.example.com\",\"custom_url\":\"https://b.example.com\"")
                        .text("/error/message"))
                .contains("custom_url, jwks_uri");
        assertThat(create(",\"jwks\":{\"keys\":[]}").text("/error/param")).isEqualTo("jwks");
        assertThat(create(",\"jwks\":{\"keys\":[]},\"jwks_local\":true").status())
                .isEqualTo(200);
    }

    @Test
    void requires_a_trust_domain_and_keys_of_a_spiffe_provider() {
        String spiffe = "{\"name\":\"mesh\",\"type\":\"spiffe_jwt\",\"issuer\":\"";

        assertThat(at.http()
                        .post(PROVIDERS, spiffe + "https://a.example.com\"}")
                        .text("/error/param"))
                .isEqualTo("issuer");
        assertThat(at.http().post(PROVIDERS, spiffe + "spiffe://example.com\"}").text("/error/param"))
                .isEqualTo("jwks_uri");
        assertThat(at.http()
                        .post(
                                PROVIDERS,
                                spiffe + "spiffe://example.com\",\"jwks_local\":true,"
                                        + "\"jwks\":{\"keys\":[{\"use\":\"jwt-svid\"}]}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void modifies_only_what_the_request_names() {
        String id = at.organization().codexIdentityProviders().add("builds", "https://builds.example.com", "codex");
        at.http().post(PROVIDERS + "/" + id, "{\"jwks_uri\":\"https://keys.example.com\"}");
        Reply modified = at.http()
                .post(PROVIDERS + "/" + id, "{\"enabled\":false,\"custom_url\":\"https://discovery.example.com\"}");

        assertThat(modified.text("/name")).isEqualTo("builds");
        assertThat(modified.text("/enabled")).isEqualTo("false");
        assertThat(modified.text("/custom_url")).isEqualTo("https://discovery.example.com");
        assertThat(modified.body().has("jwks_uri")).isFalse();
    }

    @Test
    void refuses_the_fifty_first_provider_with_a_conflict() {
        for (int i = 0; i < 50; i++) {
            at.organization().codexIdentityProviders().add("builds", "https://builds.example.com", "codex");
        }

        assertThat(create("").status()).isEqualTo(409);
    }

    @Test
    void archives_a_provider_together_with_its_mappings() {
        String id = at.organization().codexIdentityProviders().add("builds", "https://builds.example.com", "codex");
        String mapping = at.organization().codexIdentityMappings().add(id, "repo:a", "ws_1", "user-1");
        Reply archived = at.http().send("DELETE", PROVIDERS + "/" + id, "");

        assertThat(archived.text("/id")).isEqualTo(id);
        assertThat(at.http().get(PROVIDERS).listed("id")).isEmpty();
        assertThat(at.http().get(PROVIDERS + "/" + id + "/mappings/" + mapping).status())
                .isEqualTo(404);
        assertThat(at.http().get("/organization/audit_logs?tenant_only=true").listed("type"))
                .containsExactly("tenant.workload_identity.provider.archived");
    }

    @Test
    void is_seeded_from_json() {
        at.organization()
                .seed(
                        "{\"workload_identity/providers\": [{\"id\": \"idp_1\", \"name\": \"b\","
                                + " \"issuer\": \"https://b.example.com\", \"audience\": \"codex\"}],"
                                + " \"workload_identity/providers/idp_1/mappings\": [{\"id\": \"idpm_1\", \"condition\": \"true\"}]}");

        assertThat(at.http().get(PROVIDERS).listed("id")).containsExactly("idp_1");
        assertThat(at.http().get(PROVIDERS + "/idp_1/mappings").listed("id")).containsExactly("idpm_1");
    }

    private Reply create(String more) {
        return at.http().post(PROVIDERS, "{\"name\":\"builds\",\"issuer\":\"https://builds.example.com\"" + more + "}");
    }
}
