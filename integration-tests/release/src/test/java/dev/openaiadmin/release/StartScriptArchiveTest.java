package dev.openaiadmin.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.openaiadmin.tests.ProjectFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts the program of the zip, which makes archives of its classes in the background. */
@Tag("thorough")
@DisabledOnOs(OS.WINDOWS)
class StartScriptArchiveTest {
    private static final String VERSION = System.getProperty("openai-admin.version", "not set");
    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path folder;

    private Path cache;

    @BeforeEach
    void unpack() throws IOException {
        cache = Files.createDirectory(folder.resolve("cache"));
        Path zip = ProjectFiles.TOP.resolve(
                "custom-extensions/cli/target/openai-admin-cli-" + VERSION + "-distribution.zip");
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().matches(".*/(bin|lib)/[^/]+")) {
                    Path target = folder.resolve(entry.getName());
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
        assertThat(program().toFile().setExecutable(true)).isTrue();
    }

    @Test
    void makes_one_archive_when_two_first_starts_are_at_the_same_time() throws Exception {
        try (WatchService changes = watch()) {
            Process one = start(JAVA);
            Process other = start(JAVA);

            assertStarted(one);
            assertStarted(other);
            awaitArchives(changes, 1);
        }
        assertStarted(start(JAVA));
        assertThat(archives()).hasSize(1);
    }

    @Test
    void makes_another_archive_for_another_java() throws Exception {
        Optional<Path> other = otherJava();
        assumeTrue(other.isPresent(), "there is one Java beside " + JAVA.getParent());
        try (WatchService changes = watch()) {
            assertStarted(start(JAVA));
            awaitArchives(changes, 1);
            List<Path> first = archives();

            assertStarted(start(other.orElseThrow()));
            awaitArchives(changes, 2);
            assertThat(archives()).containsAll(first);
        }
        assertStarted(start(other.orElseThrow()));
        assertStarted(start(JAVA));
        assertThat(archives()).hasSize(2);
    }

    private static Optional<Path> otherJava() throws IOException {
        Path java = JAVA.toRealPath();
        try (Stream<Path> neighbors = Files.list(java.resolveSibling(""))) {
            return neighbors
                    .filter(each -> Files.isExecutable(each.resolve("bin/java")) && !isSame(each, java))
                    .findFirst();
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return true;
        }
    }

    private Path program() {
        return folder.resolve("openai-admin-" + VERSION + "/bin/openai-admin");
    }

    private Process start(Path java) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program().toString(), "--version").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("OPENAI_ADMIN_CACHE", cache.toString());
        return builder.start();
    }

    private static void assertStarted(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).isEqualTo("openai-admin " + VERSION + "\n");
    }

    private WatchService watch() throws IOException {
        WatchService changes = folder.getFileSystem().newWatchService();
        cache.register(changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
        return changes;
    }

    /** Waits until the archives are complete, and the locks of those who made them are removed. */
    private void awaitArchives(WatchService changes, int count) throws Exception {
        while (archives().size() < count || files().size() > count) {
            var change = changes.poll(1, TimeUnit.MINUTES);
            assertThat(change).as("files: %s", files()).isNotNull();
            change.pollEvents();
            change.reset();
        }
    }

    private List<Path> archives() throws IOException {
        return files().stream().filter(file -> file.toString().endsWith(".jsa")).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }
}
