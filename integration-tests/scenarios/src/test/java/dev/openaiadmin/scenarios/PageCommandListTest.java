package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.tests.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The shell commands of all pages, and what runs each of them: {@code page-commands.txt} has a line for each kind of command.
 * A new command has to match a line, or gets one.
 */
class PageCommandListTest {
    private static final Pattern BLOCK =
            Pattern.compile("^```(sh|bash|console)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern OTHER_BLOCK = Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final String PROGRAMS =
            "(?:mvn|java|jbang|openai-admin|unzip|export|source|curl|docker|podman|git|gpg|npm|npx|node|psql|sudo|\\.ci/\\S+)";
    private static final Pattern INDENTED = Pattern.compile("^ {4}(" + PROGRAMS + " .*)$", Pattern.MULTILINE);
    private static final Pattern INLINE = Pattern.compile("`((?:mvn|java|docker|curl|jbang|git) [^`]+|\\.ci/[^`]+)`");

    private static List<Row> rows = List.of();
    private static Set<String> commands = Set.of();

    @BeforeAll
    static void read() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/page-commands.txt"))) {
            rows = lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Row::of)
                    .toList();
        }
        commands = PagesTest.pages().stream()
                .flatMap(page -> commands(MarkdownPage.read(page).text()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void has_a_line_for_each_command() {
        assertThat(commands.stream().filter(command -> rows.stream().noneMatch(row -> row.matches(command))))
                .as("add these commands to page-commands.txt, with the test that runs them")
                .isEmpty();
    }

    @Test
    void has_no_line_without_a_command() {
        assertThat(rows.stream().filter(row -> commands.stream().noneMatch(row::matches)))
                .isEmpty();
    }

    @Test
    void names_tests_and_files_that_there_are() throws IOException {
        Set<String> files = ProjectFiles.all().stream()
                .map(file -> ProjectFiles.TOP.relativize(file).toString())
                .collect(Collectors.toSet());

        assertThat(rows.stream().filter(row -> !row.byHand()))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.runners())
                        .allSatisfy(runner -> assertThat(files)
                                .as(row.toString())
                                .anyMatch(file -> file.equals(runner) || file.endsWith("/" + runner + ".java"))));
    }

    private static Stream<String> commands(String page) {
        Stream<String> inBlocks = BLOCK.matcher(page)
                .results()
                .flatMap(block -> block.group(2)
                        .replaceAll("\\\\\\n\\s*", "")
                        .lines()
                        .filter(line -> !block.group(1).equals("console") || line.startsWith("$ "))
                        .map(line -> line.startsWith("$ ") ? line.substring(2) : line));
        String text = OTHER_BLOCK.matcher(page).replaceAll("");
        Stream<String> others = Stream.of(INDENTED, INLINE)
                .flatMap(pattern -> pattern.matcher(text).results())
                .map((MatchResult command) -> command.group(1).replaceAll("\\s*\\n\\s*", " "));
        return Stream.concat(inBlocks, others).map(String::strip).filter(line -> !line.isEmpty());
    }

    /**
     * A line of the list.
     *
     * @param pattern matches whole commands
     * @param runner the tests that run them, a file of the project, or why they are run by hand
     */
    private record Row(Pattern pattern, String runner) {
        private static final String BY_HAND = "by hand: ";

        static Row of(String line) {
            String[] cells = line.split("\\s+=>\\s+", 2);
            assertThat(cells).as(line).hasSize(2);
            return new Row(Pattern.compile(cells[0]), cells[1]);
        }

        boolean matches(String command) {
            return pattern.matcher(command).matches();
        }

        List<String> runners() {
            return List.of(runner.split(", ", -1));
        }

        boolean byHand() {
            return runner.startsWith(BY_HAND);
        }
    }
}
