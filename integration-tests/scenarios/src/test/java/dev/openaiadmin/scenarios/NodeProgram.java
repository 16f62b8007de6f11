package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in JavaScript that uses the official client; skips the test where Node is missing. */
final class NodeProgram {
    private static final Path SOURCES = Path.of("src", "test", "node");
    /** Below target, so that what npm brings is kept until the next clean build. */
    private static final Path FOLDER = Path.of("target", "node");

    private NodeProgram() {}

    /** Runs a program of the folder of tests, and returns what it printed. */
    static String run(String program, String... arguments) throws IOException, InterruptedException {
        Path node = Installed.orSkip("the official client was not tried", "node");
        install(Installed.orSkip("the official client was not tried", "npm"));
        Files.copy(SOURCES.resolve(program), FOLDER.resolve(program), StandardCopyOption.REPLACE_EXISTING);
        String[] all = new String[arguments.length + 1];
        all[0] = program;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return execute(node, all);
    }

    /** Tests of several classes share what npm installs, and run at once. */
    private static synchronized void install(Path npm) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Files.copy(
                SOURCES.resolve("package.json"), FOLDER.resolve("package.json"), StandardCopyOption.REPLACE_EXISTING);
        execute(npm, "install", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline", "--silent");
    }

    private static String execute(Path program, String... arguments) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("program", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(program.toString())
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile());
            builder.command().addAll(List.of(arguments));
            builder.environment().keySet().removeIf(name -> name.startsWith("OPENAI_"));
            Process process = builder.start();
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            process.destroyForcibly();
            String out = Files.readString(printed, StandardCharsets.UTF_8);
            assertThat(ended).as("%s ended; it printed: %s", program, out).isTrue();
            assertThat(process.exitValue())
                    .as("what %s ended with; it printed: %s", program, out)
                    .isZero();
            return out;
        } finally {
            Files.delete(printed);
        }
    }
}
