package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.cli.Cli.Ended;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithOrganization
class LeadingOptionsTest {
    @TempDir
    private Path folder;

    private Ended run(InMemoryOrganization organization, String line) {
        return Cli.on(organization, folder).run(List.of(line.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-o csv --columns name projects list --limit 1",
                "--output=csv --columns=name projects list --limit 1",
                "-ocsv --columns name projects --limit 1 list",
                "--columns name projects -o csv list --limit 1",
                "-yocsv projects --columns name list --limit 1",
                "--timeout 30s --read-only projects list --limit 1 -o csv --columns name"
            })
    void are_accepted_before_between_and_after_the_words(String line, InMemoryOrganization organization) {
        Ended ended = run(organization, line.replace("projects --limit 1 list", "projects list --limit 1"));

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).isEqualTo("name\r\nDefault project\r\n");
    }

    @Test
    void keep_what_they_mean(InMemoryOrganization organization) {
        assertThat(run(organization, "--read-only projects create a --yes").err())
                .contains("--read-only is given; nothing was sent");
        assertThat(run(organization, "-y projects create a").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run(organization, "-v projects list").err()).contains("listProjects, attempt 1");
        assertThat(run(organization, "--profile prod projects list").err()).contains("--profile must be in");
    }

    @Test
    void of_the_connection_are_accepted_where_they_have_no_use(InMemoryOrganization organization) {
        assertThat(run(organization, "--yes -v projects list").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run(organization, "--profile prod completion fish").exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void choose_the_format_of_a_report_and_never_its_file(InMemoryOrganization organization) {
        assertThat(run(organization, "--output json costs --month 2026-10").out())
                .startsWith("{");
        assertThat(Path.of("json")).doesNotExist();
        assertThat(run(organization, "-o table costs").err())
                .contains("--format: 'table'", "text, csv, html, json, focus");
    }

    @Test
    void that_are_wrong_are_named_with_what_is_right(InMemoryOrganization organization) {
        assertThat(run(organization, "--profil prod projects list").err()).contains("--profil", "--profile");
        assertThat(run(organization, "--limit 1 projects list").err()).contains("--limit", "openai-admin --help");
        assertThat(run(organization, "-o csv projcts list").err()).contains("did you mean", "projects");
        assertThat(run(organization, "-o csv projects lst").err()).contains("did you mean", "list");
        assertThat(run(organization, "-o").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run(organization, "-o csv").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void are_listed_once_in_each_help(InMemoryOrganization organization) {
        for (String line : List.of("--help", "projects list --help", "apply --help", "costs --help")) {
            String help = run(organization, line).out();
            assertThat(help.lines().filter(each -> each.strip().startsWith("--profile=")))
                    .as(line)
                    .hasSize(1);
        }
        assertThat(run(organization, "--help").out()).contains("before and\nafter the words of a command.");
    }

    @Test
    void a_word_that_is_a_workflow_and_a_resource_has_both_doors(InMemoryOrganization organization) {
        for (String word : List.of("costs", "usage")) {
            String help = run(organization, word + " --help").out();
            assertThat(help).contains("--month=MONTH", "Commands:");
            assertThat(run(organization, word + " --month 2026-10").err()).isEmpty();
            assertThat(run(organization, word + " lst").err())
                    .containsIgnoringCase("see openai-admin " + word + " --help");
        }
        assertThat(run(organization, "costs lst --start-time 7d").err()).contains("did you mean list?");
        assertThat(run(organization, "usage completion").err()).contains("did you mean completions");
        assertThat(run(organization, "costs list 7d").err()).isEmpty();
        assertThat(run(organization, "usage completions 7d -o csv").out()).startsWith("start_time");
        assertThat(run(organization, "-o csv usage completions 7d").out()).startsWith("start_time");
        assertThat(run(organization, "completion bash").out())
                .contains("_picocli_openai-admin_costs_list", "_picocli_openai-admin_usage_completions");
    }
}
