package dev.openaiadmin.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.tests.ProjectFiles;
import java.io.IOException;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class JbangCatalogTest {
    private static final String VERSION = System.getProperty("openai-admin.version", "not set");

    @Test
    void names_the_command_line_of_this_version() throws IOException {
        String reference = new ObjectMapper()
                .readTree(ProjectFiles.TOP.resolve("jbang-catalog.json").toFile())
                .at("/aliases/openai-admin/script-ref")
                .asText();
        Pom pom = Pom.read(ProjectFiles.TOP.resolve("custom-extensions/cli/pom.xml"));

        assertThat(reference)
                .as("jbang-catalog.json: set the version there as well")
                .isEqualTo(pom.text("parent/groupId") + ":" + pom.text("artifactId") + ":" + VERSION);
    }

    @Test
    void names_a_jar_that_can_be_started() throws IOException {
        String name = "custom-extensions/cli/target/openai-admin-cli-" + VERSION + ".jar";
        try (JarFile jar = new JarFile(ProjectFiles.TOP.resolve(name).toFile())) {
            String mainClass = jar.getManifest().getMainAttributes().getValue("Main-Class");

            assertThat(jar.getEntry(mainClass.replace('.', '/') + ".class")).isNotNull();
        }
    }
}
