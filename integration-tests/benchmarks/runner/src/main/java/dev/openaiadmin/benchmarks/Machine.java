package dev.openaiadmin.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the machine offers to the comparison. */
final class Machine {
    private Machine() {}

    /** Whether processes can be kept on one core. */
    static boolean canPin() {
        return Files.isExecutable(Path.of("/usr/bin/taskset"));
    }

    /** A JDK with virtual threads that pin no more, told by {@code -Djdk25=...} or lying where JDKs lie; null without one. */
    static @Nullable Path jdk25() throws IOException {
        String told = System.getProperty("jdk25");
        if (told != null) {
            return Path.of(told);
        }
        Path folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) {
            return null;
        }
        try (Stream<Path> jdks = Files.list(folder)) {
            return jdks.filter(jdk -> jdk.getFileName().toString().contains("25"))
                    .filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
                    .sorted()
                    .findFirst()
                    .orElse(null);
        }
    }

    static String describe() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name");
    }
}
