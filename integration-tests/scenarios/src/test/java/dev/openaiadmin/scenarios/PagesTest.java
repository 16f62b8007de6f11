package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All pages of the project. Only links between files are followed. */
class PagesTest {
    private static final Pattern CODE = Pattern.compile("^```.*?^```$|`[^`\\n]*`", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ +(.*)$", Pattern.MULTILINE);

    static List<Path> pages() throws IOException {
        return ProjectFiles.all().stream()
                .filter(file -> file.toString().endsWith(".md"))
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
