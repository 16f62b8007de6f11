package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryCodexIdentityMappingsTest {
    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private String provider;
    private String mappings;

    @BeforeEach
    void seed() {
        provider = at.organization().codexIdentityProviders().add("builds", "https://builds.example.com", "codex");
        mappings = mappingsOf(provider);
    }

    @Test
    void creates_a_mapping_with_the_documented_defaults() {
        Reply created = create("\"external_subject\":\"repo:payments/*\"");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("idpm_[A-Za-z0-9]{24}");
        assertThat(created.text("/object")).isEqualTo("workload_identity_mapping");
        assertThat(created.text("/access_token_lifetime_seconds")).isEqualTo("3600");
        assertThat(created.text("/enabled")).isEqualTo("true");
        assertThat(at.http().get(mappings + "/" + created.text("/id")).body()).isEqualTo(created.body());
        assertThat(at.http().get(mappings).listed("id")).containsExactly(created.text("/id"));
    }

    @Test
    void refuses_a_mapping_that_identifies_nobody() {
        assertThat(create("\"audiences\":[\"codex\"]").text("/error/param")).isEqualTo("external_subject");
        assertThat(create("\"external_subject\":\"*\"").text("/error/param")).isEqualTo("external_subject");
        assertThat(create("\"external_subject\":\"a*b\"").text("/error/param")).isEqualTo("external_subject");
        assertThat(create("\"claims\":{\"sub\":\"a\"}").text("/error/param")).isEqualTo("claims");
        assertThat(create("\"claims\":{\"teams\":[\"a\"]}").text("/error/param"))
                .isEqualTo("claims");
    }

    @Test
    void refuses_scopes_without_access_to_codex() {
        String claims = "\"claims\":{\"team\":null},";

        assertThat(create(claims + "\"scopes\":[\"openid\"]").text("/error/param"))
                .isEqualTo("scopes");
        assertThat(create(
                                claims
                                        + "\"scopes\":[\"openid\",\"chatgpt.workspace.feature.allow-codex-local-access.access\"]")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void requires_audiences_where_the_provider_has_none() {
        String open = at.http()
                .post(
                        "/organization/workload_identity/providers",
                        "{\"name\":\"open\",\"issuer\":\"https://open.example.com\"}")
                .text("/id");
        String mapping = "{\"workspace_id\":\"ws_1\",\"principal_id\":\"user-1\",\"condition\":\"true\"";

        assertThat(at.http().post(mappingsOf(open), mapping + "}").text("/error/param"))
                .isEqualTo("audiences");
        assertThat(at.http()
                        .post(mappingsOf(open), mapping + ",\"audiences\":[\"codex\"]}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void modifies_only_what_the_request_names_and_never_the_principal() {
        String id = at.organization().codexIdentityMappings().add(provider, "repo:a", "ws_1", "user-1");
        Reply modified = at.http().post(mappings + "/" + id, "{\"enabled\":false}");

        assertThat(modified.text("/external_subject")).isEqualTo("repo:a");
        assertThat(modified.text("/enabled")).isEqualTo("false");
        assertThat(at.http()
                        .post(mappings + "/" + id, "{\"principal_id\":\"user-2\"}")
                        .status())
                .isEqualTo(400);
        assertThat(at.organization().takeBreaches()).hasSize(1);
    }

    @Test
    void refuses_the_fifty_first_mapping_with_a_conflict() {
        for (int i = 0; i < 50; i++) {
            at.organization().codexIdentityMappings().add(provider, "repo:a", "ws_1", "user-1");
        }

        assertThat(create("\"external_subject\":\"repo:a\"").status()).isEqualTo(409);
    }

    @Test
    void archives_a_mapping() {
        String id = at.organization().codexIdentityMappings().add(provider, "repo:a", "ws_1", "user-1");

        assertThat(at.http().send("DELETE", mappings + "/" + id, "").text("/id"))
                .isEqualTo(id);
        assertThat(at.http().get(mappings + "/" + id).status()).isEqualTo(404);
        assertThat(at.http().send("DELETE", mappings + "/" + id, "").status()).isEqualTo(404);
    }

    @Test
    void adds_no_mapping_to_a_provider_that_does_not_exist() {
        assertThatThrownBy(
                        () -> at.organization().codexIdentityMappings().add("idp_missing", "repo:a", "ws_1", "user-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("idp_missing");
    }

    private Reply create(String more) {
        return at.http().post(mappings, "{\"workspace_id\":\"ws_1\",\"principal_id\":\"user-1\"," + more + "}");
    }

    private static String mappingsOf(String provider) {
        return "/organization/workload_identity/providers/" + provider + "/mappings";
    }
}
