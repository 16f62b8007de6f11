package dev.openaiadmin.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A seed that is named by a test.
 *
 * @param name the name
 * @param json its content
 */
record SeedFile(String name, String json) {
    /**
     * Finds a seed beside a test class, at the top of the class path, or in the working directory.
     *
     * @throws IllegalArgumentException if it is not found
     */
    static SeedFile find(String name, Class<?> test) {
        try (InputStream resource = open(name, test)) {
            if (resource == null) {
                throw new IllegalArgumentException(name + ": not found beside " + test.getName()
                        + ", at the top of the class path, or in the working directory");
            }
            return new SeedFile(name, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": cannot be read", e);
        }
    }

    private static @Nullable InputStream open(String name, Class<?> test) throws IOException {
        InputStream beside = test.getResourceAsStream(name);
        if (beside != null) {
            return beside;
        }
        InputStream atTop = test.getClassLoader().getResourceAsStream(name);
        if (atTop != null) {
            return atTop;
        }
        Path file = Path.of(name);
        return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
    }
}
