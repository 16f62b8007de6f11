package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the key from a file, such as a mounted secret, and again after the API refused it. Safe for use by many threads. */
final class KeyFile implements AdminKeySource {
    /** The maximum size of the file in bytes, far more than a key has. */
    private static final long LONGEST = 16 * 1024L;

    private final Path file;
    private volatile @Nullable AdminKey key;

    KeyFile(Path file) {
        this.file = file;
    }

    @Override
    public AdminKey currentKey() {
        AdminKey known = key;
        if (known == null) {
            known = read();
            key = known;
        }
        return known;
    }

    @Override
    public void refused(AdminKey refused) {
        AdminKey known = key;
        if (known == null || known.equals(refused)) {
            key = read();
        }
    }

    private AdminKey read() {
        try {
            if (Files.size(file) > LONGEST) {
                throw invalid("must be a file that holds an admin key and nothing else");
            }
            return AdminKey.of(Files.readString(file));
        } catch (IOException e) {
            throw invalid("must be a readable file (" + e.getClass().getSimpleName() + ")");
        } catch (InvalidValueException e) {
            // The name of the file says more than the name of the field.
            throw e.name().equals("adminKey") ? invalid("must hold an admin key, which " + e.rule()) : e;
        }
    }

    private InvalidValueException invalid(String rule) {
        return new InvalidValueException("adminKeyFile", file.toString(), rule);
    }
}
