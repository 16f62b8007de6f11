package dev.openaiadmin.governance.cli;

import dev.openaiadmin.governance.ApplyJournal;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a run remembers what it is about to make. */
final class JournalOption {
    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Remembers what is about to be made, so that a run that was cut off can be run again."
                    + " Default: ${DEFAULT-VALUE}",
            defaultValue = "openai-governance.journal")
    @SuppressWarnings("NullAway.Init") // It has a default.
    private Path file;

    ApplyJournal open() {
        return ApplyJournal.file(file);
    }
}
