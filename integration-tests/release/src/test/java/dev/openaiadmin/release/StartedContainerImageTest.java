package dev.openaiadmin.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.release.ContainerImage.Entry;
import dev.openaiadmin.tests.ProjectFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts the program in the layers of the image, as its user and on a file system that is read-only. The Java and the
 * libraries of this machine stand for the base of the image.
 */
@Tag("thorough")
class StartedContainerImageTest {
    private static final String VERSION = System.getProperty("openai-admin.version", "not set");

    /** Mounts the Java and the libraries of this machine, makes the file system read-only, and starts the program. */
    private static final String CONTAINER = """
            set -e
            root=$1 user=$2
            shift 2
            for each in usr lib lib64 etc; do
                [ ! -d "/$each" ] || mount --bind "/$each" "$root/$each"
            done
            mount --rbind "$root" "$root"
            mount -o remount,bind,ro "$root"
            mount -t proc proc "$root/proc"
            exec chroot --userspec="$user" "$root" /usr/bin/env -i "$@"
            """;

    @TempDir
    private static Path folder;

    private static ContainerImage image;
    private static Path root;

    @BeforeAll
    static void unpack() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can start a container");
        assumeTrue(Path.of(System.getProperty("java.home")).startsWith("/usr"), "Java is not in /usr");
        for (String tool : List.of("unshare", "mount", "chroot")) {
            assumeTrue(isInstalled(tool), tool + " is not installed");
        }
        image = ContainerImage.ofProject();
        root = folder.resolve("root");
        for (Entry entry : image.entries()) {
            Path file = root.resolve(entry.name());
            if (entry.header().isDirectory()) {
                Files.createDirectories(file);
            } else {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, entry.bytes(), StandardCharsets.ISO_8859_1);
            }
        }
        for (String mounted : List.of("usr", "lib", "lib64", "etc", "proc", "work", "run/secrets")) {
            Files.createDirectories(root.resolve(mounted));
        }
    }

    private static boolean isInstalled(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
    }

    @Test
    void prints_its_version() throws Exception {
        assertThat(output(List.of(), "--version")).isEqualTo("openai-admin " + VERSION + "\n");
    }

    @Test
    void reads_the_key_from_a_mounted_file() throws Exception {
        Files.writeString(root.resolve("run/secrets/key"), "sk-" + "admin-of-a-container");
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        ProjectFiles.TOP
                                .resolve("integration-tests/testkit/target/openai-admin-testkit-" + VERSION
                                        + "-standalone.jar")
                                .toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        try {
            String line = String.valueOf(server.inputReader().readLine());
            assertThat(line).contains("http://127.0.0.1:");
            List<String> environment = List.of(
                    "OPENAI_ADMIN_KEY_FILE=/run/secrets/key",
                    "OPENAI_BASE_URL=" + line.substring(line.indexOf("http://127.0.0.1:")));

            assertThat(output(environment, "projects", "list", "--columns", "name"))
                    .isEqualTo("{\"name\":\"Default project\"}\n");
        } finally {
            server.destroy();
        }
    }

    /** Starts the program as the configuration of the image says, and returns what it has written. */
    private static String output(List<String> environment, String... arguments) throws Exception {
        JsonNode configuration = image.configuration().get("config");
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "sh", "-c", CONTAINER));
        command.addAll(List.of("sh", root.toString(), configuration.get("User").asText()));
        command.add("--chdir=" + configuration.get("WorkingDir").asText());
        configuration.get("Env").forEach(variable -> command.add(variable.asText()));
        command.add("PATH=" + System.getProperty("java.home") + "/bin");
        command.addAll(environment);
        configuration.get("Entrypoint").forEach(word -> command.add(word.asText()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
