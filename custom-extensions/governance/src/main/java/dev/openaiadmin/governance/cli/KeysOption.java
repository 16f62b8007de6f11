package dev.openaiadmin.governance.cli;

import dev.openaiadmin.governance.SecretSink;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where keys go that are made; never to the terminal. */
final class KeysOption {
    @ArgGroup
    private @Nullable Place place;

    SecretSink sink() {
        if (place == null) {
            return SecretSink.none();
        }
        if (place.folder != null) {
            return SecretSink.files(place.folder);
        }
        return place.file == null ? SecretSink.none() : SecretSink.environmentFile(place.file);
    }

    private static final class Place {
        @Option(
                names = "--keys",
                paramLabel = "FOLDER",
                description = "Write each key that is made to a file of its own, which only you may read.")
        private @Nullable Path folder;

        @Option(
                names = "--env-file",
                paramLabel = "FILE",
                description = "Write keys that are made to a file of variables, which only you may read.")
        private @Nullable Path file;
    }
}
