package dev.openaiadmin.governance.killed;

import dev.openaiadmin.governance.journal.ApplyJournal;
import java.nio.file.Path;

/**
 * Journals in files.
 *
 * @param location for messages alone, as each journal is beside the keys of its runs
 */
public record FileJournals(String location) implements Journals {
    FileJournals() {
        this("beside the keys");
    }

    @Override
    public ApplyJournal open(Path folder) {
        return ApplyJournal.file(folder.resolve("journal"));
    }
}
