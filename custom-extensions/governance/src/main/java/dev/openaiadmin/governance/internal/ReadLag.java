package dev.openaiadmin.governance.internal;

import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.GovernanceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The time that the API takes to show what was written: up to a minute has been seen, in lists and in single reads. An
 * object counts as missing only when this time has passed.
 */
public final class ReadLag {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Duration longest;
    private final Supplier<Instant> clock;
    private final Pause pause;

    /**
     * Creates a lag.
     *
     * @param longest how long the API may take
     * @param clock tells the time
     * @param pause lets time pass
     */
    public ReadLag(Duration longest, Supplier<Instant> clock, Pause pause) {
        this.longest = longest;
        this.clock = clock;
        this.pause = pause;
    }

    /** Lets the calling thread wait. */
    @FunctionalInterface
    public interface Pause {
        /** Returns after the time. */
        void sleep(Duration time) throws InterruptedException;
    }

    /** Returns the time. */
    public Instant now() {
        return clock.get();
    }

    /** Repeats a read until it finds something, or until the API must show what was written at the given time. */
    public <T> Optional<T> look(Instant writtenAt, Supplier<Optional<T>> look) {
        Instant end = end(writtenAt);
        Duration next = FIRST_PAUSE;
        while (true) {
            boolean last = !now().isBefore(end);
            Optional<T> found = look.get();
            if (found.isPresent() || last) {
                return found;
            }
            pause(next);
            next = longer(next);
        }
    }

    /** Makes a call on something that was created at the given time, and that the API may not show yet. */
    public <T> T onceThere(Instant createdAt, Supplier<T> call) {
        Instant end = end(createdAt);
        Duration next = FIRST_PAUSE;
        while (true) {
            boolean last = !now().isBefore(end);
            try {
                return call.get();
            } catch (NotFoundException e) {
                if (last) {
                    throw e;
                }
                pause(next);
                next = longer(next);
            }
        }
    }

    /** A time in the future comes from a clock that was wrong: nothing is waited for longer than the lag from now. */
    private Instant end(Instant writtenAt) {
        Instant now = now();
        return (writtenAt.isAfter(now) ? now : writtenAt).plus(longest);
    }

    /** Waits on the calling thread. */
    public void pause(Duration time) {
        try {
            pause.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GovernanceException("Interrupted while waiting for the API", e);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
