package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.openaiadmin.cli.output.Json;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What commands tell when Ctrl-C stops them while a request is under way. */
@WithOrganization
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class StoppedCommandTest {
    /** The exit code of a program that the signal of Ctrl-C ends. */
    private static final int INTERRUPTED = 130;

    private static final Path ENV = Path.of("/usr/bin/env");

    @TempDir
    private Path folder;

    private InMemoryOrganization organization;

    @BeforeEach
    void use(InMemoryOrganization organization) {
        this.organization = organization;
    }

    @Test
    void a_create_can_have_been_carried_out_and_the_message_says_how_to_look() throws Exception {
        slow("createProject");

        String err = stop("createProject", "projects", "create", "payments-prod", "--yes");

        assertThat(err)
                .isEqualTo("\nStopped: POST /organization/projects was under way, and can have been carried out."
                        + " Look with 'openai-admin projects list' before you repeat it.\n");
        assertThat(folder.resolve("out")).isEmptyFile();
    }

    @Test
    @Tag("thorough")
    void a_change_of_an_object_names_the_object() throws Exception {
        String project = organization.projects().add("payments-prod");
        slow("archiveProject");

        String err = stop("archiveProject", "projects", "archive", "payments-prod", "--yes");

        assertThat(err)
                .contains(
                        "POST /organization/projects/" + project + "/archive was under way",
                        "Look with 'openai-admin projects retrieve " + project + "'");
    }

    @Test
    @Tag("thorough")
    void a_list_ends_with_a_complete_line() throws Exception {
        for (int i = 0; i < 300; i++) {
            organization.projects().add("project " + i);
        }
        organization.failNext(
                Fault.slow(Duration.ofMillis(20)).on("listProjects").always());
        Process process = start("projects", "list", "--page-size", "1");
        while (organization.requestCount("listProjects") < 5 && process.isAlive()) {
            Thread.onSpinWait();
        }

        assertThat(interrupted(process)).isEqualTo("\nStopped: the list is incomplete.\n");
        String out = Files.readString(folder.resolve("out"));
        assertThat(out).endsWith("}\n");
        for (String line : out.lines().toList()) {
            assertThat(Json.read(line.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Map.class);
        }
    }

    @Test
    @Tag("thorough")
    void a_rotation_says_how_to_continue() throws Exception {
        String project = organization.projects().add("payments-prod");
        String account = organization.serviceAccounts().add(project, "ci");
        slow("createServiceAccountApiKey");

        String err = stop("createServiceAccountApiKey", "rotate", project, account, "--yes", "--env-file", "keys");

        assertThat(err)
                .contains(
                        "Stopped: POST /organization/projects/",
                        " was under way, and can have been carried out. Run the same command again:"
                                + " it creates and stores another key");
        assertThat(folder.resolve("keys")).doesNotExist();
    }

    @Test
    @Tag("thorough")
    void an_offboarding_says_what_is_done_and_how_to_continue() throws Exception {
        String ada = organization.users().add("ada@example.com", "reader");
        organization.projectUsers().add(organization.projects().add("payments-prod"), ada, "member");
        slow("deleteUser");

        String err = stop("deleteUser", "offboard", "ada@example.com", "--apply", "--yes");

        assertThat(err)
                .contains(
                        "Stopped: 1 request is done; DELETE /organization/users/",
                        " was under way, and can have been carried out. Run the same command again to continue");
    }

    @Test
    @Tag("thorough")
    void an_adoption_has_written_nothing() throws Exception {
        slow("listProjects");

        String err = stop("listProjects", "adopt", "--output", "organization.yaml");

        assertThat(err).isEqualTo("\nStopped: nothing was written.\n");
        assertThat(folder.resolve("organization.yaml")).doesNotExist();
    }

    @Test
    @Tag("thorough")
    void a_followed_audit_log_keeps_its_checkpoint() throws Exception {
        Instant before = Instant.now().minusSeconds(600);
        organization.auditLogs().add("scim.enabled", before, Map.of());
        String[] audit = {"audit", "--since", "1h", "--checkpoint", "audit.checkpoint", "--follow"};
        Process process = start(audit);
        while (Files.size(folder.resolve("out")) == 0 && process.isAlive()) {
            Thread.onSpinWait();
        }

        assertThat(interrupted(process)).isEmpty();
        assertThat(Files.readString(folder.resolve("out"))).hasLineCount(1);
        Process again = start("audit", "--since", "1h", "--checkpoint", "audit.checkpoint");
        assertThat(again.waitFor()).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("out")).isEmptyFile();
    }

    private void slow(String operation) {
        organization.failNext(Fault.slow(Duration.ofMinutes(1)).on(operation).always());
    }

    /** Stops a command while an operation is under way, and returns what it says. */
    private String stop(String operation, String... arguments) throws Exception {
        Process process = start(arguments);
        while (organization.requestCount(operation) == 0 && process.isAlive()) {
            Thread.onSpinWait();
        }
        return interrupted(process);
    }

    /** A shell without job control lets the programs that it starts in the background ignore the signal. */
    private Process start(String... arguments) throws IOException {
        assumeTrue(Files.isExecutable(ENV)
                && Files.readString(ENV, StandardCharsets.ISO_8859_1).contains("default-signal"));
        ProcessBuilder builder = ProgramProcess.builder(folder, organization, arguments);
        builder.command().addAll(0, List.of(ENV.toString(), "--default-signal=INT"));
        return builder.redirectOutput(folder.resolve("out").toFile()).start();
    }

    private String interrupted(Process process) throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(INTERRUPTED);
        return Files.readString(folder.resolve("err"));
    }
}
