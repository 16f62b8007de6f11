package dev.openaiadmin.scenarios;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs that a machine may or may not have. */
final class Installed {
    private Installed() {}

    /**
     * The first program on the path that has one of the names; without any, the test is skipped.
     *
     * @param consequence what is not proven then
     */
    static Path orSkip(String consequence, String... names) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> Stream.of(names).map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> {
                    String reason = "No " + names[0] + " on this machine, so " + consequence + ": install " + names[0];
                    // Reports of skipped tests hide their reasons.
                    System.out.println("Skipped: " + reason);
                    return abort(reason);
                });
    }
}
