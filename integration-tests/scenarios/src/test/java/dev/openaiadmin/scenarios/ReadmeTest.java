package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The README is a program: what it shows is compiled and run as it stands. */
@WithOrganization
class ReadmeTest {
    private static final Path PROJECT = Path.of("..", "..");
    private static final String README = read(PROJECT.resolve("README.md"));
    private static final String VERSION = System.getProperty("openai-admin.version", "not set");

    private static final Pattern OPERATIONS =
            Pattern.compile("^\\| `admin\\.` \\| operations \\|(\n\\|.*)*", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    static Stream<String> statements() {
        return blocks("java").stream().filter(block -> !isTest(block));
    }

    static Stream<String> tests() {
        return blocks("java").stream().filter(ReadmeTest::isTest);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void runs_what_it_shows(String statements, InMemoryOrganization organization) {
        compile("Shown", """
                public final class Shown {
                    public static void main(String[] arguments) {
                        %s
                    }
                }
                """.formatted(statements));
        JavaProcess shown = JavaProcess.run(
                folder,
                "Shown",
                Map.of("OPENAI_ADMIN_KEY", organization.adminKey(), "OPENAI_BASE_URL", organization.baseUrl()));

        assertThat(shown.err()).isEmpty();
        assertThat(shown.exitCode()).isZero();
        assertThat(organization.requests()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void passes_the_tests_that_it_shows(String source) throws Exception {
        String name = nameOfClass(source);
        compile(name, source);
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(classes.loadClass(name)))
                    .execute()
                    .testEvents()
                    .assertStatistics(statistics -> statistics.started(1).succeeded(1));
        }
    }

    @Test
    void shows_at_least_one_program_and_one_test() {
        assertThat(statements()).isNotEmpty();
        assertThat(tests()).isNotEmpty();
    }

    @Test
    void names_the_version_that_this_is() {
        assertThat(blocks("xml"))
                .isNotEmpty()
                .allSatisfy(dependency -> assertThat(dependency)
                        .contains("<groupId>dev.openaiadmin</groupId>", "<version>" + VERSION + "</version>"));
    }

    @Test
    void gives_the_test_command_that_ci_runs() {
        List<String> commands = blocks("sh");

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
            write(
                    PROJECT.resolve("README.md"),
                    OPERATIONS.matcher(README).replaceFirst(Matcher.quoteReplacement(generated)));
        } else {
            assertThat(OPERATIONS.matcher(README).results().map(MatchResult::group))
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
                            refused -> assertThat(README).contains(refused.getMessage()));
        }
    }

    /** Compiles with the imports that an editor would add. */
    private void compile(String name, String source) {
        Path file = folder.resolve(name + ".java");
        write(file, """
                import dev.openaiadmin.api.*;
                import dev.openaiadmin.client.*;
                import dev.openaiadmin.governance.*;
                import dev.openaiadmin.model.*;
                import dev.openaiadmin.testkit.*;
                import java.time.*;
                import java.util.*;
                import org.junit.jupiter.api.*;
                import static org.junit.jupiter.api.Assertions.*;
                """ + source);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(result).as("javac of %s", source).isZero();
    }

    private static boolean isTest(String block) {
        return block.contains("@Test");
    }

    private static String nameOfClass(String source) {
        return Pattern.compile("class (\\w+)")
                .matcher(source)
                .results()
                .findFirst()
                .map(match -> match.group(1))
                .orElseThrow();
    }

    private static List<String> blocks(String language) {
        return new ArrayList<>(Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(README)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList());
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
