package dev.openaiadmin.governance.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.Workplace;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.journal.ApplyJournal.Entry;
import dev.openaiadmin.governance.journal.ApplyJournal.State;
import dev.openaiadmin.governance.journal.JournalInUseException;
import dev.openaiadmin.governance.keys.OneTimeKey;
import dev.openaiadmin.governance.keys.SecretSink;
import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.InviteProject;
import dev.openaiadmin.model.InviteRole;
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
import java.time.Instant;
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
        assertThat(failure.notDone())
                .extracting(PlannedChange::subject)
                .containsExactly("service account ci", "models");
        assertThat(failure).hasMessageContaining("plan and apply again to continue");
        assertThat(at.governance().plan(WITH_KEY).changes())
                .extracting(PlannedChange::subject)
                .containsExactly("service account ci");
    }

    @Test
    void keeps_the_role_of_an_invite_that_is_replaced() {
        String a = organization.projects().add("a");
        organization.invites().add("new@example.com", "owner", a);

        at.governance()
                .plan(ProjectBlueprint.named("b").member("new@example.com"))
                .apply();

        assertThat(at.admin.invites().list().stream()).singleElement().returns(InviteRole.OWNER, Invite::role);
    }

    @Test
    void keeps_the_pending_invite_when_the_new_one_is_refused() {
        String a = organization.projects().add("a");
        String invite = organization.invites().add("new@example.com", "reader", a);
        organization.failNext(Fault.status(400).on("createInvite").always());
        Plan plan = at.governance().plan(ProjectBlueprint.named("b").member("new@example.com"));

        assertThatThrownBy(plan::apply).isInstanceOf(ApplyException.class);

        assertThat(at.admin.invites().list().stream()).extracting(Invite::id).containsExactly(invite);
    }

    private void refuseASecondInvite() {
        organization.failNext(Fault.status(400)
                .message("An invite for this e-mail already exists.")
                .on("createInvite")
                .times(1));
    }

    private void assertOneInviteOfAnOwner(String... projects) {
        assertThat(at.admin.invites().list().stream()).singleElement().satisfies(invite -> {
            assertThat(invite.role()).isEqualTo(InviteRole.OWNER);
            assertThat(invite.projects()).extracting(InviteProject::id).containsExactly(projects);
        });
    }

    @Test
    void replaces_an_invite_where_the_api_allows_only_one_for_an_address() {
        String a = organization.projects().add("a");
        organization.invites().add("new@example.com", "owner", a);
        refuseASecondInvite();

        at.governance()
                .plan(ProjectBlueprint.named("b").member("new@example.com"))
                .apply();

        assertOneInviteOfAnOwner(a, at.project("b").id());
    }

    @Test
    void sends_the_former_invite_again_when_the_one_that_replaces_it_is_refused() {
        String a = organization.projects().add("a");
        organization.invites().add("new@example.com", "owner", a);
        refuseASecondInvite();
        organization.failNext(
                Fault.status(400).message("Not today.").on("createInvite").times(1));
        Plan plan = at.governance().plan(ProjectBlueprint.named("b").member("new@example.com"));

        assertThatThrownBy(plan::apply).isInstanceOf(ApplyException.class).hasMessageContaining("Not today.");

        assertOneInviteOfAnOwner(a);
    }

    @Test
    void keeps_what_an_invite_gave_that_a_run_has_deleted_before_it_was_cut_off() {
        String a = organization.projects().add("a");
        at.journal.record(new Entry(
                "invite of new@example.com",
                State.INTENDED,
                at.now(),
                null,
                "{\"ids\":[\"invite-deleted\"],\"role\":\"owner\",\"projects\":{\"%s\":\"owner\"}}".formatted(a)));

        at.governance()
                .plan(ProjectBlueprint.named("b").member("new@example.com"))
                .apply();

        assertOneInviteOfAnOwner(a, at.project("b").id());
    }

    @Test
    void deletes_the_invite_that_a_run_had_replaced_before_it_was_cut_off_and_no_other() {
        String b = organization.projects().add("b");
        String replaced = organization.invites().add("new@example.com", "reader");
        at.journal.record(new Entry(
                "invite of new@example.com",
                State.INTENDED,
                at.now(),
                null,
                "{\"ids\":[\"%s\"],\"role\":\"reader\",\"projects\":{}}".formatted(replaced)));
        at.pass(Duration.ofMinutes(1));
        String sent = organization.invites().add("new@example.com", "reader", b);
        String byHand = organization.invites().add("other@example.com", "reader", b);

        Plan plan = at.governance().plan(ProjectBlueprint.named("b").member("new@example.com"));
        plan.apply();

        assertThat(plan.changes())
                .singleElement()
                .asString()
                .contains("invite of new@example.com", "replaced by a newer one in a run that was cut off");
        assertThat(at.admin.invites().list().stream()).extracting(Invite::id).containsExactlyInAnyOrder(sent, byHand);
    }

    @Test
    void lets_no_name_forge_a_line_of_a_failure() {
        String hostile = "ci\u001b[2J\nDone: 2 changes.\u2028";
        organization.failNext(Fault.status(400)
                .message("refused: " + hostile)
                .on("createServiceAccount")
                .always());
        Plan plan = at.governance().plan(ProjectBlueprint.named("payments-prod").serviceAccount(hostile));

        assertThatThrownBy(plan::apply)
                .isInstanceOf(ApplyException.class)
                .message()
                .contains("ci\\u001b[2J\\u000aDone: 2 changes.\\u2028")
                .doesNotContain("\u001b", "\u2028", "\nDone");
    }

    @Test
    void takes_a_project_that_somebody_has_created_since_as_it_is() {
        at.journal.record(new Entry("project payments-prod", State.INTENDED, at.now(), null, null));
        at.pass(Duration.ofMinutes(10));
        String byHand = organization.projects().add("payments-prod");

        Applied applied = at.governance().plan(WITH_KEY).apply();

        assertThat(applied.projectIds()).containsExactly(Map.entry("payments-prod", byHand));
        assertThat(organization.requestCount("createProject")).isZero();
        assertThat(organization.requestCount("archiveProject")).isZero();
    }

    @Test
    void never_deletes_an_account_that_somebody_has_created_since() {
        String project = organization.projects().add("payments-prod");
        at.journal.record(new Entry("project payments-prod/service account ci", State.INTENDED, at.now(), null, null));
        at.pass(Duration.ofMinutes(10));
        String byHand = at.admin.serviceAccounts().create(project, "ci").id();

        Plan plan = at.governance().plan(WITH_KEY);
        plan.apply();

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.warnings())
                .singleElement()
                .asString()
                .contains("'ci' (" + byHand + ") was not created by this tool", "rotate it");
        assertThat(at.admin.serviceAccounts().list(project).stream())
                .extracting(ServiceAccount::id)
                .containsExactly(byHand);
    }

    @Test
    void never_deletes_an_account_of_unknown_age() {
        String project = organization.projects().add("payments-prod");
        at.journal.record(new Entry("project payments-prod/service account ci", State.INTENDED, at.now(), null, null));
        accountOfUnknownAge(project);

        Plan plan = at.governance().plan(WITH_KEY);
        plan.apply();

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.warnings())
                .singleElement()
                .asString()
                .contains("'ci' (svc_unknown) was created at an unknown time and is kept", "rotate it");
        assertThat(at.admin.serviceAccounts().list(project).stream())
                .extracting(ServiceAccount::id)
                .containsExactly("svc_unknown");
    }

    @Test
    void creates_no_second_account_beside_one_of_unknown_age() {
        String project = organization.projects().add("payments-prod");
        Plan plan = at.governance().plan(WITH_KEY);
        organization.failNext(Fault.status(503).on("createServiceAccount").times(1));
        accountOfUnknownAge(project);

        assertThatThrownBy(plan::apply)
                .isInstanceOf(ApplyException.class)
                .hasMessageContainingAll("(svc_unknown) may have been created", "does not say when it was created");
        assertThat(at.admin.serviceAccounts().list(project).stream())
                .extracting(ServiceAccount::id)
                .containsExactly("svc_unknown");
    }

    private void accountOfUnknownAge(String project) {
        organization.seed("""
                {"projects/%s/service_accounts": [{"id": "svc_unknown", "name": "ci", "created_at": null}]}""".formatted(project));
    }

    @Test
    void keeps_an_invite_that_does_not_say_what_it_gives() {
        organization.projects().add("b");
        organization.seed("""
                {"invites": [{"id": "invite_1", "email": "new@example.com", "role": "reader", "projects": null}]}""");

        Plan plan = at.governance().plan(ProjectBlueprint.named("b").member("new@example.com"));
        plan.apply();

        assertThat(plan.warnings())
                .singleElement()
                .asString()
                .contains("the invite of new@example.com (invite_1) is kept", "delete it");
        assertThat(at.admin.invites().list().stream()).extracting(Invite::id).containsExactly("invite_1");
    }

    @Test
    void names_projects_of_unknown_age_that_share_a_name() {
        organization.seed("""
                {"projects": [{"id": "proj_1", "name": "b", "created_at": null},
                              {"id": "proj_2", "name": "b", "created_at": null}]}""");

        assertThatThrownBy(() -> at.governance().plan(ProjectBlueprint.named("b")))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("proj_1 (created at an unknown time)");
    }

    @Test
    void does_not_wait_for_a_time_in_the_future() {
        organization.projects().add("payments-prod");
        at.journal.record(new Entry(
                "project payments-prod/service account ci",
                State.DONE,
                at.now().plus(Duration.ofDays(365)),
                "svc_acct_1",
                null));
        Instant before = at.now();

        Plan unused = at.governance().plan(WITH_KEY);

        assertThat(Duration.between(before, at.now())).isLessThan(Duration.ofMinutes(3));
    }

    @Test
    void refuses_a_journal_of_another_organization(OrganizationServer server) {
        at.applied(WITH_KEY);
        try (Workplace elsewhere = new Workplace(server)) {
            Governance governance = Governance.builder(elsewhere.admin)
                    .journal(at.journal)
                    .secrets(elsewhere.stored::add)
                    .build();

            assertThatThrownBy(() -> governance.plan(WITH_KEY))
                    .isInstanceOf(GovernanceException.class)
                    .hasMessageContaining("belongs to another organization");
            assertThatThrownBy(() -> governance
                            .rotate(elsewhere.organization.projects().defaultId(), "svc_acct_1")
                            .run())
                    .isInstanceOf(GovernanceException.class)
                    .hasMessageContaining("belongs to another organization");
        }
    }

    @Test
    void refuses_a_second_run_and_says_who_holds_the_journal() {
        Plan plan = at.governance().plan(WITH_KEY);
        ApplyJournal.Lock lock = at.journal.lock("process 7 of deploy on build-1");
        assertThatThrownBy(plan::apply)
                .isInstanceOf(JournalInUseException.class)
                .hasMessageContainingAll("in use by process 7 of deploy on build-1 since ", "nothing was changed");
        lock.close();
        assertThat(organization.requestCount("createProject")).isZero();

        assertThat(plan.apply().changes()).hasSize(2);
    }

    @Test
    void refuses_a_plan_that_another_run_has_overtaken() {
        Plan first = at.governance().plan(WITH_KEY);
        Plan second = at.governance().plan(WITH_KEY);
        first.apply();

        assertThatThrownBy(second::apply)
                .isInstanceOf(GovernanceException.class)
                .hasMessageContainingAll("has changed since this plan was made", "Plan again");
        assertThat(organization.requestCount("createProject")).isEqualTo(1);
    }

    @Test
    void continues_with_other_projects_when_the_api_refuses_a_change() {
        organization.failNext(Fault.status(400).on("modifyRateLimit").times(1));
        Plan plan = at.governance()
                .plan(OrganizationBlueprint.of(
                        ProjectBlueprint.named("a")
                                .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(5L))
                                .modelAllowlist("gpt-5"),
                        ProjectBlueprint.named("b").modelAllowlist("gpt-5")));

        ApplyException failure = catchThrowableOfType(ApplyException.class, plan::apply);

        assertThat(failure.done())
                .extracting(PlannedChange::project, PlannedChange::subject)
                .containsExactly(tuple("a", "project"), tuple("b", "project"), tuple("b", "models"));
        assertThat(failure.notDone())
                .extracting(PlannedChange::project, PlannedChange::subject)
                .containsExactly(tuple("a", "rate limit gpt-5"), tuple("a", "models"));
        assertThat(failure).hasMessageContaining("3 of 5 changes are done. Failed:\n  a: ~ rate limit gpt-5");
    }

    @Test
    void stops_at_the_first_failure_when_it_is_all_or_nothing() {
        organization.failNext(Fault.status(400).on("modifyModelPermissions").times(1));
        Plan plan = at.governance()
                .plan(OrganizationBlueprint.of(
                                ProjectBlueprint.named("a").modelAllowlist("gpt-5"), ProjectBlueprint.named("b"))
                        .allOrNothing());

        ApplyException failure = catchThrowableOfType(ApplyException.class, plan::apply);

        assertThat(failure.notDone())
                .extracting(PlannedChange::project, PlannedChange::subject)
                .containsExactly(tuple("a", "models"), tuple("b", "project"));
    }

    @Test
    void says_which_policy_stands_against_a_key_and_creates_one_that_expires() {
        organization.failNext(Fault.status(400)
                .message("Keys of this organization must expire: set expires_in_seconds.")
                .on("createServiceAccount")
                .times(1));
        Plan plan = at.governance().plan(WITH_KEY);

        assertThatThrownBy(plan::apply)
                .isInstanceOf(ApplyException.class)
                .hasMessageContaining("give the account a key_lifetime in the blueprint");

        at.applied(ProjectBlueprint.named("payments-prod").serviceAccount("ci", Duration.ofDays(90)));
        assertThat(at.stored).singleElement().returns(at.now().plus(Duration.ofDays(90)), OneTimeKey::expiresAt);
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
        assertThat(Files.readAllLines(file).get(2)).startsWith("OPENAI_API_KEY_PAYMENTS_PROD__CI=sk-");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void shows_no_key_when_a_key_is_printed() {
        at.applied(WITH_KEY);

        assertThat(at.stored.get(0).toString()).doesNotContain(at.stored.get(0).value());
    }
}
