package dev.openaiadmin.governance.audit;

import dev.openaiadmin.governance.GovernanceException;
import java.time.Instant;

/** Another follower holds the lock of the checkpoint. Nothing was read. */
public final class CheckpointInUseException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    /** Describes the follower that holds the lock. */
    private final String holder;

    /** When that follower took the lock. */
    private final Instant since;

    /**
     * Creates an exception.
     *
     * @param checkpoint the name of the checkpoint
     * @param holder describes the follower that holds the lock
     * @param since when it took the lock
     */
    public CheckpointInUseException(String checkpoint, String holder, Instant since) {
        super("The checkpoint " + checkpoint + " is in use by " + holder + " since " + since
                + "; nothing was read. End that follower, or give this one a checkpoint of its own");
        this.holder = holder;
        this.since = since;
    }

    /**
     * Returns who holds the lock.
     *
     * @return the description that the other follower gave of itself
     */
    public String holder() {
        return holder;
    }

    /**
     * Returns when the other follower took the lock.
     *
     * @return the time by the clock of the other follower
     */
    public Instant since() {
        return since;
    }
}
