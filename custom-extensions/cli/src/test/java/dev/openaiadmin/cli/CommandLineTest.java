package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.cli.Cli.Ended;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Most tests start a program, so several of them run at once. */
@WithOrganization
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class CommandLineTest {
    /** Commands whose journal is in the working directory by default. */
    private static final Set<String> KEEPS_A_JOURNAL = Set.of("plan", "apply", "offboard", "rotate");

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

        Ended applied = run(organization, "apply", "--yes", file.toString(), "--keys", folder.toString());
        assertThat(applied.out())
                .contains("+ service account ci: its key stored in the sink")
                .endsWith("Done: 2 changes.\n");
        assertThat(applied.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("payments-prod.ci.key")).exists();

        Ended again = run(organization, "plan", file.toString());
        assertThat(again.out()).isEqualTo("Nothing to do: the organization matches the blueprints.\n");
        assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void applies_a_saved_plan_once(InMemoryOrganization organization) throws Exception {
        Path file = write("projects: [{ name: payments-prod }]");

        Ended planned = run(organization, "plan", file.toString(), "--out", path("plan.json"), "--format", "markdown");
        assertThat(planned.out()).startsWith("## Plan\n\n1 to add.\n");
        assertThat(planned.exitCode()).isEqualTo(ExitCode.CHANGES_FOUND);

        assertThat(run(organization, "apply", "--yes", path("plan.json")).exitCode())
                .isEqualTo(ExitCode.DONE);

        Ended again = run(organization, "apply", "--yes", path("plan.json"));
        assertThat(again.err()).contains("the organization has changed since this plan was saved");
        assertThat(again.exitCode()).isEqualTo(ExitCode.ERROR);
    }

    @Test
    void removes_nothing_unless_this_is_allowed(InMemoryOrganization organization) throws Exception {
        organization.projects().add("old");
        Path file = write("projects: [{ name: payments-prod }]");

        Ended refused = run(organization, "apply", "--yes", file.toString(), "--archive-others");
        assertThat(refused.err()).contains("1 removal is planned, and none is allowed", "old: - project");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(organization.requestCount("createProject")).isZero();

        Ended applied = run(organization, "apply", "--yes", file.toString(), "--archive-others", "--allow-removals");
        assertThat(applied.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(organization.requestCount("archiveProject")).isOne();
    }

    @Test
    void gives_violations_of_policies_an_exit_code_of_their_own(InMemoryOrganization organization) throws Exception {
        organization.projects().add("payments-prod");
        Path file = write("""
                policies:
                  spend_limit: { except: { Default project: unused } }
                projects: [{ name: payments-prod }]
                """);

        Ended planned = run(organization, "plan", file.toString());
        assertThat(planned.err()).contains(file + ", line 3, column 12: project 'payments-prod'");
        assertThat(planned.exitCode()).isEqualTo(ExitCode.CHANGES_FOUND);
        assertThat(organization.requests()).isEmpty();

        Ended checked = run(organization, "check", file.toString());
        assertThat(checked.out())
                .contains("Project payments-prod\n  there is no monthly spend limit (spend_limit)\n", "Allowed\n");
        assertThat(checked.exitCode()).isEqualTo(ExitCode.CHANGES_FOUND);
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

        Ended refused = run(organization, "apply", "--yes", file.toString());
        assertThat(refused.err()).contains("no place for new keys is set", "nothing was changed", "--keys");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(organization.requestCount("createProject")).isZero();
    }

    @Test
    void tells_a_mistake_in_one_line(InMemoryOrganization organization) throws Exception {
        Path file = write("projects: [{ nam: payments-prod }]");

        Ended refused = run(organization, "plan", file.toString());
        assertThat(refused.err())
                .startsWith(file + ", line 1, column ")
                .contains("'nam' is not known here; known: certificates")
                .hasLineCount(1);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR);
    }

    @Test
    void lists_where_a_person_is_and_removes_the_person_when_this_is_asked_for(InMemoryOrganization organization)
            throws Exception {
        String ada = organization.users().add("ada@example.com", "reader");
        organization.projectUsers().add(organization.projects().add("payments-prod"), ada, "member");

        Ended planned = run(organization, "offboard", "ada@example.com");
        assertThat(planned.out()).contains("- member of project payments-prod");
        assertThat(planned.exitCode()).isEqualTo(ExitCode.CHANGES_FOUND);
        assertThat(organization.requestCount("removeProjectUser")).isZero();

        Ended removed = run(organization, "offboard", "ada@example.com", "--apply", "--yes");
        assertThat(removed.out()).endsWith("Removed: 2; the person has left the organization\n");
        assertThat(removed.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void rotates_a_key_and_does_not_show_it(InMemoryOrganization organization) throws Exception {
        String projectId = organization.projects().add("payments-prod");
        String accountId = organization.serviceAccounts().add(projectId, "ci");

        Ended rotated = run(
                organization,
                "rotate",
                "--yes",
                projectId,
                accountId,
                "--env-file",
                folder.resolve(".env").toString(),
                "--keep-old-for",
                "PT1H");
        assertThat(rotated.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(rotated.out())
                .startsWith("The new key key_")
                .endsWith(" is stored.\nThere was no old key.\n")
                .doesNotContain("sk-");
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
                .containsPattern("payments-prod +USD +12\\.500000000000000000000000000001");
        assertThat(run(organization, "costs", "--from", "2026-10-01", "--to", "2026-10-08", "--json")
                        .out())
                .contains("\"amount\" : \"12.500000000000000000000000000001\"");
    }

    @Test
    void keeps_the_state_and_compares_it(InMemoryOrganization organization) throws Exception {
        assertThat(run(organization, "snapshot", "--output", path("monday.json"))
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        organization.projects().add("search");
        assertThat(run(organization, "snapshot", "--output", path("friday.json"))
                        .exitCode())
                .isEqualTo(ExitCode.DONE);

        assertThat(run(organization, "diff", path("monday.json"), path("monday.json"))
                        .out())
                .isEqualTo("No difference.\n");
        Ended different = run(organization, "diff", path("monday.json"), path("friday.json"));
        assertThat(different.out()).startsWith("+ projects/proj_").contains("search");
        assertThat(different.exitCode()).isEqualTo(ExitCode.CHANGES_FOUND);
    }

    @Test
    void adopts_an_organization_so_that_a_plan_has_nothing_to_do(InMemoryOrganization organization) throws Exception {
        organization.projects().add("payments-prod");
        String file = folder.resolve("organization.yaml").toString();
        String directory = Files.createDirectory(folder.resolve("organization")).toString();

        assertThat(run(organization, "adopt", "--output", file).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run(organization, "plan", file).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run(organization, "adopt", "--directory", directory).exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("organization").resolve("payments-prod.yaml")).exists();
        assertThat(run(organization, "adopt", "--output", file).err()).contains("exists, and nothing was written");
    }

    @Test
    void resets_rate_limits_to_those_of_a_snapshot(InMemoryOrganization organization) throws Exception {
        String project = organization.projects().add("payments-prod");
        String snapshot = folder.resolve("before.json").toString();
        assertThat(run(organization, "snapshot", "--output", snapshot).exitCode())
                .isEqualTo(ExitCode.DONE);
        organization.rateLimits().set(project, "gpt-5", Map.of("max_requests_per_1_minute", 7L));
        Path file = write("projects: [{ name: payments-prod, rate_limits: { gpt-5: default } }]");

        assertThat(run(organization, "plan", file.toString(), "--rate-limits-before", snapshot)
                        .out())
                .contains("max_requests_per_1_minute 7 -> 10000");
    }

    @Test
    void adopts_what_the_key_may_read_and_names_the_rest(InMemoryOrganization organization) throws Exception {
        organization.failNext(Fault.status(403).on("listCertificates").always());

        Ended adopted = run(organization, "adopt");

        assertThat(adopted.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(adopted.err()).contains("Missing: certificates: the key lacks the scope");
        assertThat(adopted.out()).contains("\nprojects:\n");
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

        Process process = start(organization, "apply", "--yes", file.toString());
        while (organization.requestCount("createProject") == 0 && process.isAlive()) {
            Thread.onSpinWait();
        }
        process.destroy();

        Ended stopped = ended(process);
        assertThat(stopped.err())
                .contains("Stopped: 0 of 1 changes are done; \"+ project\" may have begun. Run the same command again");
    }

    @Test
    void says_in_one_line_what_a_wrong_value_should_be() {
        assertThat(refused("costs", "--month", "2026-13")).contains("'2026-13' is not a month such as 2026-11");
        assertThat(refused("costs", "--from", "yesterday", "--to", "2026-11-01"))
                .contains("'yesterday' is not a day such as 2026-11-01");
        assertThat(refused("rotate", "proj_1", "svc_acct_1", "--keep-old-for", "soon"))
                .contains("'soon' is not a duration such as 12h, 7d or P7D");
        assertThat(refused("idle-keys", "--days", "soon")).contains("'soon' is not a whole number");
        assertThat(refused("plan", "a", "--parallel", "\u001b[2J"))
                .contains("\\u001b[2J")
                .doesNotContain("\u001b");
    }

    /** Returns what a command line says that is refused before anything is sent. */
    private static String refused(String... arguments) {
        StringWriter err = new StringWriter();
        int exitCode = OpenAiAdminCommand.run(
                Invocation.current(), new PrintWriter(new StringWriter()), new PrintWriter(err), arguments);
        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).hasLineCount(1);
        return err.toString();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fails_when_its_output_cannot_be_written(InMemoryOrganization organization) throws Exception {
        Ended full = ended(start(organization, Path.of("/dev/full"), Map.of(), "completion", "bash"));

        assertThat(full.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(full.err()).contains("The output cannot be written: ").hasLineCount(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void ends_a_snapshot_when_nobody_reads_it_any_more(InMemoryOrganization organization) throws Exception {
        int projects = 200;
        for (int i = 0; i < projects; i++) {
            organization.projects().add("project " + i);
        }

        Ended full = ended(start(organization, Path.of("/dev/full"), Map.of(), "snapshot", "--parallel", "2"));

        assertThat(full.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(full.err())
                .contains("The snapshot cannot be written: ", "The output cannot be written: ")
                .doesNotContain("\tat ");
        assertThat(organization.requestCount("listServiceAccounts")).isLessThan(projects / 2);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void writes_behind_what_standard_output_holds_already(InMemoryOrganization organization) throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "before\n");

        Process process = builder(organization, Map.of(), "costs", "--format", "csv", "--output", "/dev/stdout")
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();

        assertThat(ended(process).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(log).content().startsWith("before\nproject_id,");
    }

    @Test
    void writes_utf_8_in_every_locale(InMemoryOrganization organization) throws Exception {
        organization.projects().add("東京");
        Path file = write("projects: [{ name: 大阪 }]");

        Ended planned = ended(start(
                organization,
                folder.resolve("out"),
                Map.of("LC_ALL", "C", "JAVA_TOOL_OPTIONS", "-Dfile.encoding=US-ASCII"),
                "plan",
                file.toString()));

        assertThat(planned.out()).contains("Project 大阪", "project '東京'");
    }

    @Test
    void reports_what_the_key_may_read_and_names_the_rest(InMemoryOrganization organization) throws Exception {
        organization.projects().add("payments-prod");
        organization.failNext(Fault.status(403)
                .message("You have insufficient permissions for this operation. Missing scopes: api.groups.read.")
                .on("listGroups")
                .always());

        Ended snapshot = run(organization, "snapshot");
        assertThat(snapshot.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(snapshot.out()).contains("payments-prod", "!unreadable");
        assertThat(snapshot.err()).startsWith("Missing: groups: ").hasLineCount(1);
    }

    @Test
    void lets_no_name_control_the_terminal(InMemoryOrganization organization) throws Exception {
        String name = "red\u001b[31m\u202e\u2028";
        String shown = "red\\u001b[31m\\u202e\\u2028";
        String projectId = organization.projects().add(name);
        organization
                .costs()
                .add(Instant.parse("2026-10-03T00:00:00Z"), BigDecimal.ONE, Map.of("project_id", projectId));
        organization.failNext(
                Fault.status(400).message(name).on("createServiceAccount").always());
        Path file = write("projects: [{ name: \"%s\", service_accounts: [\"%s\"] }]".formatted(shown, shown));
        Map<String, String> inColor = Map.of("JAVA_TOOL_OPTIONS", "-Dopenai-admin.terminal=true");

        Ended costs = run(organization, "costs", "--month", "2026-10");
        Ended refused = run(organization, "rotate", "--yes", projectId, name, "--keys", path("."));
        Ended applied = ended(start(
                organization,
                folder.resolve("out"),
                inColor,
                "apply",
                "--yes",
                file.toString(),
                "--keys",
                folder.toString()));

        assertThat(costs.out()).contains(shown);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("\\u001b").hasLineCount(1);
        assertThat(applied.out()).contains(shown);
        assertThat(applied.err()).contains("Applying", "service account " + shown);
        assertThat(List.of(costs.out(), refused.err(), applied.out(), applied.err()))
                .allSatisfy(output -> assertThat(output).doesNotContain("red\u001b", "\u202e", "\u2028"));
    }

    @Test
    void tells_in_one_line_that_a_report_cannot_be_written(InMemoryOrganization organization) throws Exception {
        Path missing = folder.resolve("missing");

        Ended refused =
                run(organization, "costs", "--output", missing.resolve("report").toString());

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(refused.err()).isEqualTo("The report cannot be written: " + missing + ": no such folder\n");
    }

    @Test
    void applies_the_other_blueprints_when_one_has_a_problem(InMemoryOrganization organization) throws Exception {
        Path file = write("projects: [{ name: missing, id: proj_missing }, { name: payments-prod }]");

        Ended applied = run(organization, "apply", "--yes", file.toString());

        assertThat(applied.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(applied.out()).endsWith("Done: 1 change.\n");
        assertThat(applied.err()).contains("Left out: 'missing': there is no project proj_missing");
        assertThat(run(organization, "apply", "--yes", file.toString(), "--all-or-nothing")
                        .err())
                .startsWith("The plan was refused, and nothing was changed:");
    }

    @Test
    void follows_the_proxy_of_the_environment_and_names_one_that_it_cannot_use(InMemoryOrganization organization)
            throws Exception {
        Ended refused = ended(
                start(organization, folder.resolve("out"), Map.of("HTTPS_PROXY", "socks5://proxy:1080"), "snapshot"));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).startsWith("HTTPS_PROXY must be a URL of http");
    }

    @Test
    void completes_in_a_shell(InMemoryOrganization organization) throws Exception {
        assertThat(run(organization, "completion", "bash").out()).contains("openai-admin", "rotate");
    }

    @Test
    void prints_the_audit_log_once_and_ends_cleanly_when_it_is_told_to(InMemoryOrganization organization)
            throws Exception {
        Instant before = Instant.now().minusSeconds(600);
        String first = organization.auditLogs().add("scim.enabled", before, Map.of());
        String[] audit = {"audit", "--since", "1h", "--checkpoint", path("audit.checkpoint")};

        Ended printed = run(organization, audit);
        assertThat(printed.out()).contains("\"id\":\"" + first + "\"").hasLineCount(1);
        assertThat(printed.exitCode()).isEqualTo(ExitCode.DONE);

        String late = organization.auditLogs().add("scim.disabled", before, Map.of());
        Process following = builder(organization, Map.of(), append(audit, "--follow", "--format", "ocsf"))
                .start();
        try (BufferedReader out = following.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).contains("\"uid\":\"" + late + "\"", "\"version\":\"1.8.0\"");
            // Unlike that of the process, it leaves its output open.
            following.toHandle().destroy();
            assertThat(out.readLine()).isNull();
        }
        assertThat(following.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("audit.checkpoint.lock")).isEmptyFile();
        assertThat(folder.resolve("err")).isEmptyFile();

        Ended nothing = run(organization, append(audit, "--output", path("audit.jsonl"), "--rotate", "daily,100MB"));
        assertThat(nothing.err()).contains("There are no new events until");
        assertThat(folder.resolve("audit.checkpoint")).exists();
    }

    private static String[] append(String[] arguments, String... more) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
    }

    /** Runs a command in this process. Files are below {@link #folder}, which is not the working directory. */
    private Ended run(InMemoryOrganization organization, String... arguments) {
        return Cli.on(organization, folder)
                .run(
                        KEEPS_A_JOURNAL.contains(arguments[0])
                                ? append(arguments, "--journal", path("journal"))
                                : arguments);
    }

    private Process start(InMemoryOrganization organization, String... arguments) throws IOException {
        return start(organization, folder.resolve("out"), Map.of(), arguments);
    }

    private Process start(
            InMemoryOrganization organization, Path out, Map<String, String> environment, String... arguments)
            throws IOException {
        return builder(organization, environment, arguments)
                .redirectOutput(out.toFile())
                .start();
    }

    private ProcessBuilder builder(
            InMemoryOrganization organization, Map<String, String> environment, String... arguments) {
        ProcessBuilder builder = ProgramProcess.builder(folder, organization, arguments);
        builder.environment().putAll(environment);
        return builder;
    }

    private Ended ended(Process process) throws Exception {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The command did not end");
        }
        Path out = folder.resolve("out");
        return new Ended(
                process.exitValue(),
                Files.exists(out) ? Files.readString(out) : "",
                Files.readString(folder.resolve("err")));
    }

    private String path(String file) {
        return folder.resolve(file).toString();
    }

    private Path write(String blueprints) throws IOException {
        return Files.writeString(folder.resolve("org.yaml"), blueprints);
    }
}
