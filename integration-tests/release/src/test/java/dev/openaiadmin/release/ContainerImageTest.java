package dev.openaiadmin.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.release.ContainerImage.Entry;
import dev.openaiadmin.tests.ProjectFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ContainerImageTest {
    private static final String VERSION = System.getProperty("openai-admin.version", "not set");

    private static ContainerImage image;

    @BeforeAll
    static void read() throws IOException {
        image = ContainerImage.ofProject();
    }

    @Test
    void starts_the_program_without_a_shell() {
        List<String> entryPoint = texts(image.configuration().at("/config/Entrypoint"));

        assertThat(entryPoint)
                .startsWith("java")
                .endsWith("-cp", "@/app/jib-classpath-file", "dev.openaiadmin.cli.OpenAiAdminCommand");
        assertThat(image.configuration().at("/config/Cmd").isMissingNode()).isTrue();
    }

    @Test
    void runs_as_a_user_without_rights_in_the_folder_of_blueprints() {
        JsonNode configuration = image.configuration().get("config");

        assertThat(configuration.get("User").asText()).isEqualTo("65532:65532");
        assertThat(configuration.get("WorkingDir").asText()).isEqualTo("/work");
        assertThat(image.entries()).allSatisfy(entry -> {
            assertThat(entry.header().getLongUserId()).as(entry.name()).isZero();
            assertThat(entry.header().getMode() & 0022).as(entry.name()).isZero();
            assertThat(entry.header().getMode() & 0044).as(entry.name()).isEqualTo(0044);
        });
    }

    @Test
    void says_what_it_is() {
        JsonNode labels = image.configuration().at("/config/Labels");

        assertThat(label(labels, "title")).isEqualTo("openai-admin");
        assertThat(label(labels, "licenses")).isEqualTo("Apache-2.0");
        assertThat(label(labels, "version")).isEqualTo(VERSION);
        assertThat(label(labels, "source"))
                .isEqualTo(Pom.read(ProjectFiles.TOP.resolve("pom.xml")).text("scm/url"));
    }

    private static String label(JsonNode labels, String name) {
        return labels.path("org.opencontainers.image." + name).asText();
    }

    @Test
    void holds_every_file_of_the_class_path_with_libraries_below_the_program() {
        String program = "app/classpath/openai-admin-cli-" + VERSION + ".jar";
        List<String> classPath = Arrays.asList(image.text("app/jib-classpath-file")
                .strip()
                .replace("/app/classpath/*", "/" + program)
                .split(":", -1));
        List<String> present = new ArrayList<>();
        for (int layer = 0; layer < 3; layer++) {
            image.names(layer).forEach(name -> present.add("/" + name));
        }

        assertThat(image.names(0)).isNotEmpty().noneMatch(name -> name.contains("openai-admin"));
        assertThat(image.names(1)).isNotEmpty().allMatch(name -> name.startsWith("app/libs/openai-admin-"));
        assertThat(image.names(2)).containsExactly(program);
        assertThat(present).containsExactlyInAnyOrderElementsOf(classPath);
    }

    @Test
    void holds_the_license_of_each_library() {
        List<String> apache = image.text("licenses/APACHE-2.0.txt").lines().toList();

        assertThat(image.text("licenses/LICENSE")).contains("Apache License", "Version 2.0");
        assertThat(image.names(0)).allSatisfy(name -> {
            String library =
                    name.replaceFirst("app/libs/", "").replaceFirst("(-native|-terminal)?-[0-9][^/]*\\.jar$", "");
            assertThat(apache.contains(library)
                            || image.entries().stream()
                                    .anyMatch(entry -> entry.name().startsWith("licenses/" + library + "/LICENSE")))
                    .as("license of %s: add it to src/main/licenses", library)
                    .isTrue();
        });
    }

    @Test
    void holds_neither_a_key_nor_the_environment_and_folders_of_the_build() throws IOException {
        String settings = image.configuration().toString();
        String folder = ProjectFiles.TOP.toRealPath().toString();

        assertThat(texts(image.configuration().at("/config/Env"))).containsExactly("HOME=/openai-admin");
        assertThat(settings).doesNotContain(folder, System.getProperty("user.home"));
        assertThat(image.entries()).allSatisfy(entry -> {
            assertThat(entry.bytes().contains(folder)).as(entry.name()).isFalse();
            assertThat(entry.name()).doesNotEndWith(".key").doesNotContain(".m2");
        });
    }

    /** Builds with the same sources have the same digest; ReleaseTest compares the digests of two. */
    @Test
    void holds_no_time_of_the_build() {
        Instant time = Instant.parse(
                Pom.read(ProjectFiles.TOP.resolve("pom.xml")).text("properties/project.build.outputTimestamp"));

        assertThat(Instant.parse(image.configuration().get("created").asText())).isEqualTo(time);
        assertThat(image.configuration().get("history"))
                .allSatisfy(layer -> assertThat(layer.get("created").asText())
                        .isEqualTo(image.configuration().get("created").asText()));
        assertThat(image.entries())
                .extracting(entry -> entry.header().getLastModifiedTime().toInstant())
                .containsOnly(Instant.ofEpochSecond(1));
        assertThat(image.layers())
                .allSatisfy(layer -> assertThat(layer).extracting(Entry::name).doesNotHaveDuplicates());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
