package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class InMemoryExternalStorageTest {
    private static final String STORAGE = "/organization/external_storage";

    private InMemoryOrganization organization;
    private PlainHttp http;
    private String project;

    @BeforeEach
    void seed(InMemoryOrganization organization) {
        this.organization = organization;
        http = new PlainHttp(organization);
        project = organization.projects().add("payments");
    }

    @Test
    void connects_a_project_and_finds_out_the_rest() {
        Reply created = create(project);

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("extstore_[A-Za-z0-9]{24}");
        assertThat(created.text("/status")).isEqualTo("pending");
        assertThat(created.text("/geography")).isEqualTo("US");
        assertThat(created.text("/provider/account_id")).isEqualTo("999999999999");
        assertThat(created.text("/provider/external_id")).isEqualTo(project);
        assertThat(http.get(STORAGE + "/" + created.text("/id")).body()).isEqualTo(created.body());
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
            assertThat(connect(project, provider).status()).as(provider).isEqualTo(200);
        }
        assertThat(http.get(STORAGE + "?order=desc").text("/data/0/geography")).isEqualTo("EU");
    }

    @Test
    void refuses_projects_that_are_missing_or_archived() {
        assertThat(create("proj_missing").text("/error/param")).isEqualTo("project_id");
        assertThat(create(organization.projects().addArchived("old")).text("/error/code"))
                .isEqualTo("project_archived");
    }

    @Test
    void is_validated_once_it_was_checked() {
        String id = organization.externalStorage().add(project, "payments-data");
        Reply checked = http.post(STORAGE + "/" + id + "/validate", "");

        assertThat(checked.text("/status")).isEqualTo("validated");
        assertThat(http.get(STORAGE + "/" + id).body()).isEqualTo(checked.body());
    }

    @Test
    void is_found_as_the_test_says() {
        String id = organization.externalStorage().add(project, "payments-data");
        organization.externalStorage().checksFind(id, "unhealthy");

        assertThat(http.get(STORAGE + "/" + id).text("/status")).isEqualTo("pending");
        assertThat(http.post(STORAGE + "/" + id + "/validate", "").text("/status"))
                .isEqualTo("unhealthy");
    }

    @Test
    void lists_the_storage_of_one_project() {
        String other = organization.projects().add("other");
        organization.externalStorage().add(project, "a");
        organization.externalStorage().add(other, "b");

        assertThat(http.get(STORAGE).body().path("data")).hasSize(2);
        assertThat(http.get(STORAGE + "?project_id=" + other).listed("project_id"))
                .containsExactly(other);
    }

    @Test
    void disconnects_storage() {
        String id = organization.externalStorage().add(project, "a");

        assertThat(http.send("DELETE", STORAGE + "/" + id, "").text("/object"))
                .isEqualTo("organization.external_storage.deleted");
        assertThat(http.get(STORAGE + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void is_seeded_from_json() {
        organization.seed("{\"external_storage\": [{\"id\": \"extstore_1\", \"project_id\": \"" + project
                + "\", \"status\": \"degraded\","
                + " \"provider\": {\"type\": \"aws\", \"bucket\": \"b\", \"role_arn\": \"r\"}}]}");

        assertThat(http.get(STORAGE + "/extstore_1").text("/status")).isEqualTo("degraded");
    }

    @Test
    void knows_no_other_findings() {
        String id = organization.externalStorage().add(project, "a");

        assertThatThrownBy(() -> organization.externalStorage().checksFind(id, "broken"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the storage at /status must be one of pending, validated, ");
    }

    private Reply create(String projectId) {
        return connect(
                projectId,
                "{\"type\":\"aws\",\"bucket\":\"b\",\"role_arn\":\"arn:aws:iam::999999999999:role/openai\"}");
    }

    private Reply connect(String projectId, String provider) {
        return http.post(STORAGE, "{\"project_id\":\"" + projectId + "\",\"provider\":" + provider + "}");
    }
}
