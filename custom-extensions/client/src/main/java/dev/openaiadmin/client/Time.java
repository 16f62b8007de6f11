package dev.openaiadmin.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The clock and the waiting, so that tests need neither. */
interface Time {
    /** Nanoseconds of a clock that never goes back. */
    long nanos();

    Instant now();

    /** Waits, but not beyond {@link #endWaits}. */
    void sleep(Duration duration) throws InterruptedException;

    /** Waits until the time is over, {@link #unpark} or an interrupt, or for no reason, as {@link LockSupport} does. */
    default void park(Object blocker, long nanos) {
        LockSupport.parkNanos(blocker, nanos);
    }

    default void unpark(Thread thread) {
        LockSupport.unpark(thread);
    }

    /** Ends sleeps under way and later ones: what they wait for will not come. */
    default void endWaits() {}
}
