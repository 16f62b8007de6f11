package dev.openaiadmin.governance.audit;

import dev.openaiadmin.governance.LockHeldException;
import java.time.Instant;

/** Another follower holds the lock of the checkpoint. Nothing was read. */
public final class CheckpointInUseException extends LockHeldException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param checkpoint the name of the checkpoint
     * @param holder describes the follower that holds the lock
     * @param since when it took the lock
     */
    public CheckpointInUseException(String checkpoint, String holder, Instant since) {
        super(
                "checkpoint " + checkpoint,
                holder,
                since,
                "nothing was read. End that follower, or give this one a checkpoint of its own");
    }
}
