package dev.openaiadmin.tests;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A program in a JVM and an environment of its own.
 *
 * @param exitCode what it ended with
 * @param out what it printed
 * @param err what it complained about
 */
public record JavaProcess(int exitCode, String out, String err) {
    private static final int PATIENCE_SECONDS = 240;
    private static final Pattern KEY = Pattern.compile("sk-[a-z]+-[A-Za-z0-9_-]{6}");

    /**
     * Runs a main class with the class path of the tests, and with no other variables of ours than the given ones.
     *
     * @param classes a folder with further classes, which is the working directory
     */
    public static JavaProcess run(
            Path classes, String mainClass, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                mainClass));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile("program", ".out");
            Path err = Files.createTempFile("program", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.directory(classes.toAbsolutePath().toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("OPENAI_") || name.endsWith("JAVA_OPTIONS"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(mainClass + " did not end; it printed:\n" + Files.readString(out));
            }
            JavaProcess ended = new JavaProcess(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
            Files.delete(out);
            Files.delete(err);
            if (KEY.matcher(ended.out + ended.err).find()) {
                throw new AssertionError(mainClass + " printed a key");
            }
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + mainClass + " ran", e);
        }
    }
}
