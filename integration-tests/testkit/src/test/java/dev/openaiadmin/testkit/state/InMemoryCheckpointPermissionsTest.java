package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryCheckpointPermissionsTest {
    private static final String CHECKPOINT = "ft:gpt-4o-mini-2024-07-18:acme:tickets:B7R9VjQd";
    private static final String PERMISSIONS = "/fine_tuning/checkpoints/" + CHECKPOINT + "/permissions";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private String other;

    @BeforeEach
    void seed() {
        other = at.organization().projects().add("support");
    }

    @Test
    void permits_several_projects_at_once() {
        Reply created = permit(at.project(), other);

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.listed("project_id")).containsExactly(at.project(), other);
        assertThat(created.text("/first_id")).matches("cp_[A-Za-z0-9]{24}").isEqualTo(created.text("/data/0/id"));
        assertThat(created.text("/last_id")).isEqualTo(created.text("/data/1/id"));
        assertThat(at.http().get("/organization/audit_logs").listed("type"))
                .containsExactly("checkpoint.permission.created", "checkpoint.permission.created");
        assertThat(at.http()
                        .get("/organization/audit_logs")
                        .text("/data/0/checkpoint.permission.created/data/fine_tuned_model_checkpoint"))
                .isEqualTo(CHECKPOINT);
    }

    @Test
    void lists_the_newest_first_by_default_and_pages_by_the_last_id() {
        at.organization().checkpointPermissions().add(CHECKPOINT, at.project());
        at.organization().checkpointPermissions().add(CHECKPOINT, other);
        Reply newest = at.http().get(PERMISSIONS + "?limit=1");

        assertThat(newest.listed("project_id")).containsExactly(other);
        assertThat(newest.body().path("has_more").asBoolean()).isTrue();
        assertThat(at.http()
                        .get(PERMISSIONS + "?after=" + newest.text("/last_id"))
                        .listed("project_id"))
                .containsExactly(at.project());
        assertThat(at.http().get(PERMISSIONS + "?order=ascending").listed("project_id"))
                .containsExactly(at.project(), other);
        assertThat(at.http().get(PERMISSIONS + "?project_id=" + at.project()).listed("project_id"))
                .containsExactly(at.project());
    }

    @Test
    void keeps_the_permissions_of_checkpoints_apart() {
        at.organization().checkpointPermissions().add("ft:other", at.project());

        assertThat(at.http().get(PERMISSIONS).listed("id")).isEmpty();
    }

    @Test
    void permits_no_project_when_one_does_not_exist() {
        assertThat(permit(at.project(), "proj_missing").status()).isEqualTo(400);
        assertThat(at.http().get(PERMISSIONS).listed("id")).isEmpty();
        assertThatThrownBy(() -> at.organization().checkpointPermissions().add(CHECKPOINT, "proj_missing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("proj_missing");
    }

    @Test
    void deletes_a_permission_once() {
        String id = at.organization().checkpointPermissions().add(CHECKPOINT, at.project());
        Reply deleted = at.http().send("DELETE", PERMISSIONS + "/" + id, "");

        assertThat(deleted.text("/object")).isEqualTo("checkpoint.permission");
        assertThat(deleted.text("/deleted")).isEqualTo("true");
        assertThat(at.http().send("DELETE", PERMISSIONS + "/" + id, "").status())
                .isEqualTo(404);
    }

    @Test
    void is_seeded_from_json() {
        at.organization()
                .seed("{\"fine_tuning/checkpoints/" + CHECKPOINT + "/permissions\": [{\"id\": \"cp_1\","
                        + " \"project_id\": \"" + at.project() + "\"}]}");

        assertThat(at.http().get(PERMISSIONS).listed("id")).containsExactly("cp_1");
    }

    private Reply permit(String... projectIds) {
        return at.http().post(PERMISSIONS, "{\"project_ids\":[\"" + String.join("\",\"", projectIds) + "\"]}");
    }
}
