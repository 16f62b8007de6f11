package dev.openaiadmin.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How far apart the calls of one operation may be, learned from what the API lets through. Needs a lock around it.
 *
 * <p>The limits of the API are not announced, and neither is the time that they count over. So the first refusal only
 * makes the next call wait, twice as long after each further one. Once the API lets calls through again they come faster
 * and faster until it refuses the next one: what it let through until then, over the last minute at most, is its limit as
 * far as anybody can tell, and the pace from there on. The pace quickens, at first hardly and then more with each
 * success, so that a limit that was raised is found within minutes, and one that stands is overrun only now and then.
 *
 * <p>Nothing here is random: unlike a collision, which takes chance to part, a limit lets the first of two calls through.
 */
final class Pace {
    private static final long FIRST_WAIT = Duration.ofMillis(500).toNanos();
    private static final long LONGEST_WAIT = Duration.ofSeconds(30).toNanos();
    /** Longer waits are the API's right, but one wrong header must not silence an operation for a day. */
    private static final long LONGEST_WAIT_ASKED_FOR = Duration.ofHours(1).toNanos();

    private static final long MEMORY = Duration.ofMinutes(1).toNanos();
    private static final int MOST_REMEMBERED = 1024;
    private static final long UNNOTICEABLE = Duration.ofMillis(10).toNanos();

    private static final double MARGIN = 1.02;
    private static final double LEAST_SLOWDOWN = 1.05;
    private static final double QUICKENING = 0.000_005;
    private static final double MOST_QUICKENING = 0.1;

    private final long started;
    private final Deque<Long> letThrough = new ArrayDeque<>();
    private long gap = FIRST_WAIT;
    private boolean measured;
    private int generation;
    private int refusals;
    private int successes;
    /** For how long a call could have gone and none wanted to, which says nothing of the limit. */
    private long idle;

    private long last;
    private long lastRefused;
    private long next;

    Pace(long now) {
        this.started = now;
        this.last = now;
        this.next = now;
    }

    int generation() {
        return generation;
    }

    /** The earliest time for the next call. */
    long next() {
        return next;
    }

    /** When the turn of a call comes that has so many others before it, as far as is known now. */
    long turnBehind(int others) {
        // As long as the pace is not measured it doubles with each success: all the gaps together are less than two.
        return others == 0 ? next : next + (measured ? gap * others : gap);
    }

    /**
     * A call is sent.
     *
     * @return its generation, to be told with its answer: the calls that were under way together when one of them was
     *     refused are one generation, and only one lesson
     */
    int sent(long now) {
        idle += Math.max(0, now - next);
        last = now;
        next = now + (refusals > 0 ? waitAfter(refusals) : gap);
        return generation;
    }

    /** The API let a call through. */
    void letThrough(long now, int sentIn) {
        if (letThrough.size() == MOST_REMEMBERED) {
            letThrough.removeFirst();
        }
        letThrough.addLast(now - idle);
        if (sentIn != generation) {
            return;
        }
        if (refusals > 0) {
            refusals = 0;
            next = Math.min(next, now + gap);
        }
        successes++;
        double quickening = Math.min(MOST_QUICKENING, QUICKENING * successes * successes);
        gap = Math.max(UNNOTICEABLE, measured ? (long) (gap * (1 - quickening)) : gap / 2);
    }

    /**
     * The API refused a call.
     *
     * @param asked how long it asked to wait, or null
     */
    void refused(long now, @Nullable Duration asked, int sentIn) {
        waitAsAsked(now, asked);
        lastRefused = now;
        if (sentIn != generation) {
            return;
        }
        generation++;
        if (successes > 0) {
            slowDown(now);
            successes = 0;
            refusals = 0;
        }
        refusals++;
        // Who names a wait is believed once; a wait of zero that leads to the next refusal is not.
        if (asked == null) {
            next = Math.max(next, now + waitAfter(refusals));
        } else if (refusals > 1) {
            next = Math.max(next, now + waitAfter(refusals - 1));
        }
    }

    /** Lets no call go before the end of a wait that the API asked for, whichever call it answered. */
    void waitAsAsked(long now, @Nullable Duration asked) {
        if (asked != null) {
            next = Math.max(next, now + Math.min(LONGEST_WAIT_ASKED_FOR, asked.toNanos()));
        }
    }

    private void slowDown(long now) {
        long observed = (long) (MARGIN * gapLetThrough(now - idle));
        gap = measured ? Math.max((long) (gap * LEAST_SLOWDOWN), observed) : observed;
        measured = true;
    }

    /** How far apart calls were that the API let through, over the last minute or since the beginning. */
    private long gapLetThrough(long now) {
        long memory = now - MEMORY;
        Long first = letThrough.pollFirst();
        while (first != null && !letThrough.isEmpty() && letThrough.getFirst() <= memory) {
            first = letThrough.pollFirst();
        }
        if (first == null) {
            return now - Math.max(started, memory);
        }
        letThrough.addFirst(first);
        boolean earliest = first > memory && letThrough.size() < MOST_REMEMBERED;
        // From a call to a call there is one gap less than there are calls; from the beginning on, as many.
        return earliest
                ? (now - Math.max(started, memory)) / letThrough.size()
                : (now - Math.max(first, memory - gap)) / Math.max(1, letThrough.size() - 1);
    }

    private long waitAfter(int refusals) {
        long wait = Math.max(gap, 1);
        for (int i = 1; i < refusals && wait < LONGEST_WAIT; i++) {
            wait = Math.min(LONGEST_WAIT, wait * 2);
        }
        return wait;
    }

    /** Whether there is no more reason to hold calls apart: the gap is gone for good, or what was learned is out of date. */
    boolean isOver(long now) {
        return now - Math.max(gap == UNNOTICEABLE ? lastRefused : last, next) > MEMORY;
    }
}
