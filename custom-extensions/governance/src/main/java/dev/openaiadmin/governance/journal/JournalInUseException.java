package dev.openaiadmin.governance.journal;

import dev.openaiadmin.governance.GovernanceException;
import java.time.Instant;

/** Another run holds the lock of the journal. Nothing was changed. */
public final class JournalInUseException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    /** Describes the run that holds the lock. */
    private final String holder;

    /** When that run took the lock. */
    private final Instant since;

    /**
     * Creates an exception.
     *
     * @param journal the name of the journal
     * @param holder describes the run that holds the lock
     * @param since when it took the lock
     */
    public JournalInUseException(String journal, String holder, Instant since) {
        super("The journal " + journal + " is in use by " + holder + " since " + since
                + "; nothing was changed. Wait until that run has ended, then run this again");
        this.holder = holder;
        this.since = since;
    }

    /**
     * Returns who holds the lock.
     *
     * @return the description that the other run gave of itself
     */
    public String holder() {
        return holder;
    }

    /**
     * Returns when the other run took the lock.
     *
     * @return the time by the clock of the other run
     */
    public Instant since() {
        return since;
    }
}
