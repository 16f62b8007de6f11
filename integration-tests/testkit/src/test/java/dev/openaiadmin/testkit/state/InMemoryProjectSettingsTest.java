package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class InMemoryProjectSettingsTest {
    private InMemoryOrganization organization;
    private InMemoryProjectSettings settings;
    private PlainHttp http;
    private String project;
    private String models;
    private String tools;
    private String tiers;

    @BeforeEach
    void seed(InMemoryOrganization organization) {
        this.organization = organization;
        settings = organization.projectSettings();
        http = new PlainHttp(organization);
        project = organization.projects().add("payments");
        models = "/organization/projects/" + project + "/model_permissions";
        tools = "/organization/projects/" + project + "/hosted_tool_permissions";
        tiers = "/organization/projects/" + project + "/service_tier_settings";
    }

    @Test
    void begins_without_model_permissions() {
        assertThat(http.get(models).text("/error/code")).isEqualTo("not_found");
        assertThat(http.send("DELETE", models, "").status()).isEqualTo(404);
    }

    @Test
    void sets_model_permissions_instead_of_those_before() {
        settings.denyModels(project, "gpt-5");
        Reply set = http.post(models, "{\"mode\":\"allow_list\",\"model_ids\":[\"gpt-5-mini\"]}");

        assertThat(set.text("/object")).isEqualTo("project.model_permissions");
        assertThat(set.text("/mode")).isEqualTo("allow_list");
        assertThat(set.body().path("model_ids")).hasSize(1);
        assertThat(http.get(models).body()).isEqualTo(set.body());
    }

    @Test
    void deletes_model_permissions() {
        settings.allowModels(project, "gpt-5");
        Reply deleted = http.send("DELETE", models, "");

        assertThat(deleted.text("/object")).isEqualTo("project.model_permissions.deleted");
        assertThat(deleted.body().path("deleted").asBoolean()).isTrue();
        assertThat(http.get(models).status()).isEqualTo(404);
    }

    @Test
    void begins_with_every_hosted_tool() {
        JsonNode permissions = http.get(tools).body();

        assertThat(permissions.findValuesAsText("enabled")).hasSize(5).containsOnly("true");
    }

    @Test
    void changes_the_hosted_tools_that_are_sent_and_leaves_the_rest() {
        settings.disableTool(project, "web_search");
        Reply changed = http.post(tools, "{\"mcp\":{\"enabled\":false},\"web_search\":null}");

        assertThat(changed.body().at("/mcp/enabled").asBoolean(true)).isFalse();
        assertThat(changed.body().at("/web_search/enabled").asBoolean(true)).isFalse();
        assertThat(changed.body().at("/file_search/enabled").asBoolean()).isTrue();
        assertThat(http.get(tools).body()).isEqualTo(changed.body());
    }

    @Test
    void begins_with_all_service_tiers_and_the_standard_one() {
        Reply begun = http.get(tiers);

        assertThat(begun.text("/object")).isEqualTo("project.service_tier_settings");
        assertThat(begun.text("/default")).isEqualTo("standard");
        assertThat(begun.text("/enabled_tiers")).isEqualTo("all");
    }

    @Test
    void changes_the_service_tiers_that_are_sent_and_leaves_the_rest() {
        http.post(tiers, "{\"enabled_tiers\":[\"flex\",\"fast\"]}");
        Reply changed = http.post(tiers, "{\"default\":\"fast\"}");

        assertThat(changed.text("/default")).isEqualTo("fast");
        assertThat(changed.body().path("enabled_tiers")).hasSize(2);
        assertThat(http.get(tiers).body()).isEqualTo(changed.body());
    }

    @Test
    void wants_a_change_of_service_tiers_to_change_something() {
        assertThat(http.post(tiers, "{}").status()).isEqualTo(400);
        assertThat(organization.takeBreaches()).hasSize(1);
    }

    @Test
    void keeps_the_settings_of_projects_apart() {
        String other = "/organization/projects/" + organization.projects().defaultId() + "/hosted_tool_permissions";
        settings.disableTool(project, "mcp");

        assertThat(http.get(other).body().at("/mcp/enabled").asBoolean()).isTrue();
    }

    @Test
    void shows_the_settings_of_an_archived_project_and_changes_none() {
        settings.allowModels(project, "gpt-5");
        http.post("/organization/projects/" + project + "/archive", "");

        for (String setting : List.of(models, tools, tiers)) {
            assertThat(http.get(setting).status()).isEqualTo(200);
        }
        for (Reply refused : List.of(
                http.post(models, "{\"mode\":\"deny_list\",\"model_ids\":[]}"),
                http.send("DELETE", models, ""),
                http.post(tools, "{}"),
                http.post(tiers, "{\"default\":\"fast\"}"))) {
            assertThat(refused.text("/error/code")).isEqualTo("project_archived");
        }
    }

    @Test
    void knows_no_settings_of_a_project_of_another_organization() {
        assertThat(http.get("/organization/projects/proj_missing/service_tier_settings")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void begins_with_the_settings_of_a_seed() {
        organization.seed("""
                {"projects": [{"id": "proj_1", "name": "seeded"}],
                 "projects/proj_1/model_permissions": {"mode": "allow_list", "model_ids": ["gpt-5"]},
                 "projects/proj_1/hosted_tool_permissions": {"mcp": {"enabled": false}},
                 "projects/proj_1/service_tier_settings": {"enabled_tiers": []}}""");
        String seeded = "/organization/projects/proj_1";

        assertThat(http.get(seeded + "/model_permissions").text("/model_ids/0")).isEqualTo("gpt-5");
        assertThat(http.get(seeded + "/hosted_tool_permissions").body().findValuesAsText("enabled"))
                .containsOnlyOnce("false");
        assertThat(http.get(seeded + "/service_tier_settings").body().path("enabled_tiers"))
                .isEmpty();
    }

    @Test
    void tells_a_test_which_hosted_tools_there_are() {
        assertThatThrownBy(() -> settings.disableTool(project, "fax"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no hosted tool 'fax'; known: file_search, web_search, image_generation, mcp,"
                        + " code_interpreter");
    }
}
