package dev.openaiadmin.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.tests.ProjectFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Starts the command line from the jar that contains its libraries. */
class StandaloneCommandLineTest {
    private static final String VERSION = System.getProperty("openai-admin.version", "not set");
    private static final Path JAR =
            ProjectFiles.TOP.resolve("custom-extensions/cli/target/openai-admin-cli-" + VERSION + "-standalone.jar");

    @Test
    void starts_without_other_jars() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        JAR.toString(),
                        "--help")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("openai-admin", "projects", "apply", "serve-metrics");
    }
}
