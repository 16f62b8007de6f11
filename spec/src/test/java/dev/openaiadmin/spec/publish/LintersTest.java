package dev.openaiadmin.spec.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks the published document with linters that other teams use. */
class LintersTest {
    private static final Path SOURCES = Path.of("src", "test", "node");
    /** Below target, so that what npm installs is kept until the next clean build. */
    private static final Path FOLDER = Path.of("target", "node");

    private static final String DOCUMENT = "../classes/META-INF/openai-admin/openapi.json";

    @BeforeAll
    static void install() throws Exception {
        Path npm = installed("npm");
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "spectral.yaml", "redocly.yaml")) {
            Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(run(
                                npm.toString(),
                                "install",
                                "--no-package-lock",
                                "--no-audit",
                                "--no-fund",
                                "--prefer-offline",
                                "--silent")
                        .status())
                .isZero();
    }

    @Test
    void spectral_finds_nothing() throws Exception {
        Result result = run(
                installed("node").toString(),
                "node_modules/@stoplight/spectral-cli/dist/index.js",
                "lint",
                DOCUMENT,
                "--ruleset",
                "spectral.yaml",
                "--fail-severity",
                "hint");

        assertThat(result.status()).as(result.output()).isZero();
    }

    @Test
    void redocly_finds_nothing() throws Exception {
        Result result = run(
                installed("node").toString(),
                "node_modules/@redocly/cli/bin/cli.js",
                "lint",
                DOCUMENT,
                "--config",
                "redocly.yaml",
                "--format",
                "json");

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output()).containsPattern("\"errors\": *0").containsPattern("\"warnings\": *0");
    }

    /** Returns a program on the path, or skips the tests with a line that says so. */
    private static Path installed(String program) {
        List<Path> found = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .toList();
        if (found.isEmpty()) {
            System.out.println("Skipped: Spectral and Redocly were not run, because " + program + " is not installed");
        }
        Assumptions.assumeFalse(found.isEmpty(), () -> program + " is not installed");
        return found.get(0).toAbsolutePath();
    }

    private static Result run(String... command) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("linter", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile());
            builder.environment().put("REDOCLY_TELEMETRY", "off");
            builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
            Process process = builder.start();
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            process.destroyForcibly();
            String output = Files.readString(printed, StandardCharsets.UTF_8);
            assertThat(ended)
                    .as("%s ended; it printed: %s", List.of(command), output)
                    .isTrue();
            return new Result(process.exitValue(), output);
        } finally {
            Files.delete(printed);
        }
    }

    private record Result(int status, String output) {}
}
