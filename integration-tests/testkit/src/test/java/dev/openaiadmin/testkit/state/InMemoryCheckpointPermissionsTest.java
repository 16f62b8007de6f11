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
class InMemoryCheckpointPermissionsTest {
    private static final String CHECKPOINT = "ft:gpt-4o-mini-2024-07-18:acme:tickets:B7R9VjQd";
    private static final String PERMISSIONS = "/fine_tuning/checkpoints/" + CHECKPOINT + "/permissions";

    private InMemoryOrganization organization;
    private PlainHttp http;
    private String project;
    private String other;

    @BeforeEach
    void seed(InMemoryOrganization organization) {
        this.organization = organization;
        http = new PlainHttp(organization);
        project = organization.projects().add("payments");
        other = organization.projects().add("support");
    }

    @Test
    void permits_several_projects_at_once() {
        Reply created = permit(project, other);

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.listed("project_id")).containsExactly(project, other);
        assertThat(created.text("/first_id")).matches("cp_[A-Za-z0-9]{24}").isEqualTo(created.text("/data/0/id"));
        assertThat(created.text("/last_id")).isEqualTo(created.text("/data/1/id"));
        assertThat(http.get("/organization/audit_logs").listed("type"))
                .containsExactly("checkpoint.permission.created", "checkpoint.permission.created");
        assertThat(http.get("/organization/audit_logs")
                        .text("/data/0/checkpoint.permission.created/data/fine_tuned_model_checkpoint"))
                .isEqualTo(CHECKPOINT);
    }

    @Test
    void lists_the_newest_first_by_default_and_pages_by_the_last_id() {
        organization.checkpointPermissions().add(CHECKPOINT, project);
        organization.checkpointPermissions().add(CHECKPOINT, other);
        Reply newest = http.get(PERMISSIONS + "?limit=1");

        assertThat(newest.listed("project_id")).containsExactly(other);
        assertThat(newest.body().path("has_more").asBoolean()).isTrue();
        assertThat(http.get(PERMISSIONS + "?after=" + newest.text("/last_id")).listed("project_id"))
                .containsExactly(project);
        assertThat(http.get(PERMISSIONS + "?order=ascending").listed("project_id"))
                .containsExactly(project, other);
        assertThat(http.get(PERMISSIONS + "?project_id=" + project).listed("project_id"))
                .containsExactly(project);
    }

    @Test
    void keeps_the_permissions_of_checkpoints_apart() {
        organization.checkpointPermissions().add("ft:other", project);

        assertThat(http.get(PERMISSIONS).listed("id")).isEmpty();
    }

    @Test
    void permits_no_project_when_one_does_not_exist() {
        assertThat(permit(project, "proj_missing").status()).isEqualTo(400);
        assertThat(http.get(PERMISSIONS).listed("id")).isEmpty();
        assertThatThrownBy(() -> organization.checkpointPermissions().add(CHECKPOINT, "proj_missing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("proj_missing");
    }

    @Test
    void deletes_a_permission_once() {
        String id = organization.checkpointPermissions().add(CHECKPOINT, project);
        Reply deleted = http.send("DELETE", PERMISSIONS + "/" + id, "");

        assertThat(deleted.text("/object")).isEqualTo("checkpoint.permission");
        assertThat(deleted.text("/deleted")).isEqualTo("true");
        assertThat(http.send("DELETE", PERMISSIONS + "/" + id, "").status()).isEqualTo(404);
    }

    @Test
    void is_seeded_from_json() {
        organization.seed("{\"fine_tuning/checkpoints/" + CHECKPOINT + "/permissions\": [{\"id\": \"cp_1\","
                + " \"project_id\": \"" + project + "\"}]}");

        assertThat(http.get(PERMISSIONS).listed("id")).containsExactly("cp_1");
    }

    private Reply permit(String... projectIds) {
        return http.post(PERMISSIONS, "{\"project_ids\":[\"" + String.join("\",\"", projectIds) + "\"]}");
    }
}
