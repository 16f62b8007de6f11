package dev.openaiadmin.release;

import dev.openaiadmin.tests.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A module of this project that is published.
 *
 * @param directory the folder of the module
 * @param artifactId its name
 * @param packaging {@code jar} or {@code pom}
 */
record PublishedModule(Path directory, String artifactId, String packaging) {
    /** Returns the published modules in the order of the build; parents are not published. */
    static List<PublishedModule> all() {
        return below(ProjectFiles.TOP, false).toList();
    }

    /** Returns the jars that the build made of this module, such as those of its sources and its Javadoc. */
    List<Path> jars() {
        Path target = directory.resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().startsWith(artifactId + "-"))
                    .filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + target + ": this test reads jars, so run mvn verify", e);
        }
    }

    private static Stream<PublishedModule> below(Path directory, boolean inherited) {
        Pom pom = Pom.read(directory.resolve("pom.xml"));
        boolean unpublished = pom.first("properties/openai-admin.unpublished")
                .map(own -> Boolean.parseBoolean(pom.text("properties/openai-admin.unpublished")))
                .orElse(inherited);
        List<Pom> modules = pom.all("modules/module");
        if (modules.isEmpty()) {
            String packaging = pom.text("packaging").isEmpty() ? "jar" : pom.text("packaging");
            return Stream.of(new PublishedModule(directory, pom.text("artifactId"), packaging))
                    .filter(module -> !unpublished);
        }
        return modules.stream().flatMap(module -> below(directory.resolve(module.text()), unpublished));
    }
}
