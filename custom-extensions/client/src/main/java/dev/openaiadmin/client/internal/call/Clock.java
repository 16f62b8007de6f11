package dev.openaiadmin.client.internal.call;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The time and the waiting of a client, so that tests need neither. Safe for use by many threads. */
public interface Clock {

    /** Returns the nanoseconds of a clock that never goes back. */
    long nanos();

    Instant now();

    /** Waits, but not beyond {@link #endWaits}. */
    void sleep(Duration duration) throws InterruptedException;

    /** Waits for the time, for {@link #unpark}, for an interrupt, or for no reason, as {@link LockSupport} does. */
    default void park(Object blocker, long nanos) {
        LockSupport.parkNanos(blocker, nanos);
    }

    default void unpark(Thread thread) {
        LockSupport.unpark(thread);
    }

    /** Ends the sleeps under way and all later ones at once. */
    default void endWaits() {}
}
