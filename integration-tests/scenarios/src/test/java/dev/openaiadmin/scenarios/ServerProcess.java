package dev.openaiadmin.scenarios;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stand-alone server as it is published, in a process of its own and on a free port. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("at (http://\\S+)(/v1)");

    private final Process process;
    private final List<String> greeting = new ArrayList<>();

    private ServerProcess(Process process) {
        this.process = process;
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            String line = out.readLine();
            while (line != null && !line.startsWith("Ctrl-C")) {
                greeting.add(line);
                line = out.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ServerProcess start(String... arguments) {
        List<String> command = new ArrayList<>(command());
        command.add("--port=0");
        command.addAll(List.of(arguments));
        try {
            return new ServerProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program, without arguments. */
    static List<String> command() {
        Path jar = Path.of("..", "testkit", "target")
                .resolve("openai-admin-testkit-" + System.getProperty("openai-admin.version") + "-standalone.jar");
        if (!Files.exists(jar)) {
            throw new AssertionError(jar + " is missing: this test runs what the build packages, so run mvn verify");
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString());
    }

    /** What the server said when it had started. */
    List<String> greeting() {
        return greeting;
    }

    /** Where the server is, such as {@code http://127.0.0.1:49152}. */
    String origin() {
        Matcher address = ADDRESS.matcher(String.join("\n", greeting));
        if (!address.find()) {
            throw new AssertionError("The server did not start; it said: " + greeting);
        }
        return address.group(1);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
