package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.governance.keys.SecretSink;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the keys are stored that are created; never the terminal. */
final class KeysOption {
    @ArgGroup
    private @Nullable Place place;

    SecretSink sink() {
        if (place != null && place.folder != null) {
            return SecretSink.files(place.folder);
        }
        if (place != null && place.file != null) {
            return SecretSink.environmentFile(place.file);
        }
        return SecretSink.refusing("no place for new keys is set; use --keys FOLDER or --env-file FILE");
    }

    private static final class Place {
        @Option(
                names = "--keys",
                paramLabel = "FOLDER",
                description = "Store each key that is created in a file of its own, which only you may read.")
        private @Nullable Path folder;

        @Option(
                names = "--env-file",
                paramLabel = "FILE",
                description = "Store keys that are created in a file of variables, which only you may read.")
        private @Nullable Path file;
    }
}
