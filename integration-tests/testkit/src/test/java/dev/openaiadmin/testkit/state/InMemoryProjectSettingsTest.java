package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryProjectSettingsTest {
    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private InMemoryProjectSettings settings;
    private String models;
    private String tools;
    private String tiers;

    @BeforeEach
    void seed() {
        settings = at.organization().projectSettings();
        models = at.inProject("model_permissions");
        tools = at.inProject("hosted_tool_permissions");
        tiers = at.inProject("service_tier_settings");
    }

    @Test
    void begins_without_model_permissions() {
        assertThat(at.http().get(models).text("/error/code")).isEqualTo("not_found");
        assertThat(at.http().send("DELETE", models, "").status()).isEqualTo(404);
    }

    @Test
    void sets_model_permissions_instead_of_those_before() {
        settings.denyModels(at.project(), "gpt-5");
        Reply set = at.http().post(models, "{\"mode\":\"allow_list\",\"model_ids\":[\"gpt-5-mini\"]}");

        assertThat(set.text("/object")).isEqualTo("project.model_permissions");
        assertThat(set.text("/mode")).isEqualTo("allow_list");
        assertThat(set.body().path("model_ids")).hasSize(1);
        assertThat(at.http().get(models).body()).isEqualTo(set.body());
    }

    @Test
    void deletes_model_permissions() {
        settings.allowModels(at.project(), "gpt-5");
        Reply deleted = at.http().send("DELETE", models, "");

        assertThat(deleted.text("/object")).isEqualTo("project.model_permissions.deleted");
        assertThat(deleted.body().path("deleted").asBoolean()).isTrue();
        assertThat(at.http().get(models).status()).isEqualTo(404);
    }

    @Test
    void begins_with_every_hosted_tool() {
        JsonNode permissions = at.http().get(tools).body();

        assertThat(permissions.findValuesAsText("enabled")).hasSize(5).containsOnly("true");
    }

    @Test
    void changes_the_hosted_tools_that_are_sent_and_leaves_the_rest() {
        settings.disableTool(at.project(), "web_search");
        Reply changed = at.http().post(tools, "{\"mcp\":{\"enabled\":false},\"web_search\":null}");

        assertThat(changed.body().at("/mcp/enabled").asBoolean(true)).isFalse();
        assertThat(changed.body().at("/web_search/enabled").asBoolean(true)).isFalse();
        assertThat(changed.body().at("/file_search/enabled").asBoolean()).isTrue();
        assertThat(at.http().get(tools).body()).isEqualTo(changed.body());
    }

    @Test
    void begins_with_all_service_tiers_and_the_standard_one() {
        Reply begun = at.http().get(tiers);

        assertThat(begun.text("/object")).isEqualTo("project.service_tier_settings");
        assertThat(begun.text("/default")).isEqualTo("standard");
        assertThat(begun.text("/enabled_tiers")).isEqualTo("all");
    }

    @Test
    void changes_the_service_tiers_that_are_sent_and_leaves_the_rest() {
        at.http().post(tiers, "{\"enabled_tiers\":[\"flex\",\"fast\"]}");
        Reply changed = at.http().post(tiers, "{\"default\":\"fast\"}");

        assertThat(changed.text("/default")).isEqualTo("fast");
        assertThat(changed.body().path("enabled_tiers")).hasSize(2);
        assertThat(at.http().get(tiers).body()).isEqualTo(changed.body());
    }

    @Test
    void wants_a_change_of_service_tiers_to_change_something() {
        assertThat(at.http().post(tiers, "{}").status()).isEqualTo(400);
        assertThat(at.organization().takeBreaches()).hasSize(1);
    }

    @Test
    void keeps_the_settings_of_projects_apart() {
        String other =
                "/organization/projects/" + at.organization().projects().defaultId() + "/hosted_tool_permissions";
        settings.disableTool(at.project(), "mcp");

        assertThat(at.http().get(other).body().at("/mcp/enabled").asBoolean()).isTrue();
    }

    @Test
    void shows_the_settings_of_an_archived_project_and_changes_none() {
        settings.allowModels(at.project(), "gpt-5");
        at.http().post(at.inProject("archive"), "");

        for (String setting : List.of(models, tools, tiers)) {
            assertThat(at.http().get(setting).status()).isEqualTo(200);
        }
        for (Reply refused : List.of(
                at.http().post(models, "{\"mode\":\"deny_list\",\"model_ids\":[]}"),
                at.http().send("DELETE", models, ""),
                at.http().post(tools, "{}"),
                at.http().post(tiers, "{\"default\":\"fast\"}"))) {
            assertThat(refused.text("/error/code")).isEqualTo("project_archived");
        }
    }

    @Test
    void knows_no_settings_of_a_project_of_another_organization() {
        assertThat(at.http()
                        .get("/organization/projects/proj_missing/service_tier_settings")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void begins_with_the_settings_of_a_seed() {
        at.organization().seed("""
                {"projects": [{"id": "proj_1", "name": "seeded"}],
                 "projects/proj_1/model_permissions": {"mode": "allow_list", "model_ids": ["gpt-5"]},
                 "projects/proj_1/hosted_tool_permissions": {"mcp": {"enabled": false}},
                 "projects/proj_1/service_tier_settings": {"enabled_tiers": []}}""");
        String seeded = "/organization/projects/proj_1";

        assertThat(at.http().get(seeded + "/model_permissions").text("/model_ids/0"))
                .isEqualTo("gpt-5");
        assertThat(at.http().get(seeded + "/hosted_tool_permissions").body().findValuesAsText("enabled"))
                .containsOnlyOnce("false");
        assertThat(at.http().get(seeded + "/service_tier_settings").body().path("enabled_tiers"))
                .isEmpty();
    }

    @Test
    void tells_a_test_which_hosted_tools_there_are() {
        assertThatThrownBy(() -> settings.disableTool(at.project(), "fax"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no hosted tool 'fax'; known: file_search, web_search, image_generation, mcp,"
                        + " code_interpreter");
    }
}
