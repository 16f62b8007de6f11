package dev.openaiadmin.client;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Runs programs in another JVM, with the class path of the tests or with a part of it. */
record ForkedJvm(String classPath, List<String> options) {

    static ForkedJvm with(String... options) {
        return new ForkedJvm(System.getProperty("java.class.path"), List.of(options));
    }

    /** Leaves out the jars whose names begin with that. */
    static ForkedJvm without(String jar) {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(jar))
                .collect(Collectors.joining(File.pathSeparator));
        return new ForkedJvm(classPath, List.of());
    }

    /** Runs a program, and returns the lines that it prints. */
    List<String> run(Class<?> program) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, program.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
