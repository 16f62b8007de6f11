package dev.openaiadmin.governance.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.Workplace;
import dev.openaiadmin.governance.keys.OneTimeKey;
import dev.openaiadmin.governance.keys.SecretSink;
import dev.openaiadmin.model.RateLimit;
import dev.openaiadmin.model.ServiceAccountApiKey;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.RecordedRequest;
import dev.openaiadmin.testkit.WithOrganization;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithOrganization
class PlanTest {
    private static final ProjectBlueprint WHOLE = ProjectBlueprint.named("payments-prod")
            .owner("ada@example.com")
            .member("new@example.com")
            .serviceAccount("ci")
            .serviceAccountWithoutKey("batch")
            .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500L))
            .monthlySpendLimit(100_000)
            .spendAlert(50_000, "finance@example.com")
            .modelAllowlist("gpt-5", "gpt-5-mini");

    private final InMemoryOrganization organization;
    private final Workplace at;
    private final String ada;

    PlanTest(OrganizationServer server) {
        this.at = new Workplace(server);
        this.organization = at.organization;
        this.ada = organization.users().add("ada@example.com", "reader");
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void lists_all_that_a_new_project_takes() {
        assertThat(at.governance().plan(WHOLE)).hasToString("""
                Project payments-prod
                  + project
                  + owner ada@example.com
                  + service account ci: its key stored in the sink
                  + service account batch
                  ~ rate limit gpt-5: max_requests_per_1_minute 10000 -> 500
                  + monthly spend limit: $1,000.00
                  + spend alert at $500.00: to [finance@example.com]
                  ~ models: all -> only gpt-5, gpt-5-mini

                Organization
                  + invite of new@example.com: member of payments-prod""");
    }

    @Test
    void changes_nothing_by_itself() {
        Plan unused = at.governance().plan(WHOLE);

        assertThat(organization.requests()).extracting(RecordedRequest::method).containsOnly("GET");
    }

    @Test
    void has_nothing_to_do_once_it_was_applied() {
        at.governance().plan(WHOLE).apply();

        Plan again = at.governance().plan(WHOLE);
        assertThat(again.isEmpty()).as("%s", again).isTrue();
        assertThat(again).hasToString("Nothing to do: the organization matches the blueprints.");
    }

    @Test
    void shows_before_and_after_of_what_differs() {
        at.governance().plan(WHOLE).apply();
        ProjectBlueprint other = ProjectBlueprint.named("payments-prod")
                .member("ada@example.com")
                .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(700L).maxTokensPer1Minute(4_000_000L))
                .monthlySpendLimit(200_000)
                .spendAlert(50_000, "cfo@example.com")
                .modelDenylist("gpt-4o");

        assertThat(at.governance().plan(other)).hasToString("""
                Project payments-prod
                  ~ role of ada@example.com: owner -> member
                  ~ rate limit gpt-5: max_requests_per_1_minute 500 -> 700
                  ~ monthly spend limit: $1,000.00 -> $2,000.00
                  ~ spend alert at $500.00: to [finance@example.com] -> to [cfo@example.com]
                  ~ models: only gpt-5, gpt-5-mini -> all but gpt-4o""");
    }

    @Test
    void is_printed_in_colour_for_terminals() {
        assertThat(at.governance().plan(ProjectBlueprint.named("a")).toColoredString())
                .isEqualTo("Project a\n  \u001b[1;32m+\u001b[0m project");
    }

    @Test
    void is_given_as_json() {
        organization.projects().add("old");

        assertThat(at.governance().plan(ProjectBlueprint.named("a")).toJson())
                .containsIgnoringWhitespaces(
                        "\"changes\": [{\"project\": \"a\", \"kind\": \"add\", \"subject\": \"project\"}]")
                .contains("project 'old' (proj_");
    }

    @Test
    void reports_what_no_blueprint_speaks_of_and_leaves_it_alone() {
        String old = organization.projects().add("old");
        String kept = organization.projects().add("kept");
        organization.projectUsers().add(kept, ada, "member");

        Plan plan = at.governance().plan(ProjectBlueprint.named("kept"));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.unmanaged()).containsExactly("project 'old' (" + old + ")");
    }

    @Test
    void archives_and_removes_what_no_blueprint_speaks_of_when_it_is_told_to() {
        organization.projects().add("old");
        String kept = organization.projects().add("kept");
        organization.projectUsers().add(kept, ada, "member");
        OrganizationBlueprint blueprint = OrganizationBlueprint.of(ProjectBlueprint.named("kept"))
                .archiveOthers()
                .removeOtherMembers();

        assertThat(at.governance().plan(blueprint)).hasToString("""
                Project kept
                  - member ada@example.com

                Project old
                  - project (archived permanently)""");

        at.governance().plan(blueprint).apply();
        assertThat(at.admin.projects().list().stream()).extracting("name").containsOnly("Default project", "kept");
        assertThat(at.admin.projectUsers().list(kept).stream()).isEmpty();
    }

    @Test
    void finds_a_project_by_its_id_and_renames_it() {
        String id = organization.projects().add("old name");

        assertThat(at.governance().plan(ProjectBlueprint.named("new name").id(id)))
                .hasToString("Project new name\n  ~ name: old name -> new name");
    }

    @Test
    void finds_a_project_by_its_external_key() {
        at.admin.projects().create("a", request -> request.externalKeyId("ek_1"));

        assertThat(at.governance().plan(ProjectBlueprint.named("b").externalKey("ek_1")))
                .hasToString("Project b\n  ~ name: a -> b");
    }

    @Test
    void does_not_take_an_archived_project_for_the_one_of_this_name() {
        organization.projects().addArchived("a");

        assertThat(at.governance().plan(ProjectBlueprint.named("a")).changes()).hasSize(1);
    }

    @Test
    void is_refused_when_two_projects_have_the_name() {
        String first = organization.projects().add("twin");
        String second = organization.projects().add("twin");

        assertThatThrownBy(() -> at.governance().plan(ProjectBlueprint.named("twin")))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContainingAll("more than one active project has this name", first, second, "by its id");
    }

    @Test
    void is_refused_with_all_that_is_wrong() {
        String archived = organization.projects().addArchived("gone");
        OrganizationBlueprint blueprint = OrganizationBlueprint.of(
                ProjectBlueprint.named("gone").id(archived),
                ProjectBlueprint.named("missing").id("proj_missing"));

        assertThatThrownBy(() -> at.governance().plan(blueprint))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContainingAll(
                        "'gone': the project " + archived + " is archived",
                        "'missing': there is no project proj_missing");
        assertThat(organization.requests()).extracting(RecordedRequest::method).containsOnly("GET");
    }

    @Test
    void warns_of_what_only_the_api_can_decide() {
        OrganizationBlueprint blueprint = OrganizationBlueprint.of(
                ProjectBlueprint.named("unknown-model").rateLimit("gpt-7", limit -> limit.maxRequestsPer1Minute(1L)),
                ProjectBlueprint.named("unknown-limit").rateLimit("gpt-5", limit -> limit.maxImagesPer1Minute(1L)),
                ProjectBlueprint.named("more").rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(10_001L)),
                ProjectBlueprint.named("unknown-allowed").modelAllowlist("gpt-7"));

        Plan plan = at.governance().plan(blueprint);

        assertThat(plan.changes()).hasSize(8);
        assertThat(plan.warnings())
                .satisfiesExactly(
                        model -> assertThat(model)
                                .startsWith(
                                        "'unknown-model': no rate limits are shown for the model 'gpt-7'; shown are"),
                        limit -> assertThat(limit)
                                .startsWith("'unknown-limit': no limit max_images_per_1_minute is shown for the model"),
                        more -> assertThat(more)
                                .startsWith(
                                        "'more': max_requests_per_1_minute of 'gpt-5' becomes 10001, more than any"),
                        allowed -> assertThat(allowed)
                                .startsWith("'unknown-allowed': no rate limits are shown for gpt-7, so these models"));
        assertThat(plan.toString()).contains("\nWarnings\n    'unknown-model': ");
    }

    @Test
    void raises_a_limit_that_was_lowered_in_the_oldest_project() {
        organization
                .rateLimits()
                .set(organization.projects().defaultId(), "gpt-5", Map.of("max_requests_per_1_minute", 10L));
        String project = organization.projects().add("payments-prod");
        organization.rateLimits().set(project, "gpt-5", Map.of("max_requests_per_1_minute", 10L));

        at.applied(ProjectBlueprint.named("payments-prod")
                .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(5_000L)));

        assertThat(at.admin.rateLimits().list(project).stream())
                .filteredOn(row -> row.model().equals("gpt-5"))
                .extracting(RateLimit::maxRequestsPer1Minute)
                .containsExactly(5_000L);
    }

    @Test
    void leaves_out_a_blueprint_with_a_problem_and_plans_the_others() {
        OrganizationBlueprint blueprint = OrganizationBlueprint.of(
                ProjectBlueprint.named("missing").id("proj_missing"), ProjectBlueprint.named("payments-prod"));

        Plan plan = at.governance().plan(blueprint);

        assertThat(plan.changes()).extracting(PlannedChange::project).containsExactly("payments-prod");
        assertThat(plan.problems()).containsExactly("'missing': there is no project proj_missing");
        assertThat(plan.toString())
                .endsWith("Left out because of problems\n    'missing': there is no project proj_missing");
        assertThat(plan.apply().problems()).isEqualTo(plan.problems());
        assertThatThrownBy(() -> at.governance().plan(blueprint.allOrNothing()))
                .isInstanceOf(PlanRefusedException.class);
    }

    @Test
    void archives_nothing_while_a_blueprint_has_a_problem() {
        organization.projects().add("twin");
        organization.projects().add("twin");
        organization.projects().add("other");
        OrganizationBlueprint blueprint = OrganizationBlueprint.of(
                        ProjectBlueprint.named("twin"), ProjectBlueprint.named("payments-prod"))
                .archiveOthers();

        Plan plan = at.governance().plan(blueprint);

        assertThat(plan.changes()).extracting(PlannedChange::project).containsExactly("payments-prod");
        assertThat(plan.warnings()).singleElement().asString().startsWith("No other project is archived");
    }

    @Test
    void neither_removes_nor_reports_an_owner_of_the_organization() {
        String project = organization.projects().add("payments-prod");
        organization.projectUsers().add(project, organization.users().ownerId(), "owner");
        organization.projectUsers().add(project, ada, "member");

        Plan plan = at.governance()
                .plan(OrganizationBlueprint.of(ProjectBlueprint.named("payments-prod"))
                        .removeOtherMembers());

        assertThat(plan.changes()).extracting(PlannedChange::subject).containsExactly("member ada@example.com");
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.unmanaged()).noneMatch(line -> line.contains("owner@example.com"));
    }

    @Test
    void says_at_once_that_keys_have_no_sink_or_no_folder() {
        ProjectBlueprint withKey = ProjectBlueprint.named("payments-prod").serviceAccount("ci");

        assertThat(at.governance(SecretSink.none()).plan(withKey).warnings())
                .singleElement()
                .asString()
                .contains("the plan creates keys", "no sink for secrets is set");
        assertThatThrownBy(() ->
                        at.governance(SecretSink.files(Path.of("missing"))).plan(withKey))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("'payments-prod': its keys cannot be stored: missing: no such folder");
    }

    @Test
    void refuses_a_key_whose_place_holds_the_key_of_another_account(@TempDir Path folder) throws Exception {
        SecretSink.files(folder)
                .store(new OneTimeKey(
                        "proj_other",
                        "payments-prod",
                        "ci",
                        ServiceAccountApiKey.builder()
                                .id("key_1")
                                .value("secret")
                                .createdAt(at.now())
                                .build()));

        assertThatThrownBy(() -> at.governance(SecretSink.files(folder))
                        .plan(ProjectBlueprint.named("payments-prod").serviceAccount("ci")))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContainingAll(
                        "'payments-prod': its keys cannot be stored: ",
                        "payments-prod.ci.key holds the key of 'ci' of proj_other",
                        "move it away, or name another sink");
        assertThat(organization.requestCount("createProject")).isZero();
    }

    @Test
    void lets_no_name_forge_a_line_of_a_problem() {
        String project = organization.projects().add("payments-prod");
        String hostile = "ci\u001b[2J\n  - 'other': \u2028";
        organization.serviceAccounts().add(project, hostile);
        organization.serviceAccounts().add(project, hostile);

        assertThatThrownBy(() -> at.governance()
                        .plan(ProjectBlueprint.named("payments-prod").serviceAccount(hostile)))
                .isInstanceOf(PlanRefusedException.class)
                .message()
                .contains("more than one service account is named 'ci\\u001b[2J\\u000a")
                .doesNotContain("\u001b", "\u2028", "\n  - 'other'");
    }

    @Test
    void shows_that_a_pending_invite_is_replaced() {
        String first = organization.projects().add("first");
        organization.invites().add("new@example.com", "owner", first);

        assertThat(at.governance().plan(ProjectBlueprint.named("second").member("new@example.com")))
                .asString()
                .contains("~ invite of new@example.com: owner, member of first -> replaced by a new invite: owner,"
                        + " member of first, member of second");
    }

    @Test
    void refuses_an_address_that_cannot_be_invited() {
        assertThatThrownBy(() -> ProjectBlueprint.named("a").member("ada"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("must be an address such as ada@example.com");
    }

    @Test
    void reads_only_what_the_blueprint_names() {
        organization.projects().add("a");

        Plan unused = at.governance().plan(ProjectBlueprint.named("a"));

        assertThat(organization.requests())
                .extracting(RecordedRequest::operation)
                .containsExactly("listProjects");
    }
}
