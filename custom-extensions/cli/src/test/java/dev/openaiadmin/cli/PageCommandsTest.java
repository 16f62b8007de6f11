package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.openaiadmin.cli.terminal.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commands that pages show, except those that {@link TranscriptTest} runs. */
class PageCommandsTest {
    private static final List<Path> PAGES = List.of(
            Path.of("README.md"),
            Path.of("../client/MIGRATING.md"),
            Path.of("../governance/README.md"),
            Path.of("../governance/BLUEPRINTS.md"),
            Path.of("../governance-jdbc/README.md"));

    /** In a block, where a backslash continues a line, or in a sentence. */
    private static final Pattern COMMAND = Pattern.compile(
            "^ {4}(?:openai-admin|java -jar openai-admin-cli-<version>-standalone\\.jar) ((?:[^\\\\\\n]|\\\\\\n)+)"
                    + "|`openai-admin ([^`<]+)`",
            Pattern.MULTILINE);

    @Test
    void have_options_and_arguments_that_there_are() {
        List<String> commands =
                PAGES.stream().flatMap(PageCommandsTest::commands).toList();

        assertThat(commands)
                .hasSizeGreaterThan(5)
                .allSatisfy(command -> assertThatCode(() -> parse(command.split(" +")))
                        .as(command)
                        .doesNotThrowAnyException());
    }

    private static void parse(String... arguments) {
        OpenAiAdminCommand.Line line = OpenAiAdminCommand.Line.of(Invocation.current(), arguments);
        line.commands().parseArgs(line.arguments().toArray(String[]::new));
    }

    private static Stream<String> commands(Path page) {
        try {
            return COMMAND.matcher(Files.readString(page))
                    .results()
                    .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                    .map(command -> command.replaceAll("\\\\\\n *", "")
                            .replaceAll(" +#.*", "")
                            .strip());
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + page, e);
        }
    }
}
