package dev.openaiadmin.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a subject is made of.
 *
 * @param name its folder
 * @param className implements {@link Subject}
 * @param classPath the work, the subject, and all that it needs
 * @param libraries what it needs
 */
record SubjectFiles(String name, String className, String classPath, List<Path> libraries) {

    static SubjectFiles in(Path folder, Path runner) throws IOException {
        Path jar = folder.resolve("target/subject.jar");
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is missing: build with -Pbenchmarks");
        }
        List<Path> libraries = Stream.of(
                        Files.readString(folder.resolve("target/class-path")).split(File.pathSeparator))
                .map(Path::of)
                .toList();
        String className = Files.readString(
                        folder.resolve("src/main/resources/META-INF/services").resolve(Subject.class.getName()))
                .strip();
        String classPath = Stream.concat(Stream.of(runner, jar), libraries.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return new SubjectFiles(folder.getFileName().toString(), className, classPath, libraries);
    }

    double megabytes() throws IOException {
        long bytes = 0;
        for (Path library : libraries) {
            bytes += Files.size(library);
        }
        return bytes / 1e6;
    }
}
