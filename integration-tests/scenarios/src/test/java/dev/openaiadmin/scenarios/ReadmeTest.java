package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.blueprint.OrganizationBlueprint;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README and the pages of the client and of governance are programs: what they show is compiled and run. */
@WithOrganization
class ReadmeTest {
    private static final Path PROJECT = Path.of("..", "..");
    private static final Path CLIENT_PAGE = PROJECT.resolve("custom-extensions/client/README.md");
    private static final MarkdownPage README = MarkdownPage.read(PROJECT.resolve("README.md"));
    private static final MarkdownPage CLIENT = MarkdownPage.read(CLIENT_PAGE);
    private static final MarkdownPage GOVERNANCE =
            MarkdownPage.read(PROJECT.resolve("custom-extensions/governance/README.md"));
    private static final MarkdownPage COSTS =
            MarkdownPage.read(PROJECT.resolve("custom-extensions/governance/COSTS.md"));
    private static final MarkdownPage DATABASE =
            MarkdownPage.read(PROJECT.resolve("custom-extensions/governance-jdbc/README.md"));
    private static final MarkdownPage BLUEPRINTS =
            MarkdownPage.read(PROJECT.resolve("custom-extensions/governance/BLUEPRINTS.md"));
    private static final List<MarkdownPage> PAGES = List.of(README, CLIENT, GOVERNANCE, BLUEPRINTS, COSTS, DATABASE);
    private static final String VERSION = System.getProperty("openai-admin.version", "not set");

    private static final Pattern OPERATIONS =
            Pattern.compile("^\\| `admin\\.` \\| operations \\|(\n\\|.*)*", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    static Stream<Named<MarkdownPage>> pages() {
        return PAGES.stream().map(page -> Named.of(page.title(), page));
    }

    static Stream<String> tests() {
        return PAGES.stream().flatMap(MarkdownPage::tests);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void runs_what_it_shows(MarkdownPage page, InMemoryOrganization organization) throws IOException {
        page.assertRuns(folder, organization);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void passes_the_tests_that_it_shows(String source) throws Exception {
        MarkdownPage.assertPasses(folder, source);
    }

    @Test
    void shows_at_least_one_program_on_each_page_and_one_test() {
        assertThat(PAGES).allSatisfy(page -> assertThat(page.statements()).isNotEmpty());
        assertThat(tests()).isNotEmpty();
    }

    @Test
    void has_at_most_150_lines() {
        assertThat(README.text().lines()).hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void shows_the_settings_of_the_sample_application() {
        assertThat(README.blocks("properties"))
                .containsExactly(read(
                        Path.of("../consumers/projects/platforms/spring/starter/resources/application.properties")));
    }

    @Test
    void shows_files_of_blueprints_that_can_be_planned(InMemoryOrganization organization) {
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build()) {
            Governance governance = Governance.builder(admin).secrets(key -> {}).build();

            assertThat(GOVERNANCE.blocks("yaml"))
                    .map(file -> governance
                            .plan(OrganizationBlueprint.parse("README.md", file))
                            .toString())
                    .anySatisfy(plan -> assertThat(plan).contains("payments-prod", "ada@example.com", "ci", "gpt-5"));
        }
    }

    @Test
    void names_the_version_that_this_is() {
        assertThat(PAGES.stream().flatMap(page -> page.blocks("xml").stream()))
                .isNotEmpty()
                .allSatisfy(dependency -> assertThat(dependency)
                        .contains("<groupId>dev.openaiadmin</groupId>", "<version>" + VERSION + "</version>"));
    }

    @Test
    void gives_the_test_command_that_ci_runs() {
        List<String> commands = README.blocks("sh");

        assertThat(commands).hasSize(2).allMatch(command -> command.lines().count() == 1);
        assertThat(read(PROJECT.resolve(".ci/run")).replaceAll(" --[a-z-]+", ""))
                .endsWith("exec " + commands.get(1).strip() + "\n");
    }

    /** The table is made by the generator; {@code -Dreadme=update} puts the new one there. */
    @Test
    void lists_the_operations_that_there_are() {
        String generated = read(PROJECT.resolve("generated-client/target/generated-sources/openapi/operations.md"))
                .strip();
        if (System.getProperty("readme", "").equals("update")) {
            write(CLIENT_PAGE, OPERATIONS.matcher(CLIENT.text()).replaceFirst(Matcher.quoteReplacement(generated)));
        } else {
            assertThat(OPERATIONS.matcher(CLIENT.text()).results().map(MatchResult::group))
                    .as("run mvn verify -Dreadme=update")
                    .containsExactly(generated);
        }
    }

    @Test
    void quotes_messages_as_they_are(InMemoryOrganization organization) {
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build()) {
            assertThatThrownBy(() -> admin.projects()
                            .list(query -> query.limit(101))
                            .iterator()
                            .next())
                    .isInstanceOfSatisfying(
                            InvalidValueException.class,
                            refused -> assertThat(CLIENT.text()).contains(refused.getMessage()));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + file, e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError("Cannot write " + file, e);
        }
    }
}
