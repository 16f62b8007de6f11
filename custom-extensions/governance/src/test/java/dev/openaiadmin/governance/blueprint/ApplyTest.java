package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.governance.Workplace;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.keys.OneTimeKey;
import dev.openaiadmin.governance.keys.SecretSink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.InviteProject;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithOrganization
class ApplyTest {
    private static final ProjectBlueprint WITH_KEY =
            ProjectBlueprint.named("payments-prod").serviceAccount("ci");

    private final InMemoryOrganization organization;
    private final Workplace at;

    @TempDir
    private Path folder;

    ApplyTest(OrganizationServer server) {
        this.at = new Workplace(server);
        this.organization = at.organization;
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void makes_what_the_blueprint_says() {
        organization.users().add("ada@example.com", "reader");

        Project project = at.applied(WITH_KEY.owner("ada@example.com")
                .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500L))
                .modelAllowlist("gpt-5"));

        assertThat(at.admin.projectUsers().list(project.id()).stream())
                .singleElement()
                .returns("ada@example.com", user -> user.email())
                .returns("owner", user -> user.role());
        assertThat(at.admin.serviceAccounts().list(project.id()).stream())
                .extracting(ServiceAccount::name)
                .containsExactly("ci");
        assertThat(at.admin.modelPermissions().retrieve(project.id()).modelIds())
                .containsExactly("gpt-5");
        assertThat(at.stored).singleElement().returns("payments-prod", OneTimeKey::project);
    }

    @Test
    void gives_the_ids_of_its_projects_new_ones_and_others() {
        String id = organization.projects().add("there");

        Applied applied = at.governance()
                .plan(OrganizationBlueprint.of(ProjectBlueprint.named("there"), ProjectBlueprint.named("new")))
                .apply();

        assertThat(applied.projectIds())
                .containsExactly(
                        Map.entry("there", id),
                        Map.entry("new", at.project("new").id()));
    }

    @Test
    void tells_how_it_gets_on() {
        List<String> told = new ArrayList<>();

        at.governance().plan(WITH_KEY).apply(new ApplyListener() {
            @Override
            public void starting(PlannedChange change, int number, int of) {
                told.add("starting " + number + " of " + of + " " + change.subject());
            }

            @Override
            public void done(PlannedChange change, int number, int of) {
                told.add("done " + number);
            }
        });

        assertThat(told)
                .containsExactly("starting 1 of 2 project", "done 1", "starting 2 of 2 service account ci", "done 2");
    }

    @Test
    void invites_who_is_no_user_yet_once_for_all_projects() {
        at.governance()
                .plan(OrganizationBlueprint.of(
                        ProjectBlueprint.named("a").member("new@example.com"),
                        ProjectBlueprint.named("b").owner("new@example.com")))
                .apply();

        Invite invite = at.admin.invites().list().stream().findFirst().orElseThrow();
        assertThat(invite.projects())
                .extracting(InviteProject::id)
                .containsExactly(at.project("a").id(), at.project("b").id());
        assertThat(organization.requestCount("createInvite")).isEqualTo(1);
    }

    @Test
    void adds_projects_to_an_invite_that_waits_for_an_answer() {
        String a = organization.projects().add("a");
        organization.invites().add("new@example.com", "reader", a);

        at.governance()
                .plan(ProjectBlueprint.named("b").member("new@example.com"))
                .apply();

        assertThat(at.admin.invites().list().stream())
                .singleElement()
                .satisfies(invite -> assertThat(invite.projects())
                        .extracting(InviteProject::id)
                        .containsExactly(a, at.project("b").id()));
    }

    @Test
    void waits_for_what_it_has_made_to_be_there() {
        organization.lagOfLists(Duration.ofSeconds(60));
        organization.lagOfReads(Duration.ofSeconds(60));

        at.governance().plan(WITH_KEY).apply();
        Plan again = at.governance().plan(WITH_KEY);

        assertThat(again.isEmpty()).as("%s", again).isTrue();
    }

    @Test
    void looks_for_a_project_whose_creation_was_not_answered_and_makes_no_other() {
        organization.lagOfLists(Duration.ofSeconds(40));
        organization.failNext(Fault.status(503).butDone().on("createProject").times(1));

        at.governance().plan(WITH_KEY).apply();

        at.pass(Duration.ofMinutes(2));
        assertThat(at.admin.projects().list().stream().filter(project -> "payments-prod".equals(project.name())))
                .hasSize(1);
    }

    @Test
    void makes_a_project_after_all_when_its_creation_failed_for_good() {
        organization.failNext(Fault.status(503).on("createProject").times(1));

        assertThat(at.applied(WITH_KEY).name()).isEqualTo("payments-prod");
        assertThat(organization.requestCount("createProject")).isEqualTo(2);
    }

    @Test
    void makes_an_account_anew_whose_key_was_lost_with_its_answer() {
        organization.failNext(
                Fault.status(503).butDone().on("createServiceAccount").times(1));

        Project project = at.applied(WITH_KEY);

        assertThat(at.admin.serviceAccounts().list(project.id()).stream()).hasSize(1);
        assertThat(at.admin.projectApiKeys().list(project.id()).stream()
                        .map(key -> key.id())
                        .toList())
                .isEqualTo(at.stored.stream().map(OneTimeKey::id).toList());
    }

    @Test
    void takes_back_an_account_whose_key_could_not_be_stored() {
        Governance governance = at.governance(key -> {
            throw new IOException("the vault is sealed");
        });
        Plan plan = governance.plan(WITH_KEY);

        assertThatThrownBy(plan::apply)
                .isInstanceOf(ApplyException.class)
                .hasMessageContainingAll(
                        "1 of 2 changes are done",
                        "could not be stored (the vault is sealed); the account and its key were deleted again");
        assertThat(at.admin.serviceAccounts().list(at.project("payments-prod").id()).stream())
                .isEmpty();
        assertThat(at.applied(WITH_KEY).name()).isEqualTo("payments-prod");
        assertThat(at.stored).hasSize(1);
    }

    @Test
    void says_what_is_done_and_what_is_not_when_a_change_fails() {
        organization.failNext(Fault.status(403).on("createServiceAccount").times(1));
        Plan plan = at.governance().plan(WITH_KEY.modelAllowlist("gpt-5"));

        ApplyException failure = catchThrowableOfType(ApplyException.class, plan::apply);

        assertThat(failure.done()).extracting(PlannedChange::subject).containsExactly("project");
        assertThat(failure.notDone()).extracting(PlannedChange::subject).containsExactly("service account ci", "models");
        assertThat(failure).hasMessageContaining("Plan and apply again to go on");
        assertThat(at.governance().plan(WITH_KEY).changes())
                .extracting(PlannedChange::subject)
                .containsExactly("service account ci");
    }

    @Test
    void stores_keys_in_files_of_their_owner() throws IOException {
        at.governance(SecretSink.files(folder)).plan(WITH_KEY).apply();

        Path file = folder.resolve("payments-prod.ci.key");
        assertThat(file).content().startsWith("sk-");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void stores_keys_in_a_file_of_variables_and_keeps_the_others() throws IOException {
        Path file = Files.writeString(folder.resolve(".env"), "REGION=eu\n");
        at.governance(SecretSink.environmentFile(file)).plan(WITH_KEY).apply();

        assertThat(Files.readAllLines(file).get(0)).isEqualTo("REGION=eu");
        assertThat(Files.readAllLines(file).get(1)).startsWith("OPENAI_API_KEY_PAYMENTS_PROD_CI=sk-");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void shows_no_key_when_a_key_is_printed() {
        at.applied(WITH_KEY);

        assertThat(at.stored.get(0).toString()).doesNotContain(at.stored.get(0).value());
    }
}
