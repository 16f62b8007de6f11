package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.governance.audit.CheckpointStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The checkpoint of a follower. */
final class CheckpointOption {
    @Option(
            names = "--checkpoint",
            paramLabel = "FILE|ADDRESS",
            description =
                    "Where the next run continues: every event is printed once, also when a run was cut off. Use one"
                            + " checkpoint for each organization, log and filter. A file, or the address of a PostgreSQL database,"
                            + " with the user and the password in the environment as for --journal of apply. Default: none, every"
                            + " run begins anew.")
    private @Nullable String place;

    @Option(
            names = "--checkpoint-name",
            paramLabel = "NAME",
            description = "The checkpoint in the database. Default: ${DEFAULT-VALUE}",
            defaultValue = "default")
    @SuppressWarnings("NullAway.Init") // It has a default.
    private String name;

    CheckpointStore open(Invocation invocation) {
        if (place == null) {
            return CheckpointStore.inMemory();
        }
        return JournalDatabase.isAddress(place)
                ? new JournalDatabase(invocation.environment()).openCheckpoint(place, name)
                : CheckpointStore.file(Path.of(place));
    }
}
