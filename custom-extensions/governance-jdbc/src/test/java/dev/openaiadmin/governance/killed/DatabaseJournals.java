package dev.openaiadmin.governance.killed;

import dev.openaiadmin.governance.jdbc.GovernanceDatabase;
import dev.openaiadmin.governance.jdbc.TestDatabase;
import dev.openaiadmin.governance.journal.ApplyJournal;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Journals in one database, each named after the folder of its runs.
 *
 * @param location the address of the database
 */
public record DatabaseJournals(String location) implements Journals {
    @Override
    public ApplyJournal open(Path folder) {
        String name = folder.getFileName().toString().toLowerCase(Locale.ROOT);
        return GovernanceDatabase.open(TestDatabase.source(location)).journal(name);
    }
}
