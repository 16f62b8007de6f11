package dev.openaiadmin.client;

import java.time.Duration;
import java.time.Instant;

/** The clock and the waiting, so that tests need neither. */
interface Time {
    /** Nanoseconds of a clock that never goes back. */
    long nanos();

    Instant now();

    /** Waits, but not beyond {@link #endWaits}. */
    void sleep(Duration duration) throws InterruptedException;

    /** Ends waits under way and later ones: what they wait for will not come. */
    default void endWaits() {}
}
