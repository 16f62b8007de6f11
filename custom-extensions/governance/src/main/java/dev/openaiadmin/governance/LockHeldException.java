package dev.openaiadmin.governance;

import java.time.Instant;

/**
 * Another run holds a lock. Nothing was read or changed. Programs that several machines start at the same time catch this
 * exception and leave the work to the other run.
 */
public abstract class LockHeldException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    /** Describes the run that holds the lock. */
    private final String holder;

    /** The time at which the holder took the lock. */
    private final Instant since;

    /**
     * Creates an exception.
     *
     * @param what what is locked, such as {@code journal}, followed by its name
     * @param holder describes the run that holds the lock
     * @param since when it took the lock
     * @param nextStep what was not done, and what to do about it
     */
    protected LockHeldException(String what, String holder, Instant since, String nextStep) {
        super("The " + what + " is in use by " + holder + " since " + since + "; " + nextStep);
        this.holder = holder;
        this.since = since;
    }

    /**
     * Returns who holds the lock.
     *
     * @return the description that the other run gave of itself
     */
    public final String holder() {
        return holder;
    }

    /**
     * Returns when the other run took the lock.
     *
     * @return the time by the clock of the other run
     */
    public final Instant since() {
        return since;
    }
}
