package dev.openaiadmin.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of Java that is told its work line by line, and answers each line with one of its own. */
final class JavaVm implements AutoCloseable {
    private final Process process;
    private final Path standardError;
    private final BufferedReader answers;
    private final PrintStream work;

    private JavaVm(Process process, Path standardError) {
        this.process = process;
        this.standardError = standardError;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.work = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** How to start one: where Java is, on which core, with which options. */
    record Start(Path javaHome, boolean pinned, List<String> options) {
        static Start usual() {
            return new Start(Path.of(System.getProperty("java.home")), false, List.of("-Xmx512m"));
        }

        Start on(Path otherJavaHome) {
            return new Start(otherJavaHome, pinned, options);
        }

        Start onOneCore() {
            return new Start(javaHome, true, options);
        }

        Start with(String... otherOptions) {
            return new Start(javaHome, pinned, List.of(otherOptions));
        }

        Start and(List<String> moreOptions) {
            List<String> all = new ArrayList<>(options);
            all.addAll(moreOptions);
            return new Start(javaHome, pinned, all);
        }

        JavaVm run(String classPath, Class<?> main, String... arguments) throws IOException {
            List<String> command = new ArrayList<>();
            if (pinned && Machine.canPin()) {
                command.addAll(List.of("taskset", "-c", "0"));
            }
            command.add(javaHome.resolve("bin/java").toString());
            command.addAll(options);
            command.addAll(List.of("-cp", classPath, main.getName()));
            command.addAll(List.of(arguments));
            Path standardError = Files.createTempFile("benchmark", ".err");
            standardError.toFile().deleteOnExit();
            return new JavaVm(
                    new ProcessBuilder(command)
                            .redirectError(standardError.toFile())
                            .start(),
                    standardError);
        }
    }

    /** The next line of its output, or null when it has ended. */
    @Nullable
    String line() throws IOException {
        return answers.readLine();
    }

    /** Does a piece of work, and returns its figures; none if the subject cannot do it. */
    Map<String, Double> done(String line) throws IOException {
        work.println(line);
        return figures();
    }

    /** Reads the figures in the next line of its output; none if the subject cannot do the work. */
    Map<String, Double> figures() throws IOException {
        String line = line();
        if (line == null) {
            throw new IOException(
                    "The process ended before its figures. Its standard error: " + Files.readString(standardError));
        }
        Map<String, Double> values = new TreeMap<>();
        if (!line.equals("unsupported")) {
            for (String value : line.split(" ", -1)) {
                String[] nameAndNumber = value.split("=", 2);
                if (nameAndNumber.length < 2) {
                    throw new IOException("The process has printed '" + line + "' instead of figures");
                }
                values.put(nameAndNumber[0], Double.valueOf(nameAndNumber[1]));
            }
        }
        return values;
    }

    /** Waits for the end of a process that ends by itself; whether it ended well. */
    boolean ended() throws IOException, InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("The process does not end");
        }
        return process.exitValue() == 0;
    }

    @Override
    public void close() {
        work.close();
        process.destroy();
    }
}
