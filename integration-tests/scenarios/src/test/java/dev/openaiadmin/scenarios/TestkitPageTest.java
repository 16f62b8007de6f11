package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of the testkit is a program: what it shows is compiled, sent and run as it stands. */
@WithOrganization
class TestkitPageTest {
    private static final MarkdownPage PAGE = MarkdownPage.read(Path.of("..", "testkit", "README.md"));
    private static final String VERSION = System.getProperty("openai-admin.version", "not set");
    private static final String SERVER = "http://127.0.0.1:8080";

    @TempDir
    private Path folder;

    static Stream<String> tests() {
        return PAGE.tests();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void passes_the_tests_that_it_shows(String source) throws Exception {
        MarkdownPage.assertPasses(folder, source);
    }

    @Test
    void shows_java_as_tests_only() {
        assertThat(PAGE.tests()).isNotEmpty();
        assertThat(PAGE.statements()).isEmpty();
    }

    @Test
    void shows_a_seed_that_can_be_sown(InMemoryOrganization organization) {
        organization.seed(json("\"projects\""));
    }

    @Test
    void shows_faults_that_a_server_takes_and_files_that_it_begins_with() throws Exception {
        Path seed = Files.writeString(folder.resolve("org.json"), json("\"projects\""));
        Path faults = Files.writeString(folder.resolve("faults.json"), json("\"fault\""));
        try (ServerProcess server = ServerProcess.start("--seed=" + seed, "--faults=" + faults)) {
            assertThat(ask(server, "POST", "/_control/faults", json("\"fault\"")))
                    .contains("\"done\"");
        }
    }

    @Test
    void names_all_faults_and_no_others() {
        List<String> named = rows("by name").map(row -> row.replace("`", "")).toList();

        assertThat(named).allSatisfy(name -> assertThat(Fault.named(name)).isNotNull());
        assertThatThrownBy(() -> Fault.named("?")).hasMessageEndingWith("known: " + String.join(", ", named));
    }

    @Test
    void names_all_controls_and_no_others() throws Exception {
        try (ServerProcess server = ServerProcess.start()) {
            assertThat(ask(server, "GET", "/_control", "")
                            .lines()
                            .filter(line -> line.contains("/_control"))
                            .map(line -> line.replaceAll("^ *\"(.*?)\".*", "$1")))
                    .containsExactlyInAnyOrderElementsOf(
                            rows("request").map(row -> row.replace("`", "")).toList());
        }
    }

    @Test
    void gives_a_command_that_starts_the_server_where_the_other_commands_look_for_it() {
        List<String> published = ServerProcess.command();

        assertThat(PAGE.blocks("sh").get(0))
                .contains(Path.of(published.get(published.size() - 1)).getFileName() + " --port 8080");
        assertThat(PAGE.text()).contains(SERVER + "/docs");
    }

    @Test
    void gives_commands_that_work() throws Exception {
        Installed.orSkip("the commands of the page were not run", "curl");
        try (ServerProcess server = ServerProcess.start()) {
            String commands = PAGE.blocks("sh").get(1);
            Process run = new ProcessBuilder(
                            "sh", "-ec", commands.replace("curl ", "curl -sS ").replace(SERVER, server.origin()))
                    .redirectErrorStream(true)
                    .start();
            String answers = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(run.waitFor()).isZero();
            assertThat(answers)
                    .contains("\"name\":\"seeded\"", "\"listProjects\" : 1")
                    .doesNotContain("errors");
        }
    }

    @Test
    void names_the_version_that_this_is() {
        assertThat(PAGE.blocks("xml"))
                .hasSize(2)
                .allMatch(dependency -> dependency.contains("<version>" + VERSION + "</version>"));
        assertThat(Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+-[A-Z]+")
                        .matcher(PAGE.text())
                        .results()
                        .map(MatchResult::group))
                .containsOnly(VERSION);
    }

    @Test
    void quotes_messages_as_they_are(InMemoryOrganization organization) {
        assertThatThrownBy(() -> organization.seed("{\"projects\": [{}, {\"name\": \"b\", \"status\": \"gone\"}]}"))
                .satisfies(mistakes -> assertThat(
                                String.valueOf(mistakes.getMessage()).lines())
                        .anySatisfy(line -> assertThat(PAGE.text()).contains(line.replace("the seed", "org.json"))));
    }

    /** The first cells of the rows of a table, by the first cell of its head. */
    private static Stream<String> rows(String head) {
        return PAGE.text()
                .lines()
                .dropWhile(line -> !line.startsWith("| " + head + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1].strip());
    }

    private static String json(String word) {
        return PAGE.blocks("json").stream()
                .filter(block -> block.contains(word))
                .findFirst()
                .orElseThrow();
    }

    private static String ask(ServerProcess server, String method, String path, String body)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.origin() + path))
                                .header("Authorization", "Bearer sk-admin-page")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
