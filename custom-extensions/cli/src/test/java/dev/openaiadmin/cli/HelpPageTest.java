package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithOrganization
class HelpPageTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({"30, 55", "60, 60", "80, 80", "97, 97", "100, 100", "200, 100"})
    void is_as_wide_as_the_terminal_up_to_100_columns(int terminal, int widest, InMemoryOrganization organization) {
        String help = Cli.on(organization, home)
                .onTerminal(terminal, false)
                .run("apply", "--help")
                .out();

        // A single word may be longer than a line.
        assertThat(help.lines()
                        .filter(line -> line.strip().contains(" ") && !line.startsWith("  openai-admin "))
                        .mapToInt(String::length)
                        .max()
                        .orElseThrow())
                .isBetween(widest - 6, widest);
    }

    @Test
    void has_80_columns_where_there_is_no_terminal(InMemoryOrganization organization) {
        Cli cli = Cli.on(organization, home);

        String help = cli.run("apply", "--help").out();

        assertThat(cli.onTerminal(80, false).run("apply", "--help").out()).isEqualTo(help);
    }

    @Test
    void offers_the_version_for_the_program_alone(InMemoryOrganization organization) {
        Cli cli = Cli.on(organization, home);

        assertThat(cli.run("--help").out()).contains("--version");
        assertThat(cli.run("projects", "list", "--help").out()).doesNotContain("--version");
        assertThat(cli.run("apply", "--help").out()).doesNotContain("--version");
    }

    @Test
    void is_shown_when_the_command_is_missing(InMemoryOrganization organization) {
        Cli cli = Cli.on(organization, home);

        assertThat(cli.run())
                .returns(64, Cli.Ended::exitCode)
                .returns("", Cli.Ended::out)
                .returns(cli.run("--help").out(), Cli.Ended::err);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "completion tcsh | SHELL: 'tcsh' is none of the known values: bash, zsh, fish; see openai-admin completion --help",
                "projects list -o xml | --output: 'xml' is none of the known values: table, json, jsonl, yaml, csv, markdown; see openai-admin projects list --help",
                "completion | SHELL is missing; see openai-admin completion --help",
                "api | METHOD is missing; see openai-admin api --help",
                "projects list --colums name | Unknown option '--colums'; did you mean --columns? See openai-admin projects list --help",
                "groups | A command of 'openai-admin groups' is missing: list, create, retrieve, modify, delete; see openai-admin groups --help",
            })
    void is_named_by_the_message_about_a_wrong_command_line(
            String line, String message, InMemoryOrganization organization) {
        assertThat(Cli.on(organization, home).run(line.split(" ")))
                .returns(64, Cli.Ended::exitCode)
                .returns(message + "\n", Cli.Ended::err);
    }
}
