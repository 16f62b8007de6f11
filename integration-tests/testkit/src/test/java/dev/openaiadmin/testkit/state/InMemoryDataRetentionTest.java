package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryDataRetentionTest {
    private static final String OF_ORGANIZATION = "/organization/data_retention";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private InMemoryDataRetention retention;
    private String ofProject;

    @BeforeEach
    void seed() {
        retention = at.organization().dataRetention();
        ofProject = at.inProject("data_retention");
    }

    @Test
    void begins_with_what_the_organization_has() {
        assertThat(at.http().get(OF_ORGANIZATION).text("/object")).isEqualTo("organization.data_retention");
        assertThat(at.http().get(OF_ORGANIZATION).text("/type")).isEqualTo("modified_abuse_monitoring");
        assertThat(at.http().get(ofProject).text("/object")).isEqualTo("project.data_retention");
        assertThat(at.http().get(ofProject).text("/type")).isEqualTo("organization_default");
    }

    @Test
    void changes_the_organization_and_a_project_apart() {
        at.http().post(OF_ORGANIZATION, retention("zero_data_retention"));
        Reply changed = at.http().post(ofProject, retention("none"));

        assertThat(changed.text("/type")).isEqualTo("none");
        assertThat(at.http().get(ofProject).body()).isEqualTo(changed.body());
        assertThat(at.http().get(OF_ORGANIZATION).text("/type")).isEqualTo("zero_data_retention");
    }

    @Test
    void refuses_what_is_not_approved() {
        retention.approveOnly("modified_abuse_monitoring");
        Reply refused = at.http().post(OF_ORGANIZATION, retention("zero_data_retention"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/param")).isEqualTo("retention_type");
        assertThat(at.http().post(ofProject, retention("zero_data_retention")).status())
                .isEqualTo(400);
        assertThat(at.http()
                        .post(ofProject, retention("modified_abuse_monitoring"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void needs_no_approval_for_none_and_for_what_the_organization_has() {
        retention.approveOnly();

        assertThat(at.http().post(ofProject, retention("none")).status()).isEqualTo(200);
        assertThat(at.http().post(ofProject, retention("organization_default")).status())
                .isEqualTo(200);
    }

    @Test
    void shows_the_control_of_an_archived_project_and_changes_it_no_more() {
        retention.setInProject(at.project(), "zero_data_retention");
        at.http().post(at.inProject("archive"), "");

        assertThat(at.http().post(ofProject, retention("none")).text("/error/code"))
                .isEqualTo("project_archived");
        assertThat(at.http().get(ofProject).text("/type")).isEqualTo("zero_data_retention");
    }

    @Test
    void begins_with_the_controls_of_a_seed() {
        at.organization().seed("""
                {"projects": [{"id": "proj_1", "name": "seeded"}],
                 "data_retention": {"type": "zero_data_retention"},
                 "projects/proj_1/data_retention": {"type": "none"}}""");

        assertThat(at.http().get(OF_ORGANIZATION).text("/type")).isEqualTo("zero_data_retention");
        assertThat(at.http().get("/organization/projects/proj_1/data_retention").text("/type"))
                .isEqualTo("none");
    }

    @Test
    void tells_a_test_which_controls_there_are() {
        assertThatThrownBy(() -> retention.set("none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no control of data retention 'none'; known: enhanced_modified_abuse_monitoring,"
                        + " enhanced_zero_data_retention, modified_abuse_monitoring, zero_data_retention");
    }

    private static String retention(String type) {
        return "{\"retention_type\":\"" + type + "\"}";
    }
}
