package dev.openaiadmin.governance.killed;

import dev.openaiadmin.governance.journal.ApplyJournal;
import java.nio.file.Path;

/**
 * Opens journals in any process. An implementation has a public constructor that takes the {@link #location()} of the
 * journals.
 */
public interface Journals {
    /** Returns where the journals are, such as the address of a database. */
    String location();

    /**
     * Opens the journal of the runs in a folder.
     *
     * @param folder where these runs store keys; each has another name
     */
    ApplyJournal open(Path folder);
}
