package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.governance.keys.KeyOwner;
import dev.openaiadmin.governance.keys.OneTimeKey;
import dev.openaiadmin.governance.keys.SecretSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the keys are stored that are created; never the terminal. */
final class KeysOption {
    @ArgGroup
    private @Nullable Place place;

    SecretSink sink() {
        if (place == null) {
            return NoPlace.GIVEN;
        }
        if (place.folder != null) {
            return SecretSink.files(place.folder);
        }
        return place.file == null ? NoPlace.GIVEN : SecretSink.environmentFile(place.file);
    }

    /** Refuses all keys, and names the options that store them. */
    private enum NoPlace implements SecretSink {
        GIVEN;

        @Override
        public void store(OneTimeKey key) throws IOException {
            check(List.of());
        }

        @Override
        public boolean refusesAllKeys() {
            return true;
        }

        @Override
        public void check(List<KeyOwner> owners) throws IOException {
            throw new IOException("no place for new keys is set; use --keys FOLDER or --env-file FILE");
        }
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
