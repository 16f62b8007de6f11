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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
    private static final int RUNS_AT_ONCE = 6;

    @TempDir
    private static Path folder;

    private static Rival rival;
    private static ExecutorService runs;

    @BeforeAll
    static void start() throws IOException {
        rival = Rival.start();
        runs = Executors.newFixedThreadPool(RUNS_AT_ONCE);
    }

    @AfterAll
    static void stop() {
        runs.shutdownNow();
        rival.close();
    }

    /** What a run has left behind when it was killed, and run again. */
    private record Outcome(InMemoryOrganization organization, Path folder, int exitCode, String ofRival) {}

    static Stream<Arguments> runs(OrganizationServer server) throws IOException {
        return Stream.of(Workflow.values()).flatMap(workflow -> moments(workflow, server));
    }

    private static Stream<Arguments> moments(Workflow workflow, OrganizationServer server) {
        String counted = workflow + "-counted";
        int moments = again(workflow, organization(workflow, server, counted), counted);
        List<Arguments> begun = IntStream.rangeClosed(1, moments)
                .mapToObj(moment -> Arguments.of(workflow, moment, runs.submit(() -> run(workflow, moment, server))))
                .toList();
        return begun.stream();
    }

    @ParameterizedTest(name = "{0}, moment {1}")
    @MethodSource("runs")
    void ends_with_one_of_everything_when_it_is_run_again(Workflow workflow, int moment, Future<Outcome> run)
            throws Exception {
        Outcome outcome = run.get(100, TimeUnit.SECONDS);

        // The rival may have done the work before; then the first one was refused, or had nothing left to do.
        assertThat(outcome.exitCode()).isIn(Workflow.KILLED, 0, 1);
        assertThat(outcome.ofRival())
                .matches("done|.* is in use by process .*|.* has changed since this plan was made.*");
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(outcome.organization().adminKey())
                .baseUrl(outcome.organization().baseUrl())
                .build()) {
            check(admin, outcome.folder());
        }
    }

    private static Outcome run(Workflow workflow, int moment, OrganizationServer server) throws Exception {
        String name = workflow + "-" + moment;
        InMemoryOrganization organization = organization(workflow, server, name);
        Path place = folder.resolve(name);
        CompletableFuture<CompletableFuture<String>> ofRival = new CompletableFuture<>();

        int exitCode = KilledProcess.run(
                workflow,
                organization.adminKey(),
                organization.baseUrl(),
                place,
                moment,
                () -> ofRival.complete(rival.begin(workflow, organization.adminKey(), organization.baseUrl(), place)));
        String result = ofRival.get().get(60, TimeUnit.SECONDS);
        again(workflow, organization, name);

        organization.lagOfLists(Duration.ZERO);
        organization.lagOfReads(Duration.ZERO);
        organization.stopFailing();
        return new Outcome(organization, place, exitCode, result);
    }

    private static int again(Workflow workflow, InMemoryOrganization organization, String name) {
        return workflow.run(organization.adminKey(), organization.baseUrl(), folder.resolve(name), Workflow.PLENTY);
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
            again(Workflow.APPLY, organization, name);
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
