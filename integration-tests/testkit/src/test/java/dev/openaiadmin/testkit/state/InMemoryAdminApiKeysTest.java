package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryAdminApiKeysTest {
    private static final String KEYS = "/organization/admin_api_keys";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    @Test
    void creates_a_key_and_shows_it_once() {
        Reply created = at.http().post(KEYS, "{\"name\":\"terraform\",\"expires_in_seconds\":60}");
        String secret = created.text("/value");
        Reply retrieved = at.http().get(KEYS + "/" + created.text("/id"));

        assertThat(created.status()).isEqualTo(200);
        assertThat(secret).matches("sk-admin-[A-Za-z0-9]{24}");
        assertThat(created.text("/redacted_value")).isEqualTo("sk-admin-***" + secret.substring(secret.length() - 4));
        assertThat(created.body().path("expires_at").asLong()).isEqualTo(NOW.getEpochSecond() + 60);
        assertThat(created.text("/owner/id"))
                .isEqualTo(at.organization().users().ownerId());
        assertThat(retrieved.text("/name")).isEqualTo("terraform");
        assertThat(retrieved.body().has("value")).isFalse();
    }

    @Test
    void lets_a_new_key_into_the_same_organization() {
        String secret = create("terraform").text("/value");
        String project = at.organization().projects().add("payments");

        assertThat(get("/organization/projects/" + project, secret).text("/name"))
                .isEqualTo("payments");
    }

    @Test
    void refuses_a_key_that_was_deleted() {
        Reply created = create("terraform");
        Reply deleted = at.http().send("DELETE", KEYS + "/" + created.text("/id"), "");
        Reply refused = get("/organization/projects", created.text("/value"));

        assertThat(deleted.text("/object")).isEqualTo("organization.admin_api_key.deleted");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("/error/code")).isEqualTo("invalid_api_key");
        assertThat(at.http().get(KEYS + "/" + created.text("/id")).status()).isEqualTo(404);
    }

    @Test
    void refuses_a_key_that_has_ended() {
        String secret = at.http()
                .post(KEYS, "{\"name\":\"brief\",\"expires_in_seconds\":60}")
                .text("/value");
        FixedClock.set(at.organization(), NOW.plusSeconds(59));
        assertThat(get(KEYS, secret).status()).isEqualTo(200);

        FixedClock.set(at.organization(), NOW.plusSeconds(60));
        assertThat(get(KEYS, secret).status()).isEqualTo(401);
    }

    @Test
    void refuses_its_first_key_once_that_is_deleted() {
        String secret = create("rotated").text("/value");
        String first = at.http().get(KEYS).text("/data/0/id");
        at.http().send("DELETE", KEYS + "/" + first, "");

        assertThat(at.http().get(KEYS).status()).isEqualTo(401);
        assertThat(get(KEYS, secret).status()).isEqualTo(200);
    }

    @Test
    void lists_its_first_key_and_the_others_in_either_order() {
        at.organization().adminApiKeys().add("terraform");

        assertThat(at.http().get(KEYS).listed("name")).containsExactly("first", "terraform");
        assertThat(at.http().get(KEYS + "?order=desc&limit=1").listed("name")).containsExactly("terraform");
    }

    @Test
    void tells_when_a_key_was_last_used() {
        Reply created = create("terraform");
        FixedClock.set(at.organization(), NOW.plusSeconds(5));
        get(KEYS, created.text("/value"));

        assertThat(created.body().path("last_used_at").isNull()).isTrue();
        assertThat(at.http()
                        .get(KEYS + "/" + created.text("/id"))
                        .body()
                        .path("last_used_at")
                        .asLong())
                .isEqualTo(NOW.getEpochSecond() + 5);
    }

    @Test
    void is_seeded_from_json() {
        at.organization().seed("{\"admin_api_keys\": [{\"id\": \"key_1\", \"name\": \"terraform\"}]}");

        assertThat(at.http().get(KEYS + "/key_1").text("/redacted_value")).startsWith("sk-admin-***");
    }

    private Reply create(String name) {
        return at.http().post(KEYS, "{\"name\":\"" + name + "\"}");
    }

    private Reply get(String url, String secret) {
        return PlainHttp.send(at.http().request(url).header("Authorization", "Bearer " + secret));
    }
}
