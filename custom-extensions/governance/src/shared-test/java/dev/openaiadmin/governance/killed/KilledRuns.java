package dev.openaiadmin.governance.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.journal.JournalInUseException;
import dev.openaiadmin.model.AssignedRole;
import dev.openaiadmin.model.Group;
import dev.openaiadmin.model.GroupUser;
import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ProjectUser;
import dev.openaiadmin.model.Role;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs that are killed at given moments, each on an organization of its own, while a second process does the same on the
 * same organization with the same journal. Then they are run again.
 */
final class KilledRuns implements AutoCloseable {
    private static final Duration LAG = Duration.ofMillis(250);
    /** More than there are cores, as a run mostly waits. */
    private static final int RUNS_AT_ONCE = 8;

    private final Journals journals;
    private final OrganizationServer server;
    private final Path folder;
    private final WorkflowProcess killed;
    private final WorkflowProcess rival;
    private final ExecutorService runs = Executors.newFixedThreadPool(RUNS_AT_ONCE);

    private KilledRuns(Journals journals, OrganizationServer server, Path folder) throws IOException {
        this.journals = journals;
        this.server = server;
        this.folder = folder;
        this.killed = WorkflowProcess.start(journals);
        this.rival = WorkflowProcess.start(journals);
    }

    /** A moment of a run, counted from 1. */
    record Moment(Workflow workflow, int number) {
        @Override
        public String toString() {
            return workflow + "-" + number;
        }
    }

    /** How a run and that of the rival have ended. */
    private record Ended(Moment moment, Site site, String result, String ofRival) {}

    /** An organization, and what its runs share. */
    private record Site(InMemoryOrganization organization, RunSettings settings) {
        OpenAiAdmin client() {
            return OpenAiAdmin.builder()
                    .adminKey(settings.adminKey())
                    .baseUrl(settings.baseUrl())
                    .build();
        }
    }

    /**
     * Starts the two processes.
     *
     * @param folder has a folder for each run
     */
    static KilledRuns start(Journals journals, OrganizationServer server, Path folder) throws IOException {
        return new KilledRuns(journals, server, folder);
    }

    /** Returns all moments of the workflows that create something. */
    List<Moment> moments() {
        List<Moment> moments = new ArrayList<>();
        for (Workflow workflow : List.of(Workflow.APPLY, Workflow.ACCESS, Workflow.ROTATION)) {
            int last = workflow.run(site(workflow, workflow + "-counted").settings());
            for (int number = 1; number <= last; number++) {
                moments.add(new Moment(workflow, number));
            }
        }
        return moments;
    }

    /** Holds a run at each of the moments, kills their process, and begins to run each again. */
    List<Outcome> killAt(List<Moment> moments) throws Exception {
        warmUp();
        List<Future<Ended>> begun = new ArrayList<>();
        for (Moment moment : moments) {
            begun.add(runs.submit(() -> hold(moment)));
        }
        List<Ended> ended = new ArrayList<>();
        for (Future<Ended> run : begun) {
            ended.add(run.get(100, TimeUnit.SECONDS));
        }
        killed.kill();
        List<Outcome> outcomes = new ArrayList<>();
        for (Ended run : ended) {
            outcomes.add(new Outcome(run, runs.submit(() -> runAgain(run))));
        }
        return outcomes;
    }

    /** Lets both processes load their classes, so that one of them is not done before the other one has begun. */
    private void warmUp() throws Exception {
        RunSettings settings = site(Workflow.APPLY, "warm-up").settings();
        for (WorkflowProcess process : List.of(killed, rival)) {
            String result =
                    process.begin(Workflow.APPLY, Workflow.NEVER, settings).get(60, TimeUnit.SECONDS);
            assertThat(result).isEqualTo(WorkflowProcess.DONE);
        }
    }

    private Ended hold(Moment moment) throws Exception {
        Site site = site(moment.workflow(), moment.toString());
        Future<String> result = killed.begin(moment.workflow(), moment.number(), site.settings());
        Future<String> ofRival = rival.begin(moment.workflow(), Workflow.NEVER, site.settings());
        return new Ended(moment, site, result.get(60, TimeUnit.SECONDS), ofRival.get(60, TimeUnit.SECONDS));
    }

    private static void runAgain(Ended ended) {
        while (true) {
            try {
                ended.moment().workflow().run(ended.site().settings());
                break;
            } catch (JournalInUseException e) {
                // A database may need a moment to notice the end of a process; the timeout of the test ends this.
                Thread.onSpinWait();
            }
        }
        InMemoryOrganization organization = ended.site().organization();
        organization.lagOfLists(Duration.ZERO);
        organization.lagOfReads(Duration.ZERO);
        organization.stopFailing();
    }

    private Site site(Workflow workflow, String name) {
        InMemoryOrganization organization = server.newOrganization();
        organization.users().add("ada@example.com", "reader");
        organization.lagOfLists(LAG);
        organization.lagOfReads(LAG);
        Path place = folder.resolve(name);
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Site site = new Site(
                organization, new RunSettings(journals, organization.adminKey(), organization.baseUrl(), place));
        if (workflow == Workflow.ROTATION) {
            Workflow.APPLY.run(site.settings());
            awaitAccount(site);
        } else {
            // Each is carried out once without an answer, and the second try is told so.
            for (String operation : List.of("createGroup", "createRole", "addGroupUser", "assignUserRole")) {
                organization.failNext(Fault.status(503).butDone().on(operation).times(1));
            }
            organization.failNext(
                    Fault.status(503).butDone().on("createServiceAccount").times(1));
            organization.failNext(Fault.status(429).on("createProject").times(1));
        }
        return site;
    }

    private static void awaitAccount(Site site) {
        try (OpenAiAdmin admin = site.client()) {
            while (Workflow.account(admin).isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() {
        runs.shutdownNow();
        killed.close();
        rival.close();
    }

    /** What is left of a run that was killed once it was run again. */
    static final class Outcome {
        private final Ended ended;
        private final Future<?> again;

        private Outcome(Ended ended, Future<?> again) {
            this.ended = ended;
            this.again = again;
        }

        /** Waits for the second run, and checks that the organization has what the blueprint says, each once. */
        void requireOneOfEverything() throws Exception {
            again.get(100, TimeUnit.SECONDS);

            String refused = ".* is in use by process .*|.* has changed since this plan was made.*";
            // The rival may have done the work before; then the run was refused, or has had fewer moments.
            assertThat(ended.result()).matches("held|done|" + refused);
            assertThat(ended.ofRival()).matches("done|" + refused);
            try (OpenAiAdmin admin = ended.site().client()) {
                if (ended.moment().workflow() == Workflow.ACCESS) {
                    checkAccess(admin);
                } else {
                    check(admin, ended.site().settings().folder());
                }
            }
        }

        private static void checkAccess(OpenAiAdmin admin) {
            assertThat(admin.roles().list().stream())
                    .as("roles")
                    .extracting(Role::name)
                    .containsExactlyInAnyOrder("owner", "reader", "auditor");
            List<Group> groups = admin.groups().list().stream().toList();
            assertThat(groups).as("groups").extracting(Group::name).containsExactly("platform");
            assertThat(admin.groupUsers().list(groups.get(0).id()).stream())
                    .as("members of the group")
                    .extracting(GroupUser::email)
                    .containsExactly("ada@example.com");
            assertThat(admin.groupRoles().list(groups.get(0).id()).stream())
                    .as("roles of the group")
                    .extracting(AssignedRole::name)
                    .containsExactly("auditor");
            assertThat(admin.spendAlerts().list().stream()).as("spend alerts").hasSize(1);
            List<Project> projects = admin.projects().list().stream()
                    .filter(project -> Workflow.PROJECT.equals(project.name()))
                    .toList();
            assertThat(projects).as("projects").hasSize(1);
            String id = projects.get(0).id();
            assertThat(admin.projectUsers().list(id).stream())
                    .as("users of the project")
                    .extracting(ProjectUser::role)
                    .containsExactly("viewer");
            assertThat(admin.projectGroups().list(id).stream())
                    .as("groups of the project")
                    .hasSize(1);
            assertThat(Governance.builder(admin)
                            .build()
                            .plan(Workflow.ACCESS_BLUEPRINT)
                            .changes())
                    .as("what is left to do")
                    .isEmpty();
        }

        private static void check(OpenAiAdmin admin, Path folder) throws IOException {
            List<Project> projects = admin.projects().list().stream()
                    .filter(project -> Workflow.PROJECT.equals(project.name()))
                    .toList();
            assertThat(projects).as("projects").hasSize(1);
            String id = projects.get(0).id();
            assertThat(admin.serviceAccounts().list(id).stream())
                    .as("service accounts")
                    .extracting(ServiceAccount::name)
                    .containsExactly("ci");
            List<ProjectApiKey> keys = admin.projectApiKeys().list(id).stream()
                    .filter(key -> key.expiresAt() == null)
                    .toList();
            assertThat(keys).as("keys that live").hasSize(1);
            String stored =
                    Files.readString(folder.resolve("payments-prod.ci.key")).strip();
            String redacted = Objects.requireNonNull(keys.get(0).redactedValue());
            assertThat(stored.endsWith(redacted.substring(redacted.length() - 4)))
                    .as("the key in the sink is the one that lives")
                    .isTrue();
            assertThat(admin.projectUsers().list(id).stream())
                    .extracting(ProjectUser::email)
                    .containsExactly("ada@example.com");
            assertThat(admin.invites().list().stream())
                    .as("invites")
                    .extracting(Invite::email)
                    .containsExactly("new@example.com");
            assertThat(admin.projectSpendAlerts().list(id).stream())
                    .as("spend alerts")
                    .hasSize(1);
        }

        @Override
        public String toString() {
            return ended.moment().toString();
        }
    }
}
