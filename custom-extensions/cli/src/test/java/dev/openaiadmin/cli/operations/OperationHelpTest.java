package dev.openaiadmin.cli.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.cli.Cli;
import dev.openaiadmin.cli.Cli.Ended;
import dev.openaiadmin.cli.workflows.WorkflowCommands;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithOrganization
class OperationHelpTest {
    /** An address or a value of an example, which cannot be opened or pasted when it is divided. */
    private static final Pattern ONE_WORD = Pattern.compile(" *\\S+( \\\\)?");

    /** A name or an address that continues on the next line, after a dot or a slash. */
    private static final Pattern BROKEN_WORD = Pattern.compile("\\w[./]\\n {20,}[a-z]+\\.?\\n|//\\S+\\n\\w+/");

    @TempDir
    private Path folder;

    @Test
    void every_help_fits_80_columns_and_has_an_example(InMemoryOrganization organization) {
        Cli cli = Cli.on(organization, folder);
        List<List<String>> commands = new ArrayList<>(List.of(List.of(), List.of("api"), List.of("doctor")));
        WorkflowCommands.byName().keySet().forEach(name -> commands.add(List.of(name)));
        Resources.index().values().forEach(resource -> {
            commands.add(List.of(resource.name()));
            resource.verbs().forEach(verb -> commands.add(List.of(resource.name(), verb)));
        });

        for (List<String> command : commands) {
            List<String> words = new ArrayList<>(command);
            words.add("--help");
            Ended help = cli.run(words);
            assertThat(help.exitCode()).as("%s", words).isZero();
            assertThat(help.out()
                            .lines()
                            .filter(line -> line.length() > 80
                                    && !ONE_WORD.matcher(line).matches()))
                    .as("%s", words)
                    .isEmpty();
            assertThat(help.out()).as("%s", words).doesNotContainPattern(BROKEN_WORD);
            String first = command.isEmpty() ? "" : command.get(0);
            boolean hasCommandsAlone = command.isEmpty()
                    || (command.size() == 1 && ResourceCommands.names().contains(first));
            if (!hasCommandsAlone || WorkflowCommands.byName().containsKey(first)) {
                assertThat(help.out())
                        .as("%s", words)
                        .contains("Example:\n  openai-admin " + String.join(" ", command));
            }
        }
    }

    @Test
    void begins_every_explanation_of_a_help_in_the_same_column(InMemoryOrganization organization) {
        String help = Cli.on(organization, folder)
                .run("spend-alerts", "create", "--help")
                .out();

        assertThat(help.lines()
                        .filter(line -> line.matches(" {2}(-.,| {3}) --\\S+ {2,}\\S.*"))
                        .map(line -> line.length()
                                - line.replaceFirst(" {2}(-.,| {3}) --\\S+ +", "")
                                        .length())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void every_example_of_a_workflow_has_options_that_there_are(InMemoryOrganization organization) {
        Cli cli = Cli.on(organization, folder);
        for (String name : WorkflowCommands.byName().keySet()) {
            String help = cli.run(name, "--help").out();
            String example = help.lines()
                    .dropWhile(line -> !line.equals("Example:"))
                    .skip(1)
                    .findFirst()
                    .orElseThrow();
            List<String> words = new ArrayList<>(
                    List.of(example.strip().replaceFirst("openai-admin ", "").split(" ")));
            words.add("--help");

            assertThat(cli.run(words)).as(example).returns(0, Ended::exitCode).returns("", Ended::err);
        }
    }

    @Test
    void every_example_of_a_change_is_a_valid_request(InMemoryOrganization organization) throws IOException {
        Files.writeString(folder.resolve("certificate.pem"), "-----BEGIN CERTIFICATE-----");
        Cli cli = Cli.on(organization, folder);
        for (Resources.Resource resource : Resources.index().values()) {
            for (DescribedCommand command : Resources.commands(resource.name()).values()) {
                if (command.changes()) {
                    List<String> words = new ArrayList<>(new Help(command).example());
                    words.remove(0);
                    words.replaceAll(word -> word.startsWith("'") ? word.substring(1, word.length() - 1) : word);
                    words.replaceAll(word -> word.replace("='", "=").replaceFirst("'$", ""));
                    words.replaceAll(word -> word.replace("=@", "=@" + folder + "/"));
                    words.add("--dry-run");
                    Ended printed = cli.run(words);
                    assertThat(printed.err()).as("%s", words).isEmpty();
                    assertThat(printed.out()).as("%s", words).contains("\"method\" : \"" + command.method());
                }
            }
        }
    }
}
