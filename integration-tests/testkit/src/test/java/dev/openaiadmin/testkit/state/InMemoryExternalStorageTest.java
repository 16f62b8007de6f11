package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryExternalStorageTest {
    private static final String STORAGE = "/organization/external_storage";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    @Test
    void connects_a_project_and_finds_out_the_rest() {
        Reply created = create(at.project());

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("extstore_[A-Za-z0-9]{24}");
        assertThat(created.text("/status")).isEqualTo("pending");
        assertThat(created.text("/geography")).isEqualTo("US");
        assertThat(created.text("/provider/account_id")).isEqualTo("999999999999");
        assertThat(created.text("/provider/external_id")).isEqualTo(at.project());
        assertThat(at.http().get(STORAGE + "/" + created.text("/id")).body()).isEqualTo(created.body());
    }

    @Test
    void takes_storage_of_every_cloud() {
        for (String provider : new String[] {
            "{\"type\":\"azure\",\"tenant_id\":\"t\",\"subscription_id\":\"s\",\"resource_group\":\"g\","
                    + "\"account_name\":\"a\",\"container\":\"c\"}",
            "{\"type\":\"gcp\",\"bucket\":\"b\",\"workload_identity_pool_id\":\"p\","
                    + "\"workload_identity_project_number\":\"1\",\"workload_identity_provider_id\":\"i\"}",
            "{\"type\":\"oci\",\"bucket\":\"b\",\"region\":\"eu-frankfurt-1\",\"tenancy_ocid\":\"o\"}"
        }) {
            assertThat(connect(at.project(), provider).status()).as(provider).isEqualTo(200);
        }
        assertThat(at.http().get(STORAGE + "?order=desc").text("/data/0/geography"))
                .isEqualTo("EU");
    }

    @Test
    void refuses_projects_that_are_missing_or_archived() {
        assertThat(create("proj_missing").text("/error/param")).isEqualTo("project_id");
        assertThat(create(at.organization().projects().addArchived("old")).text("/error/code"))
                .isEqualTo("project_archived");
    }

    @Test
    void is_validated_once_it_was_checked() {
        String id = at.organization().externalStorage().add(at.project(), "payments-data");
        Reply checked = at.http().post(STORAGE + "/" + id + "/validate", "");

        assertThat(checked.text("/status")).isEqualTo("validated");
        assertThat(at.http().get(STORAGE + "/" + id).body()).isEqualTo(checked.body());
    }

    @Test
    void is_found_as_the_test_says() {
        String id = at.organization().externalStorage().add(at.project(), "payments-data");
        at.organization().externalStorage().checksFind(id, "unhealthy");

        assertThat(at.http().get(STORAGE + "/" + id).text("/status")).isEqualTo("pending");
        assertThat(at.http().post(STORAGE + "/" + id + "/validate", "").text("/status"))
                .isEqualTo("unhealthy");
    }

    @Test
    void lists_the_storage_of_one_project() {
        String other = at.organization().projects().add("other");
        at.organization().externalStorage().add(at.project(), "a");
        at.organization().externalStorage().add(other, "b");

        assertThat(at.http().get(STORAGE).body().path("data")).hasSize(2);
        assertThat(at.http().get(STORAGE + "?project_id=" + other).listed("project_id"))
                .containsExactly(other);
    }

    @Test
    void disconnects_storage() {
        String id = at.organization().externalStorage().add(at.project(), "a");

        assertThat(at.http().send("DELETE", STORAGE + "/" + id, "").text("/object"))
                .isEqualTo("organization.external_storage.deleted");
        assertThat(at.http().get(STORAGE + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void is_seeded_from_json() {
        at.organization()
                .seed("{\"external_storage\": [{\"id\": \"extstore_1\", \"project_id\": \"" + at.project()
                        + "\", \"status\": \"degraded\","
                        + " \"provider\": {\"type\": \"aws\", \"bucket\": \"b\", \"role_arn\": \"r\"}}]}");

        assertThat(at.http().get(STORAGE + "/extstore_1").text("/status")).isEqualTo("degraded");
    }

    @Test
    void knows_no_other_findings() {
        String id = at.organization().externalStorage().add(at.project(), "a");

        assertThatThrownBy(() -> at.organization().externalStorage().checksFind(id, "broken"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the storage at /status must be one of pending, validated, ");
    }

    private Reply create(String projectId) {
        return connect(
                projectId,
                "{\"type\":\"aws\",\"bucket\":\"b\",\"role_arn\":\"arn:aws:iam::999999999999:role/openai\"}");
    }

    private Reply connect(String projectId, String provider) {
        return at.http().post(STORAGE, "{\"project_id\":\"" + projectId + "\",\"provider\":" + provider + "}");
    }
}
