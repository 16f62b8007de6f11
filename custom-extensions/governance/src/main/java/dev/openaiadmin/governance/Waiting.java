package dev.openaiadmin.governance;

import dev.openaiadmin.client.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Waits for what was written to be seen. The API shows what is new with a lag of up to a minute, in lists as well as to a
 * GET; so nothing is said to be missing before the lag is over.
 */
final class Waiting {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Duration lag;
    private final Supplier<Instant> clock;
    private final Pause pause;

    Waiting(Duration lag, Supplier<Instant> clock, Pause pause) {
        this.lag = lag;
        this.clock = clock;
        this.pause = pause;
    }

    /** How a thread lets time pass. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    Instant now() {
        return clock.get();
    }

    /** Looks until something is found, or the lag since then is over. */
    <T> Optional<T> look(Instant since, Supplier<Optional<T>> look) {
        Duration next = FIRST_PAUSE;
        while (true) {
            boolean last = !now().isBefore(since.plus(lag));
            Optional<T> found = look.get();
            if (found.isPresent() || last) {
                return found;
            }
            next = pauseFor(next);
        }
    }

    /** Makes a call on something that is new, and may not be there for everybody yet. */
    <T> T onceThere(Instant since, Supplier<T> call) {
        Duration next = FIRST_PAUSE;
        while (true) {
            boolean last = !now().isBefore(since.plus(lag));
            try {
                return call.get();
            } catch (NotFoundException e) {
                if (last) {
                    throw e;
                }
                next = pauseFor(next);
            }
        }
    }

    private Duration pauseFor(Duration time) {
        try {
            pause.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GovernanceException("Interrupted while it waited for what is new to be seen", e);
        }
        Duration doubled = time.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
