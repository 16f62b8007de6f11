package dev.openaiadmin.client;

import java.time.Duration;
import java.time.Instant;

/** The clock and the waiting, so that tests need neither. */
interface Time {
    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        }
    };

    /** Nanoseconds of a clock that never goes back. */
    long nanos();

    Instant now();

    void sleep(Duration duration) throws InterruptedException;
}
