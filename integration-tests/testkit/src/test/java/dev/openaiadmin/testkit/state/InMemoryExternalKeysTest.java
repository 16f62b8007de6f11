package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryExternalKeysTest {
    private static final String KEYS = "/organization/external_keys";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    @Test
    void registers_a_key_and_keeps_it() {
        Reply created = create(at.project());

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("extkey_[A-Za-z0-9]{24}");
        assertThat(created.text("/object")).isEqualTo("organization.external_key");
        assertThat(created.text("/purpose")).isEqualTo("ekm");
        assertThat(created.body().path("created_at").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(created.text("/api_project_ids/0")).isEqualTo(at.project());
        assertThat(at.http().get(KEYS + "/" + created.text("/id")).body()).isEqualTo(created.body());
    }

    @Test
    void belongs_to_the_projects_that_name_it() {
        String id = at.organization().externalKeys().add("master");
        at.http().post("/organization/projects/" + at.project(), "{\"external_key_id\":\"" + id + "\"}");

        assertThat(at.http().get(KEYS + "/" + id).body().path("api_project_ids").toString())
                .isEqualTo("[\"" + at.project() + "\"]");
    }

    @Test
    void refuses_a_project_that_is_not_there() {
        assertThat(create("proj_missing").status()).isEqualTo(400);
    }

    @Test
    void wants_an_exact_version_for_decryption_and_none_for_key_management() {
        String azure = "{\"type\":\"azure\",\"name\":\"a\",\"key_name\":\"k\",\"tenant_id\":\"t\",\"vault_uri\":\"u\"";

        assertThat(at.http().post(KEYS, azure + "}").status()).isEqualTo(200);
        assertThat(at.http().post(KEYS, azure + ",\"key_version\":\"1\"}").text("/error/param"))
                .isEqualTo("key_version");
        assertThat(at.http()
                        .post(KEYS, azure + ",\"purpose\":\"psp_decryption\"}")
                        .status())
                .isEqualTo(400);
        assertThat(at.http()
                        .post(KEYS, azure + ",\"purpose\":\"psp_decryption\",\"key_version\":\"1\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answers_a_deletion_with_the_key_as_it_was() {
        Reply created = create(at.project());
        Reply deleted = at.http().send("DELETE", KEYS + "/" + created.text("/id"), "");

        assertThat(deleted.body()).isEqualTo(created.body());
        assertThat(at.http().get(KEYS + "/" + created.text("/id")).status()).isEqualTo(404);
    }

    @Test
    void keeps_a_key_that_a_project_needs() {
        String id = at.organization().externalKeys().add("master");
        at.http().post("/organization/projects/" + at.project(), "{\"external_key_id\":\"" + id + "\"}");
        assertThat(at.http().send("DELETE", KEYS + "/" + id, "").status()).isEqualTo(400);

        at.http().post(at.inProject("archive"), "");
        assertThat(at.http().send("DELETE", KEYS + "/" + id, "").status()).isEqualTo(200);
    }

    @Test
    void finds_keys_valid_unless_the_test_says_otherwise() {
        String id = at.organization().externalKeys().add("master");
        assertThat(at.http().post(KEYS + "/" + id + "/validate", "").text("/status"))
                .isEqualTo("valid");

        at.organization().externalKeys().checksFind(id, "invalid");
        assertThat(at.http().post(KEYS + "/" + id + "/validate", "").text("/status"))
                .isEqualTo("invalid");
    }

    @Test
    void lists_keys_of_one_purpose_in_either_order() {
        at.organization().externalKeys().add("a");
        at.organization().externalKeys().add("b");

        assertThat(at.http().get(KEYS + "?order=desc").listed("name")).containsExactly("b", "a");
        assertThat(at.http().get(KEYS + "?purpose=psp_decryption").body().path("data"))
                .isEmpty();
    }

    @Test
    void is_seeded_from_json() {
        at.organization().seed("{\"external_keys\": [{\"id\": \"extkey_1\", \"name\": \"master\"}]}");

        assertThat(at.http().get(KEYS + "/extkey_1").text("/type")).isEqualTo("aws");
    }

    @Test
    void checks_only_what_is_there() {
        assertThatThrownBy(() -> at.organization().externalKeys().checksFind("extkey_missing", "valid"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No external key found with id 'extkey_missing'.");
    }

    private Reply create(String projectId) {
        return at.http()
                .post(
                        KEYS,
                        "{\"type\":\"aws\",\"name\":\"master\",\"external_id\":\"" + projectId
                                + "\",\"kms_arn\":\"arn:aws:kms:eu-central-1:123456789012:key/1\","
                                + "\"role_arn\":\"arn:aws:iam::123456789012:role/openai\"}");
    }
}
