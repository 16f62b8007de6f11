package dev.openaiadmin.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.tests.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Releases a copy of the project twice, with a key of its own and without the upload. It takes minutes, so it runs only
 * when asked: see .github/RELEASING.md.
 */
@EnabledIfSystemProperty(named = "release.test", matches = "true")
class ReleaseTest {
    private static final String SNAPSHOT = System.getProperty("openai-admin.version", "not set");
    private static final String VERSION = SNAPSHOT.replace("-SNAPSHOT", "");
    private static final int PATIENCE_MINUTES = 30;

    @TempDir
    private Path folder;

    @Test
    void gives_maven_central_what_it_requires_and_the_same_bytes_again() throws Exception {
        SigningKey key = SigningKey.create();
        Path project = copyWithReleasedVersion();

        CentralBundle bundle = release(project, key);
        ContainerImage image = ContainerImage.read(project);
        CentralBundle again = release(project, key);

        System.out.println(VERSION + ": " + bundle.artifacts().size() + " files of " + bundle.modules());
        assertThat(bundle.findings(key)).isEmpty();
        assertThat(bundle.modules())
                .containsExactlyInAnyOrderElementsOf(PublishedModule.all().stream()
                        .map(PublishedModule::artifactId)
                        .toList());
        assertThat(again.artifacts()).isEqualTo(bundle.artifacts());
        assertThat(bundle.artifacts())
                .allSatisfy(name -> assertThat(again.files().get(name))
                        .as("second build of %s", name)
                        .isEqualTo(bundle.files().get(name)));
        assertThat(ContainerImage.read(project).digest()).isEqualTo(image.digest());
    }

    private Path copyWithReleasedVersion() throws IOException {
        Path copy = folder.resolve("project");
        for (Path file : ProjectFiles.all()) {
            Path target = copy.resolve(ProjectFiles.TOP.relativize(file));
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            if (file.endsWith("pom.xml")) {
                Files.writeString(target, Files.readString(file).replace(version(SNAPSHOT), version(VERSION)));
            }
        }
        return copy;
    }

    private static String version(String version) {
        return "<version>" + version + "</version>";
    }

    private static CentralBundle release(Path project, SigningKey key) throws IOException, InterruptedException {
        Path log = Files.createTempFile("release", ".log");
        List<String> command = new ArrayList<>(List.of(
                maven().toString(),
                "--batch-mode",
                "--no-transfer-progress",
                "-Prelease",
                "-DskipTests",
                "-DskipUpload",
                "-Dgpg.signer=bc",
                // Nothing of the test remains on the machine.
                "-Dmaven.install.skip",
                "clean",
                "deploy"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("MAVEN_GPG_KEY", key.armored());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("The build did not end: see " + log);
        }
        String printed = Files.readString(log);
        assertThat(process.exitValue()).as(printed).isZero();
        Files.delete(log);
        try (Stream<Path> files = Files.walk(project)) {
            List<Path> bundles = files.filter(file -> file.endsWith("central-publishing/central-bundle.zip"))
                    .toList();
            assertThat(bundles).as(printed).hasSize(1);
            return CentralBundle.read(bundles.get(0));
        }
    }

    /** Returns the Maven that runs this test. */
    private static Path maven() {
        return Path.of(System.getProperty("maven.home", "not set"), "bin", "mvn");
    }
}
