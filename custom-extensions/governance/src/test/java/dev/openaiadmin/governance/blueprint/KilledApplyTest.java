package dev.openaiadmin.governance.blueprint;

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
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills an apply at every moment of it: before and after each request, and each key stored. */
@WithOrganization
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class KilledApplyTest {
    private static final int PLENTY = 1_000_000;
    private static final Duration LAG = Duration.ofMillis(250);

    static Stream<Integer> moments(OrganizationServer server) throws IOException {
        Path folder = Files.createTempDirectory("apply");
        InMemoryOrganization organization = organization(server);
        int used = PLENTY - ApplyOnce.run(organization.adminKey(), organization.baseUrl(), folder, PLENTY);
        return IntStream.rangeClosed(1, used).boxed();
    }

    @ParameterizedTest(name = "moment {0}")
    @MethodSource("moments")
    void ends_as_wished_when_it_is_run_again(int moment, OrganizationServer server, @TempDir Path folder)
            throws Exception {
        InMemoryOrganization organization = organization(server);

        assertThat(applyInAnotherJvm(organization, folder, moment)).isEqualTo(ApplyOnce.KILLED);
        ApplyOnce.run(organization.adminKey(), organization.baseUrl(), folder, PLENTY);

        organization.lagOfLists(Duration.ZERO);
        organization.stopFailing();
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build()) {
            check(admin, folder);
        }
    }

    private static void check(OpenAiAdmin admin, Path folder) throws IOException {
        List<Project> projects = admin.projects().list().stream()
                .filter(project -> "payments-prod".equals(project.name()))
                .toList();
        assertThat(projects).as("projects").hasSize(1);
        String id = projects.get(0).id();
        assertThat(admin.serviceAccounts().list(id).stream())
                .as("service accounts")
                .extracting(ServiceAccount::name)
                .containsExactly("ci");
        List<ProjectApiKey> keys = admin.projectApiKeys().list(id).stream().toList();
        assertThat(keys).as("keys").hasSize(1);
        String stored = Files.readString(folder.resolve("payments-prod.ci.key")).strip();
        String redacted = keys.get(0).redactedValue();
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

    private static InMemoryOrganization organization(OrganizationServer server) {
        InMemoryOrganization organization = server.newOrganization();
        organization.users().add("ada@example.com", "reader");
        organization.lagOfLists(LAG);
        organization.lagOfReads(LAG);
        // Each is carried out once without an answer, and the second try is told so.
        organization.failNext(
                Fault.status(503).butDone().on("createServiceAccount").times(1));
        organization.failNext(Fault.status(429).on("createProject").times(1));
        return organization;
    }

    private static int applyInAnotherJvm(InMemoryOrganization organization, Path folder, int moment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                ApplyOnce.class.getName(),
                organization.baseUrl(),
                folder.toString(),
                Integer.toString(moment));
        builder.environment().put("OPENAI_ADMIN_KEY", organization.adminKey());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The apply did not end");
        }
        return process.exitValue();
    }
}
