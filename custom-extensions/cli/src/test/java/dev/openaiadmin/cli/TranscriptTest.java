package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.cli.Cli.Ended;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@WithOrganization
@Timeout(120)
class TranscriptTest {
    @TempDir
    private Path folder;

    @Test
    void the_jobs_of_the_readme_print_what_it_shows(InMemoryOrganization organization) throws IOException {
        List<Transcript.Job> jobs = Transcript.ofReadme().jobs();
        assertThat(jobs).hasSize(15);
        Cli cli = Cli.on(organization, folder);
        for (Transcript.Job job : jobs) {
            List<String> words = job.words();
            words.replaceAll(
                    word -> word.replace("ci.key", folder.resolve("ci.key").toString())
                            .replace("second.key", folder.resolve("second.key").toString()));

            Ended ended = cli.run(words);

            assertThat(ended.err()).as("%s", words).isEmpty();
            assertThat(ended.exitCode()).as("%s", words).isZero();
            assertThat(ended.out().replace("\r", "")).as("%s", words).matches(job.expected());
            assertThat(Cli.hasSecret(ended.out())).isFalse();
        }
        assertThat(Cli.hasSecret(Files.readString(folder.resolve("second.key"))))
                .isTrue();
    }

    @Test
    @EnabledIf("hasPseudoTerminals")
    void the_jobs_work_on_a_terminal_where_questions_are_answered(InMemoryOrganization organization) throws Exception {
        List<Transcript.Job> jobs = new ArrayList<>(Transcript.ofReadme().jobs());
        jobs.add(2, new Transcript.Job("projects list", ""));

        List<String> shown = PseudoTerminal.of(folder, organization).run(new Transcript(jobs));

        assertThat(shown).hasSameSizeAs(jobs);
        for (int i = 0; i < jobs.size(); i++) {
            Transcript.Job job = jobs.get(i);
            String screen = shown.get(i);
            assertThat(screen).as(job.line()).doesNotContain("FAILED", "{\"name\":");
            assertThat(Cli.hasSecret(screen)).as(job.line()).isFalse();
            boolean asks = job.line().contains(" --yes");
            assertThat(screen.contains("'? [y/N] y\n")).as(job.line()).isEqualTo(asks);
            if (job.line().matches(".* -o (csv|json|yaml).*")) {
                assertThat(screen).as(job.line()).matches(job.expected());
            }
        }
        assertThat(shown.get(0)).contains("name    payments-prod\nstatus  active\n");
        assertThat(shown.get(1)).isEqualTo("""
                \033[1mNAME             STATUS\033[0m
                Default project  active
                payments-prod    active
                """);
        assertThat(shown.get(2)).startsWith("\u001b[1mID").contains("…");
        assertThat(shown.get(2).lines())
                .allMatch(line -> line.replaceAll("\u001b\\[\\d+m", "").length() <= PseudoTerminal.WIDTH);
        assertThat(shown.get(jobs.size() - 1)).contains("This is permanent", "status  archived\n");
    }

    @Test
    @Tag("thorough")
    @EnabledIf("hasPseudoTerminals")
    void each_job_works_on_a_terminal_as_a_process_of_its_own(InMemoryOrganization organization) throws Exception {
        String shown = onTerminal(organization, Transcript.ofReadme());

        assertThat(shown).doesNotContain("FAILED").contains("NAME             STATUS", "archived");
        assertThat(Cli.hasSecret(shown)).isFalse();
    }

    static boolean hasPseudoTerminals() {
        return PseudoTerminal.isAvailable();
    }

    /** Returns what a pseudo-terminal of 80 columns shows. */
    private String onTerminal(InMemoryOrganization organization, Transcript transcript) throws Exception {
        Path script = Files.writeString(folder.resolve("jobs.sh"), """
                openai-admin() {
                    "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$PROGRAM" \\
                        dev.openaiadmin.cli.OpenAiAdminCommand "$@"
                }
                """ + transcript.script());
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", "bash " + script, "/dev/null")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("shown").toFile());
        builder.environment().put("OPENAI_ADMIN_KEY", organization.adminKey());
        builder.environment().put("OPENAI_BASE_URL", organization.baseUrl());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("COLUMNS", "80");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PROGRAM", System.getProperty("java.class.path"));
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        return Files.readString(folder.resolve("shown"), StandardCharsets.UTF_8);
    }
}
