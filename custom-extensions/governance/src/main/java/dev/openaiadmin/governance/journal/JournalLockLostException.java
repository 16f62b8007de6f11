package dev.openaiadmin.governance.journal;

import dev.openaiadmin.governance.GovernanceException;

/** A run has lost the lock of its journal, and has stopped before its next change. */
public final class JournalLockLostException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param journal the name of the journal
     * @param reason how the lock was lost, such as {@code the connection to the database has ended}
     */
    public JournalLockLostException(String journal, String reason) {
        super("The lock of the journal " + journal + " was lost, because " + reason
                + "; another run may have begun. This run makes no more changes. Run it again: it continues from what"
                + " the journal says");
    }
}
