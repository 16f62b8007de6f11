package dev.openaiadmin.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@WithOrganization
@Timeout(120)
class CommandLineTest {
    @TempDir
    private Path folder;

    @Test
    void plans_applies_and_has_nothing_to_do_after_it(InMemoryOrganization organization) throws Exception {
        Path file = write("""
                projects:
                  - name: payments-prod
                    service_accounts: [ci]
                """);

        Ended planned = run(organization, "plan", file.toString(), "--json");
        assertThat(planned.out()).contains("\"subject\" : \"service account ci\"");
        assertThat(planned.exitCode()).isEqualTo(ExitCode.CHANGES_FOUND);
        assertThat(organization.requestCount("createProject")).isZero();

        Ended applied = run(organization, "apply", file.toString(), "--keys", folder.toString());
        assertThat(applied.out())
                .contains("+ service account ci: its key to the sink")
                .endsWith("Done: 2 changes.\n");
        assertThat(applied.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("payments-prod.ci.key")).exists();

        Ended again = run(organization, "plan", file.toString());
        assertThat(again.out()).isEqualTo("Nothing to do: everything is as it should be.\n");
        assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void changes_nothing_in_a_dry_run(InMemoryOrganization organization) throws Exception {
        Path file = write("projects: [{ name: payments-prod }]");

        assertThat(run(organization, "apply", file.toString(), "--dry-run").exitCode())
                .isEqualTo(ExitCode.CHANGES_FOUND);
        assertThat(organization.requestCount("createProject")).isZero();
    }

    @Test
    void changes_nothing_when_nothing_says_where_keys_go(InMemoryOrganization organization) throws Exception {
        Path file = write("projects: [{ name: payments-prod, service_accounts: [ci] }]");

        Ended refused = run(organization, "apply", file.toString());
        assertThat(refused.err()).contains("there is no sink for them", "nothing was changed", "--keys");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(organization.requestCount("createProject")).isZero();
    }

    @Test
    void tells_a_mistake_in_one_line(InMemoryOrganization organization) throws Exception {
        Path file = write("projects: [{ nam: payments-prod }]");

        Ended refused = run(organization, "plan", file.toString());
        assertThat(refused.err())
                .startsWith(file + ", line 1, column ")
                .contains("'nam' is not known here; known: external_key")
                .hasLineCount(1);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR);
    }

    @Test
    void rotates_a_key_and_does_not_show_it(InMemoryOrganization organization) throws Exception {
        String projectId = organization.projects().add("payments-prod");
        String accountId = organization.serviceAccounts().add(projectId, "ci");

        Ended rotated = run(
                organization,
                "rotate",
                projectId,
                accountId,
                "--env-file",
                folder.resolve(".env").toString(),
                "--keep-old-for",
                "PT1H");
        assertThat(rotated.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(rotated.out()).startsWith("New key key_").doesNotContain("sk-");
        assertThat(folder.resolve(".env")).content().contains("\nOPENAI_API_KEY_PAYMENTS_PROD__CI=sk-");
    }

    @Test
    void tells_what_projects_cost(InMemoryOrganization organization) throws Exception {
        String projectId = organization.projects().add("payments-prod");
        organization
                .costs()
                .add(
                        Instant.parse("2026-10-03T00:00:00Z"),
                        new BigDecimal("12.500000000000000000000000000001"),
                        Map.of("project_id", projectId));

        assertThat(run(organization, "costs", "--month", "2026-10").out())
                .containsPattern("payments-prod +12\\.500000000000000000000000000001 USD");
        assertThat(run(organization, "costs", "--from", "2026-10-01", "--to", "2026-10-08", "--json")
                        .out())
                .contains("\"amount\" : \"12.500000000000000000000000000001\"");
    }

    @Test
    void keeps_the_state_and_compares_it(InMemoryOrganization organization) throws Exception {
        assertThat(run(organization, "snapshot", "--output", "monday.json").exitCode())
                .isEqualTo(ExitCode.DONE);
        organization.projects().add("search");
        assertThat(run(organization, "snapshot", "--output", "friday.json").exitCode())
                .isEqualTo(ExitCode.DONE);

        assertThat(run(organization, "diff", "monday.json", "monday.json").out())
                .isEqualTo("No difference.\n");
        Ended different = run(organization, "diff", "monday.json", "friday.json");
        assertThat(different.out()).startsWith("+ projects/proj_").contains("search");
        assertThat(different.exitCode()).isEqualTo(ExitCode.CHANGES_FOUND);
    }

    @Test
    void lists_keys_that_nobody_uses(InMemoryOrganization organization) throws Exception {
        String projectId = organization.projects().add("payments-prod");
        organization.useClock(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
        organization.projectApiKeys().add(projectId, "forgotten");
        organization.useClock(Clock.systemUTC());

        Ended idle = run(organization, "idle-keys", "--days", "30");
        assertThat(idle.out()).contains("payments-prod", "forgotten", "2026-01-01");
        assertThat(idle.exitCode()).isEqualTo(ExitCode.CHANGES_FOUND);
        assertThat(run(organization, "idle-keys", "--days", "30", "--json").out())
                .contains("\"name\" : \"forgotten\"", "\"reasons\" : [ \"idle\" ]");
    }

    @Test
    void says_where_it_stopped_when_it_is_stopped(InMemoryOrganization organization) throws Exception {
        organization.failNext(
                Fault.slow(Duration.ofSeconds(60)).on("createProject").always());
        Path file = write("projects: [{ name: payments-prod }]");

        Process process = start(organization, "apply", file.toString());
        while (organization.requestCount("createProject") == 0 && process.isAlive()) {
            Thread.onSpinWait();
        }
        process.destroy();

        Ended stopped = ended(process);
        assertThat(stopped.err())
                .contains("Stopped: 0 of 1 changes are done; \"+ project\" may have begun. Run the same command again");
    }

    @Test
    void completes_in_a_shell(InMemoryOrganization organization) throws Exception {
        assertThat(run(organization, "generate-completion").out()).contains("openai-governance", "rotate");
    }

    private record Ended(int exitCode, String out, String err) {}

    private Ended run(InMemoryOrganization organization, String... arguments) throws Exception {
        return ended(start(organization, arguments));
    }

    private Process start(InMemoryOrganization organization, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GovernanceCommand.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("OPENAI_ADMIN_KEY", organization.adminKey());
        builder.environment().put("OPENAI_BASE_URL", organization.baseUrl());
        return builder.start();
    }

    private Ended ended(Process process) throws Exception {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The command did not end");
        }
        return new Ended(
                process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    private Path write(String blueprints) throws IOException {
        return Files.writeString(folder.resolve("org.yaml"), blueprints);
    }
}
