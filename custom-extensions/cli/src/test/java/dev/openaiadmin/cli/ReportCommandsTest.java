package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands for costs, usage and metrics, as programs of their own. */
@WithOrganization
@Timeout(120)
class ReportCommandsTest {
    private static final Instant THIRD_OF_OCTOBER = Instant.parse("2026-10-03T00:00:00Z");

    @TempDir
    Path folder;

    private InMemoryOrganization organization;

    @BeforeEach
    void spend(InMemoryOrganization organization) {
        this.organization = organization;
        String projectId = organization.projects().add("payments");
        organization
                .costs()
                .add(
                        THIRD_OF_OCTOBER,
                        new BigDecimal("12.345"),
                        Map.of("project_id", projectId, "line_item", "gpt-5.1, input"));
        organization
                .usage()
                .add("completions", THIRD_OF_OCTOBER, Map.of("project_id", projectId, "input_tokens", 1234));
    }

    @Test
    void divides_costs_and_usage() throws Exception {
        assertThat(run("costs", "--month", "2026-10", "--group-by", "project,line-item", "--by", "day"))
                .containsPattern("2026-10-03 +payments +gpt-5.1, input +USD +12.3. +100.0 %")
                .contains("Total 12.345 USD");
        assertThat(run("usage", "--month", "2026-10", "--endpoint", "completions", "--group-by", "project"))
                .startsWith("Completions\n")
                .containsPattern("payments +1,234 +0 +0");
    }

    @Test
    void shortens_names_only_as_the_terminal_requires() {
        String name = "Machine learning and experimentation in Europe, the Middle East and Africa";
        String projectId = organization.projects().add(name);
        organization.costs().add(THIRD_OF_OCTOBER, new BigDecimal("1.5"), Map.of("project_id", projectId));
        organization
                .usage()
                .add("completions", THIRD_OF_OCTOBER, Map.of("project_id", projectId, "input_tokens", 1234));
        Cli cli = Cli.on(organization, folder);

        for (String command : List.of("costs", "costs --group-by project", "usage --group-by project")) {
            String[] arguments = (command + " --month 2026-10").split(" ");
            assertThat(cli.onTerminal(160, false).run(arguments).out()).contains(name);
            assertThat(cli.onTerminal(80, false).run(arguments).out())
                    .contains("Machine learning", "…")
                    .doesNotContain(name);
        }
    }

    @Test
    void writes_a_focus_file_and_its_metadata() throws Exception {
        String printed = run(
                "costs",
                "--month=2026-10",
                "--format=focus",
                "--focus-version=1.2",
                "--billing-account=org-test",
                "--output=.");

        assertThat(printed).contains("openai-focus-1.2-2026-10-01-2026-11-01.csv: 1 charges", "12.345 USD");
        assertThat(folder.resolve("openai-focus-1.2-2026-10-01-2026-11-01.csv"))
                .content()
                .contains("ProviderName", "org-test", "payments");
        assertThat(folder.resolve("openai-focus-1.2-2026-10-01-2026-11-01.metadata.json"))
                .content()
                .contains("\"FocusVersion\" : \"1.2\"");
    }

    @Test
    void serves_metrics_until_it_is_ended() throws Exception {
        Process process = start("serve-metrics", "--port", "0", "--costs-only");
        try {
            String line = process.inputReader(StandardCharsets.UTF_8).readLine();
            assertThat(line).startsWith("Serving http://localhost:").endsWith("/metrics");

            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(line.substring("Serving ".length())))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("err"))).isEmpty();
    }

    @Test
    void refuses_bad_input_before_any_request_and_names_the_nearest() {
        assertThat(refused("costs", "--group-by", "projct")).contains("(nearest: project_id)");
        assertThat(refused("costs", "--by", "week")).contains("day, month, total");
        assertThat(refused("costs", "--from", "2026-11-02", "--to", "2026-11-01"))
                .contains("to must be after from");
        assertThat(refused("costs", "--format", "focus")).contains("--output must name a file");
        assertThat(refused("costs", "--format", "focus", "--focus-version", "1.3", "--output", "x.csv"))
                .contains("must be one of 1.2, 1.4, but was \"1.3\"");
        assertThat(refused("usage", "--endpoint", "completion")).contains("(nearest: completions)");
        assertThat(refused("usage", "--endpoint", "vector_stores", "--group-by", "model"))
                .contains("groupBy of vector_stores must be one of project_id");
        assertThat(refused("usage", "--where", "models")).contains("--where must be a name, '=' and values");
        assertThat(refused("usage", "--month", "2026-13")).contains("'2026-13' is not a month such as 2026-11");
    }

    private static String refused(String... arguments) {
        StringWriter err = new StringWriter();
        int exitCode = OpenAiAdminCommand.run(
                Invocation.current(), new PrintWriter(new StringWriter()), new PrintWriter(err), arguments);
        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).hasLineCount(1);
        return err.toString();
    }

    private String run(String... arguments) throws Exception {
        Process process = start(arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isEqualTo(ExitCode.DONE);
        return out;
    }

    private Process start(String... arguments) throws IOException {
        return ProgramProcess.builder(folder, organization, arguments).start();
    }
}
