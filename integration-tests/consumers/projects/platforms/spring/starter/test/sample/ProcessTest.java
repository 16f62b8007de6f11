package sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application in Java virtual machines of its own. */
@Tag("processes")
@WithOrganization
class ProcessTest {
    private static final int PATIENCE_SECONDS = 240;
    private static final String NEWEST_JAVA = "25";

    /** A client span, and the library that recorded it, as the agent's console exporter prints them. */
    private static final Pattern SPAN_OF_AGENT = Pattern.compile("'.*' : [0-9a-f]{32} [0-9a-f]{16} CLIENT .*");

    private static final Pattern SPAN_OF_MICROMETER = Pattern.compile("span of micrometer: CLIENT .*");

    private static final Pattern TIMED_ATTEMPTS = Pattern.compile("timed attempts: .*");

    @TempDir
    private Path folder;

    @Test
    @Tag("thorough")
    void each_attempt_has_one_span_by_micrometer_or_by_the_agent(InMemoryOrganization organization) throws Exception {
        organization.failNext(Fault.named("unavailable").on("listProjects"));
        String output = run(
                currentJava(),
                System.getProperty("java.class.path"),
                List.of("-javaagent:" + System.getProperty("opentelemetry.javaagent")),
                organization,
                "spans");

        assertEquals(3, organization.requestCount("listProjects"));
        assertEquals(
                List.of(
                        "span of micrometer: CLIENT GET /organization/projects",
                        "span of micrometer: CLIENT GET /organization/projects"),
                found(SPAN_OF_MICROMETER, output));
        // Of the call whose attempts are left to the agent.
        assertEquals(1, found(SPAN_OF_AGENT, output).size(), output);
        assertEquals(List.of("timed attempts: 2", "timed attempts: 0"), found(TIMED_ATTEMPTS, output));
    }

    @Test
    void starts_as_prepared_ahead_of_time(InMemoryOrganization organization) throws Exception {
        String output = run(
                currentJava(),
                System.getProperty("java.class.path"),
                List.of("-Dspring.aot.enabled=true"),
                organization,
                "projects");

        assertTrue(output.contains("prepared ahead of time: true"), output);
    }

    @Test
    @Tag("thorough")
    void starts_as_prepared_ahead_of_time_and_from_a_class_data_archive(InMemoryOrganization organization)
            throws Exception {
        String classPath = classPathOfJars();
        Path archive = folder.resolve("application.jsa");
        Path loaded = folder.resolve("loaded");
        run(
                currentJava(),
                classPath,
                List.of("-Dspring.aot.enabled=true", "-XX:ArchiveClassesAtExit=" + archive),
                organization,
                "projects");
        String output = run(
                currentJava(),
                classPath,
                List.of(
                        "-Dspring.aot.enabled=true",
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xlog:class+load:file=" + loaded),
                organization,
                "projects");

        assertTrue(output.contains("prepared ahead of time: true"), output);
        List<String> ours = Files.readAllLines(loaded).stream()
                .filter(line -> line.matches(".* (dev\\.openaiadmin|sample)\\..*"))
                // Hidden classes of lambdas are not in archives by these names.
                .filter(line -> !line.contains("Lambda"))
                .collect(Collectors.toList());
        assertTrue(
                ours.stream().anyMatch(line -> line.contains(" sample.Application__BeanDefinitions")),
                "The generated classes are not loaded");
        assertEquals(
                List.of(),
                ours.stream().filter(line -> !line.contains("source: shared objects file")).collect(Collectors.toList()));
    }

    @Test
    void calls_run_on_virtual_threads_if_the_application_enables_them(InMemoryOrganization organization)
            throws Exception {
        Optional<Path> java = newestJava();
        assumeTrue(java.isPresent(), "JDK " + NEWEST_JAVA + " is not installed");
        String output = run(
                java.get(),
                System.getProperty("java.class.path"),
                List.of(),
                organization,
                "threads",
                "--spring.threads.virtual.enabled=true");

        assertTrue(output.contains("threads of a task and of its parallel reads: [VirtualThread]"), output);
    }

    /** Archives hold no classes of folders, so the classes of the application are put into a jar. */
    private String classPathOfJars() {
        Path jar = folder.resolve("application.jar");
        List<String> command = new ArrayList<>(List.of("--create", "--file", jar.toString()));
        List<String> classPath = new ArrayList<>(List.of(jar.toString()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(entry))) {
                command.addAll(List.of("-C", entry, "."));
            } else {
                classPath.add(entry);
            }
        }
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        assertEquals(0, tool.run(System.out, System.err, command.toArray(String[]::new)));
        return String.join(File.pathSeparator, classPath);
    }

    private static Path currentJava() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Returns the newest JDK: that of the tests, or the first one where JDKs mostly are. */
    private static Optional<Path> newestJava() throws IOException {
        List<Path> homes = new ArrayList<>(List.of(currentJava()));
        Stream.of("JAVA_HOME_25_X64", "JAVA_HOME_25_ARM64")
                .map(System.getenv()::get)
                .filter(Objects::nonNull)
                .forEach(home -> homes.add(Path.of(home)));
        for (Path folder : List.of(
                Path.of("/usr/lib/jvm"),
                Path.of("/Library/Java/JavaVirtualMachines"),
                Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> installed = Files.list(folder)) {
                    installed.flatMap(home -> Stream.of(home, home.resolve("Contents/Home"))).forEach(homes::add);
                }
            }
        }
        for (Path home : homes) {
            Path release = home.resolve("release");
            if (Files.isRegularFile(release)
                    && Files.readString(release).matches("(?s).*JAVA_VERSION=\"" + NEWEST_JAVA + "[.\"].*")) {
                return Optional.of(home);
            }
        }
        return Optional.empty();
    }

    private String run(
            Path java,
            String classPath,
            List<String> options,
            InMemoryOrganization organization,
            String... arguments)
            throws Exception {
        Path key = Files.writeString(folder.resolve("key"), organization.adminKey());
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                java.resolve("bin").resolve("java").toString(), "-XX:TieredStopAtLevel=1", "-cp", classPath));
        command.addAll(options);
        command.add(ApplicationProcess.class.getName());
        command.addAll(List.of(arguments));
        command.add("--openai.admin.key-file=" + key);
        command.add("--openai.admin.base-url=" + organization.baseUrl());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS"));
        builder.environment()
                .putAll(Map.of(
                        "OTEL_TRACES_EXPORTER", "console",
                        "OTEL_METRICS_EXPORTER", "none",
                        "OTEL_LOGS_EXPORTER", "none"));
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertTrue(ended && process.exitValue() == 0 && printed.contains("projects: [Default project]"), printed);
        return printed;
    }

    private static List<String> found(Pattern pattern, String output) {
        return pattern.matcher(output).results().map(MatchResult::group).collect(Collectors.toList());
    }
}
