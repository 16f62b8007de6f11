package dev.openaiadmin.governance.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ProjectUser;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills a run at every moment of it, before and after each request and each key stored, while a second process does the
 * same on the same organization with the same journal.
 */
@WithOrganization
@Timeout(120)
class KilledRunTest {
    private static final Duration LAG = Duration.ofMillis(250);
    /** More than there are cores, as a run mostly waits. */
    private static final int RUNS_AT_ONCE = 8;

    @TempDir
    private static Path folder;

    private static WorkflowProcess killed;
    private static WorkflowProcess rival;
    private static ExecutorService runs;

    @BeforeAll
    static void start() throws IOException {
        killed = WorkflowProcess.start();
        rival = WorkflowProcess.start();
        runs = Executors.newFixedThreadPool(RUNS_AT_ONCE);
    }

    @AfterAll
    static void stop() {
        runs.shutdownNow();
        killed.close();
        rival.close();
    }

    /** How a run and that of the rival have ended. */
    private record Ended(InMemoryOrganization organization, Path folder, String result, String ofRival) {}

    /** What is left of a run that was killed once it was run again. */
    private record Outcome(Ended ended, Future<?> again) {}

    static Stream<Arguments> runs(OrganizationServer server) throws Exception {
        warmUp(server);
        List<Workflow> workflows = new ArrayList<>();
        List<Integer> moments = new ArrayList<>();
        List<Future<Ended>> begun = new ArrayList<>();
        for (Workflow workflow : Workflow.values()) {
            String counted = workflow + "-counted";
            InMemoryOrganization organization = organization(workflow, server, counted);
            int last = workflow.run(organization.adminKey(), organization.baseUrl(), folder.resolve(counted));
            for (int number = 1; number <= last; number++) {
                int moment = number;
                workflows.add(workflow);
                moments.add(moment);
                begun.add(runs.submit(() -> run(workflow, moment, server)));
            }
        }
        List<Ended> ended = new ArrayList<>();
        for (Future<Ended> run : begun) {
            ended.add(run.get(100, TimeUnit.SECONDS));
        }
        killed.kill();
        List<Arguments> outcomes = new ArrayList<>();
        for (int i = 0; i < ended.size(); i++) {
            Workflow workflow = workflows.get(i);
            Ended run = ended.get(i);
            outcomes.add(Arguments.of(
                    workflow, moments.get(i), new Outcome(run, runs.submit(() -> again(workflow, run)))));
        }
        return outcomes.stream();
    }

    /** Lets both processes load their classes, so that one of them is not done before the other one has begun. */
    private static void warmUp(OrganizationServer server) throws Exception {
        InMemoryOrganization organization = organization(Workflow.APPLY, server, "warm-up");
        Path place = folder.resolve("warm-up");
        for (WorkflowProcess process : List.of(killed, rival)) {
            String result = process.begin(
                            Workflow.APPLY, Workflow.NEVER, organization.adminKey(), organization.baseUrl(), place)
                    .get(60, TimeUnit.SECONDS);
            assertThat(result).isEqualTo(WorkflowProcess.DONE);
        }
    }

    @ParameterizedTest(name = "{0}, moment {1}")
    @MethodSource("runs")
    void ends_with_one_of_everything_when_it_is_run_again(Workflow workflow, int moment, Outcome outcome)
            throws Exception {
        Ended ended = outcome.ended();
        outcome.again().get(100, TimeUnit.SECONDS);

        String refused = ".* is in use by process .*|.* has changed since this plan was made.*";
        // The rival may have done the work before; then the run was refused, or has had fewer moments.
        assertThat(ended.result()).matches("held|done|" + refused);
        assertThat(ended.ofRival()).matches("done|" + refused);
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(ended.organization().adminKey())
                .baseUrl(ended.organization().baseUrl())
                .build()) {
            check(admin, ended.folder());
        }
    }

    private static Ended run(Workflow workflow, int moment, OrganizationServer server) throws Exception {
        String name = workflow + "-" + moment;
        InMemoryOrganization organization = organization(workflow, server, name);
        Path place = folder.resolve(name);
        Future<String> result = killed.begin(workflow, moment, organization.adminKey(), organization.baseUrl(), place);
        Future<String> ofRival =
                rival.begin(workflow, Workflow.NEVER, organization.adminKey(), organization.baseUrl(), place);
        return new Ended(organization, place, result.get(60, TimeUnit.SECONDS), ofRival.get(60, TimeUnit.SECONDS));
    }

    private static void again(Workflow workflow, Ended ended) {
        InMemoryOrganization organization = ended.organization();
        workflow.run(organization.adminKey(), organization.baseUrl(), ended.folder());
        organization.lagOfLists(Duration.ZERO);
        organization.lagOfReads(Duration.ZERO);
        organization.stopFailing();
    }

    private static InMemoryOrganization organization(Workflow workflow, OrganizationServer server, String name) {
        InMemoryOrganization organization = server.newOrganization();
        organization.users().add("ada@example.com", "reader");
        organization.lagOfLists(LAG);
        organization.lagOfReads(LAG);
        try {
            Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        if (workflow == Workflow.ROTATION) {
            Workflow.APPLY.run(organization.adminKey(), organization.baseUrl(), folder.resolve(name));
            awaitAccount(organization);
        } else {
            // Each is carried out once without an answer, and the second try is told so.
            organization.failNext(
                    Fault.status(503).butDone().on("createServiceAccount").times(1));
            organization.failNext(Fault.status(429).on("createProject").times(1));
        }
        return organization;
    }

    private static void awaitAccount(InMemoryOrganization organization) {
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build()) {
            while (Workflow.account(admin).isEmpty()) {
                Thread.onSpinWait();
            }
        }
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
        String stored = Files.readString(folder.resolve("payments-prod.ci.key")).strip();
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
}
