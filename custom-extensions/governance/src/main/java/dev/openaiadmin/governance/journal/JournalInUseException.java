package dev.openaiadmin.governance.journal;

import dev.openaiadmin.governance.LockHeldException;
import java.time.Instant;

/** Another run holds the lock of the journal. Nothing was changed. */
public final class JournalInUseException extends LockHeldException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param journal the name of the journal
     * @param holder describes the run that holds the lock
     * @param since when it took the lock
     */
    public JournalInUseException(String journal, String holder, Instant since) {
        super(
                "journal " + journal,
                holder,
                since,
                "nothing was changed. Wait until that run has ended, then run this again");
    }
}
