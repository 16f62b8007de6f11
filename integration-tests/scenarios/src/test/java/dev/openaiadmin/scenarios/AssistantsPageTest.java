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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
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

    private static final Pattern RESOURCE = Pattern.compile("### admin\\.(\\w+)\\(\\)");
    private static final Pattern OPERATION = Pattern.compile("- `(\\w+)\\S* (\\w+)\\(.*\\)`: .*");
    private static final Pattern TYPE = Pattern.compile("- `(\\w+)`:.*");

    @TempDir
    private Path folder;

    /** {@code -Dreadme=update} puts the new one there. */
    @Test
    void is_the_one_that_the_description_gives() throws IOException {
        String page = Files.readString(GENERATED)
                .lines()
                .filter(AssistantsPageTest::isOfTheLibrary)
                .collect(Collectors.joining("\n", "", "\n"));
        if (System.getProperty("readme", "").equals("update")) {
            Files.writeString(FILE, page);
        } else {
            assertThat(FILE).as("run mvn verify -Dreadme=update").hasContent(page);
        }
    }

    @Test
    void lists_the_operations_that_there_are() throws Exception {
        Set<String> listed = new TreeSet<>();
        Class<?> resource = AdminApi.class;
        for (String line : Files.readAllLines(FILE)) {
            Matcher heading = RESOURCE.matcher(line);
            Matcher operation = OPERATION.matcher(line);
            if (heading.matches()) {
                resource = AdminApi.class.getMethod(heading.group(1)).getReturnType();
            } else if (operation.matches()) {
                listed.add(resource.getSimpleName() + ": " + operation.group(1) + " " + operation.group(2));
            }
        }

        assertThat(listed).containsExactlyInAnyOrderElementsOf(offered());
    }

    @Test
    void shows_a_program_that_runs(InMemoryOrganization organization) throws IOException {
        MarkdownPage page = MarkdownPage.read(FILE);
        assertThat(page.statements()).hasSize(1);

        JavaProcess shown = MarkdownPage.run(
                folder,
                page.statements().findFirst().orElseThrow(),
                Map.of("OPENAI_ADMIN_KEY", organization.adminKey(), "OPENAI_BASE_URL", organization.baseUrl()));

        assertThat(shown.err()).isEmpty();
        assertThat(shown.exitCode()).isZero();
        assertThat(organization.requestCount("archiveProject")).isEqualTo(1);
    }

    @Test
    void shows_a_test_that_passes() throws Exception {
        MarkdownPage page = MarkdownPage.read(FILE);
        assertThat(page.tests()).hasSize(1);

        MarkdownPage.assertPasses(folder, page.tests().findFirst().orElseThrow());
    }

    /** The generator knows schemas for which the library has no type, such as the bodies of errors. */
    private static boolean isOfTheLibrary(String line) {
        Matcher type = TYPE.matcher(line);
        if (!type.matches()) {
            return true;
        }
        try {
            Class.forName("dev.openaiadmin.model." + type.group(1));
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Set<String> offered() {
        Set<String> offered = new HashSet<>();
        for (Method resource : AdminApi.class.getMethods()) {
            if (resource.getParameterCount() == 0) {
                Class<?> type = resource.getReturnType();
                Arrays.stream(type.getMethods())
                        .filter(method -> !method.getName().endsWith("Page"))
                        .forEach(method -> offered.add(type.getSimpleName() + ": "
                                + method.getReturnType().getSimpleName() + " " + method.getName()));
            }
        }
        return offered;
    }
}
