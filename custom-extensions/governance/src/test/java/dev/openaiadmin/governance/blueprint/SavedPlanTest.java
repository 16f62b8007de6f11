package dev.openaiadmin.governance.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.Workplace;
import dev.openaiadmin.governance.internal.PrintableJson;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@WithOrganization
class SavedPlanTest {
    /** Every part that a blueprint can have. */
    private static final String EVERYTHING = """
            organization: org-abc
            roles: [{ name: billing, description: reads costs, permissions: [api.usage.read] }]
            groups: [{ name: platform, members: [ada@example.com], roles: [billing] }]
            users: [{ email: ada@example.com, role: reader, roles: [billing] }]
            monthly_spend_limit_in_cents: 900000
            spend_alerts: [{ at_cents: 0, recipients: [finance@example.com], subject_prefix: "[ai]" }]
            data_retention: zero_data_retention
            certificates: [gateway]
            exact: [groups]
            projects:
              - name: payments-prod
                id: proj_1
                external_key: ek_1
                residency: GLOBAL
                roles: [{ name: auditor, permissions: [] }]
                owners: [ada@example.com]
                members: [bob@example.com]
                viewers: [eve@example.com]
                users: [{ email: dan@example.com, roles: [auditor] }]
                groups: [{ name: platform, roles: [owner] }]
                service_accounts: [ci, { name: batch, key: false, role: member }, { name: cron, key_lifetime: 90d }]
                rate_limits: { gpt-5: { max_requests_per_1_minute: 500 }, gpt-5-mini: default }
                monthly_spend_limit_in_cents: none
                spend_alerts: [{ at_cents: 50000, recipients: [finance@example.com] }]
                models: { allow: [gpt-5] }
                hosted_tools: { web_search: false }
                service_tiers: { default: standard, enabled: all }
                data_retention: organization_default
                certificates: [gateway]
                exact: [users, spend_alerts]
            """;

    @AutoClose
    private final Workplace workplace;

    @TempDir
    private Path folder;

    SavedPlanTest(OrganizationServer server) {
        this.workplace = new Workplace(server);
    }

    @Test
    void applies_what_was_saved() {
        Path file = saved("projects: [{ name: payments-prod, monthly_spend_limit_in_cents: 500 }]");

        workplace.governance().plan(SavedPlan.read(file)).apply();

        String project = workplace.project("payments-prod").id();
        assertThat(workplace.admin.projectSpendLimits().retrieve(project).thresholdAmount())
                .isEqualTo(500);
    }

    @Test
    void tells_the_differences_when_the_organization_has_changed() {
        String project = workplace.organization.projects().add("payments-prod");
        workplace.admin.projectSpendLimits().modify(project, 100);
        Path file = saved("projects: [{ name: payments-prod, monthly_spend_limit_in_cents: 500 }]");
        workplace.admin.projectSpendLimits().modify(project, 200);

        assertThatThrownBy(() -> workplace.governance().plan(SavedPlan.read(file)))
                .isInstanceOfSatisfying(
                        PlanOutdatedException.class,
                        outdated -> assertThat(outdated.differences())
                                .containsExactly(
                                        "no longer needed: payments-prod: ~ monthly spend limit: $1.00 -> $5.00",
                                        "needed now: payments-prod: ~ monthly spend limit: $2.00 -> $5.00"));
    }

    @Test
    void refuses_another_project_of_the_same_name() {
        String project = workplace.organization.projects().add("payments-prod");
        Path file = saved("projects: [{ name: payments-prod, monthly_spend_limit_in_cents: 500 }]");
        workplace.admin.projects().archive(project);
        String other = workplace.organization.projects().add("payments-prod");

        assertThatThrownBy(() -> workplace.governance().plan(SavedPlan.read(file)))
                .isInstanceOf(PlanOutdatedException.class)
                .hasMessageContaining("the project 'payments-prod' was " + project + ", and is " + other);
    }

    @Test
    void refuses_a_plan_of_another_organization(OrganizationServer server) {
        Path file = saved("projects: [{ name: payments-prod }]");

        try (Workplace other = new Workplace(server)) {
            assertThatThrownBy(() -> other.governance().plan(SavedPlan.read(file)))
                    .isInstanceOf(GovernanceException.class)
                    .hasMessageContaining("is a plan of another organization");
        }
    }

    @Test
    void refuses_a_file_that_was_edited() throws IOException {
        Path file = saved("projects: [{ name: payments-prod }]");
        Files.writeString(file, Files.readString(file).replace("payments-prod", "payments-dev"));

        assertThatThrownBy(() -> SavedPlan.read(file)).hasMessageContaining("was edited after the plan was saved");
    }

    @Test
    void refuses_another_format() throws IOException {
        Path file = saved("projects: [{ name: payments-prod }]");
        Files.writeString(file, Files.readString(file).replace("openai-admin-plan/1", "openai-admin-plan/2"));

        assertThatThrownBy(() -> SavedPlan.read(file))
                .hasMessageContaining("is a plan of the format 'openai-admin-plan/2'");
    }

    @Test
    void refuses_what_is_no_plan() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.json"), "{\"projects\": []}");

        assertThatThrownBy(() -> SavedPlan.read(file))
                .hasMessageEndingWith("is no saved plan; write one with plan --out");
        assertThat(SavedPlan.isSavedPlan(file)).isFalse();
    }

    @Test
    void saves_no_plan_with_problems() {
        workplace.organization.projects().add("twin");
        workplace.organization.projects().add("twin");
        Plan plan = plan("projects: [{ name: twin }, { name: payments-prod }]");

        assertThatThrownBy(() -> plan.writeTo(folder.resolve("plan.json")))
                .hasMessageContaining("A plan with problems cannot be saved");
        assertThat(folder.resolve("plan.json")).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void is_readable_for_its_owner_alone() throws IOException {
        Path file = saved("projects: [{ name: payments-prod }]");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void holds_no_secret() throws IOException {
        Path file = saved("projects: [{ name: payments-prod, service_accounts: [ci] }]");

        assertThat(file).content().doesNotContain("sk-", workplace.organization.adminKey());
    }

    @Test
    void keeps_the_options_of_the_blueprints() {
        workplace.organization.projects().add("old");
        Path file = folder.resolve("plan.json");
        workplace
                .governance()
                .plan(OrganizationBlueprint.parse("org.yaml", "projects: [{ name: payments-prod }]")
                        .archiveOthers())
                .writeTo(file);

        assertThat(workplace.governance().plan(SavedPlan.read(file)).removals()).hasSize(1);
    }

    @Test
    void writes_all_that_a_blueprint_says() {
        OrganizationBlueprint blueprint = OrganizationBlueprint.parse("org.yaml", EVERYTHING);

        OrganizationBlueprint again = OrganizationBlueprint.parse("plan.json", json(BlueprintDocument.of(blueprint)));

        assertThat(again.projects()).isEqualTo(blueprint.projects());
        assertThat(again.parts()).isEqualTo(blueprint.parts());
        assertThat(again.organization()).contains("org-abc");
    }

    private static String json(Object document) {
        return PrintableJson.pretty(document);
    }

    private Path saved(String blueprints) {
        Path file = folder.resolve("plan.json");
        plan(blueprints).writeTo(file);
        assertThat(SavedPlan.isSavedPlan(file)).isTrue();
        return file;
    }

    private Plan plan(String blueprints) {
        return workplace.governance().plan(OrganizationBlueprint.parse("org.yaml", blueprints));
    }
}
