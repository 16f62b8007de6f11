package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for tools that write code, which the generator makes. */
@WithOrganization
class AssistantsPageTest {
    private static final Path PROJECT = Path.of("..", "..");
    private static final Path FILE = PROJECT.resolve("custom-extensions/client/llms.txt");
    private static final Path GENERATED = PROJECT.resolve("generated-client/target/generated-sources/openapi/llms.txt");

    private static final MarkdownPage PAGE = MarkdownPage.read(FILE);

    /** Such a page is read whole, for each question: it has to stay short. */
    private static final int MOST_BYTES = 12_000;

    private static final Pattern RESOURCE = Pattern.compile("- `admin\\.(\\w+)\\(\\)`:(.*)");
    private static final Pattern OPERATION = Pattern.compile("`(\\w+)\\(([^`]*)\\)`");

    @TempDir
    private Path folder;

    /** {@code -Dreadme=update} puts the new one there. */
    @Test
    void is_the_one_that_the_description_gives() throws IOException {
        String page = Files.readString(GENERATED);
        if (System.getProperty("readme", "").equals("update")) {
            Files.writeString(FILE, page);
        } else {
            assertThat(FILE).as("run mvn verify -Dreadme=update").hasContent(page);
        }
    }

    @Test
    void is_short() {
        assertThat(FILE).satisfies(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(MOST_BYTES));
    }

    @Test
    void lists_the_operations_that_there_are() throws Exception {
        Set<String> listed = new TreeSet<>();
        for (MatchResult resource : RESOURCE.matcher(PAGE.text()).results().toList()) {
            String type =
                    AdminApi.class.getMethod(resource.group(1)).getReturnType().getSimpleName();
            OPERATION
                    .matcher(resource.group(2))
                    .results()
                    .forEach(operation -> listed.add(type + ": " + operation.group(1) + " " + arguments(operation)));
        }

        assertThat(offered()).containsAll(listed);
        assertThat(withoutArguments(listed)).isEqualTo(withoutArguments(offered()));
    }

    @Test
    void shows_programs_that_run(InMemoryOrganization organization) throws IOException {
        assertThat(PAGE.statements()).isNotEmpty();

        PAGE.assertRuns(folder, organization);
    }

    @Test
    void shows_a_test_that_passes() throws Exception {
        assertThat(PAGE.tests()).hasSize(1);

        MarkdownPage.assertPasses(folder, PAGE.tests().findFirst().orElseThrow());
    }

    private static long arguments(MatchResult operation) {
        return Arrays.stream(operation.group(2).split(", ", -1))
                .filter(argument -> !argument.isEmpty())
                .count();
    }

    private static Set<String> withoutArguments(Set<String> operations) {
        return operations.stream()
                .map(operation -> operation.substring(0, operation.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the methods, each with the number of its arguments. */
    private static Set<String> offered() {
        Set<String> offered = new HashSet<>();
        for (Method resource : AdminApi.class.getMethods()) {
            if (resource.getParameterCount() == 0) {
                Class<?> type = resource.getReturnType();
                Arrays.stream(type.getMethods())
                        .filter(method -> !method.getName().endsWith("Page"))
                        .forEach(method -> offered.add(
                                type.getSimpleName() + ": " + method.getName() + " " + method.getParameterCount()));
            }
        }
        return offered;
    }
}
