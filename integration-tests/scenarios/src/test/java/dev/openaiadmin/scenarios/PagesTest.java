package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.examples.Tour;
import dev.openaiadmin.examples.Workflows;
import dev.openaiadmin.tests.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All pages of the project. Only links between files are followed. */
class PagesTest {
    private static final Pattern CODE = Pattern.compile("^```.*?^```$|`[^`\\n]*`", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern EXAMPLE =
            Pattern.compile("java -cp (\\S+) dev\\.openaiadmin\\.examples\\.(\\w+) ([\\w -]+)");
    private static final Path ARCHITECTURE = Path.of("..", "..", "custom-extensions", "ARCHITECTURE.md");
    private static final Path GENERATED = Path.of("..", "..", "generated-client", "target", "generated-sources");
    /** The name of a type, alone between backticks or before the name of a method. */
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]\\w+)(?:\\.[a-z]\\w*)?`");

    private static final Pattern HEADING = Pattern.compile("^#+ +(.*)$", Pattern.MULTILINE);

    static List<Path> pages() throws IOException {
        return ProjectFiles.all().stream()
                .filter(file -> file.toString().endsWith(".md") || file.endsWith("llms.txt"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_to_files_and_headings_that_exist(Path page) {
        assertThat(links(page)).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
            assertThat(target).as("%s links to %s", page, link).exists();
            if (parts.length == 2) {
                assertThat(anchors(target)).as("%s links to %s", page, link).contains(parts[1]);
            }
        });
    }

    @Test
    void gives_commands_of_examples_that_there_are_in_the_jar_of_the_first_command() throws IOException {
        String first =
                MarkdownPage.read(Path.of("..", "..", "README.md")).blocks("sh").get(0);
        List<MatchResult> commands = pages().stream()
                .flatMap(page -> EXAMPLE.matcher(MarkdownPage.read(page).text()).results())
                .toList();

        assertThat(commands).isNotEmpty().allSatisfy(command -> {
            assertThat(first.strip()).endsWith("java -jar " + command.group(1));
            assertThat(command.group(2).equals("Tour") ? Tour.names() : Workflows.names())
                    .contains(command.group(3).strip().split(" +"));
        });
    }

    @Test
    void names_types_in_the_architecture_that_there_are() throws IOException {
        Set<String> sources = new HashSet<>();
        ProjectFiles.all().forEach(file -> sources.add(String.valueOf(file.getFileName())));
        try (Stream<Path> generated = Files.walk(GENERATED)) {
            generated.forEach(file -> sources.add(String.valueOf(file.getFileName())));
        }

        assertThat(TYPE.matcher(MarkdownPage.read(ARCHITECTURE).text())
                        .results()
                        .map(type -> type.group(1) + ".java"))
                .isNotEmpty()
                .isSubsetOf(sources);
    }

    private static List<String> links(Path page) {
        return LINK.matcher(withoutCode(page))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    /** Returns the anchors of headings as hosts of repositories make them. */
    private static Stream<String> anchors(Path page) {
        return HEADING.matcher(MarkdownPage.read(page).text())
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'));
    }

    private static String withoutCode(Path page) {
        return CODE.matcher(MarkdownPage.read(page).text()).replaceAll("");
    }
}
