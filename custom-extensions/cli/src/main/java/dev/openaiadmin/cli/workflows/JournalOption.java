package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.governance.journal.ApplyJournal;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The journal of a run. */
final class JournalOption {
    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description =
                    "Records what is about to be created, so that a run that was cut off can be run again. Its lock"
                            + " keeps two runs apart; use one journal for all runs on an organization. Default: ${DEFAULT-VALUE}",
            defaultValue = "openai-governance.journal")
    @SuppressWarnings("NullAway.Init") // It has a default.
    private Path file;

    ApplyJournal open() {
        return ApplyJournal.file(file);
    }
}
