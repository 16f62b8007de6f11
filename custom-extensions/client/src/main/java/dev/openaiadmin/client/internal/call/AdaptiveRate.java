package dev.openaiadmin.client.internal.call;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The interval between the requests of one operation, learned from what the API admits. Must be guarded by a lock.
 *
 * <p>The API announces neither its limits nor the time that they count over. So the first refusal only delays the next
 * request, and each further one doubles the delay. Once the API admits requests again, the interval shrinks until the
 * next refusal. What was admitted until then, over the last minute at most, is the best estimate of the limit, and sets
 * the interval. From there on the interval shrinks slowly at first, and more with each success, so that a raised limit is
 * found within minutes and an unchanged one is rarely exceeded.
 *
 * <p>Nothing is random: unlike a collision, a limit always admits the first of two requests.
 */
final class AdaptiveRate {
    private static final long FIRST_WAIT = Duration.ofMillis(500).toNanos();
    private static final long LONGEST_WAIT = Duration.ofSeconds(30).toNanos();
    /** One wrong header must not stop an operation for a day. */
    private static final long LONGEST_REQUESTED_WAIT = Duration.ofHours(1).toNanos();

    private static final long HORIZON = Duration.ofMinutes(1).toNanos();
    private static final int MOST_RECORDED = 1024;
    private static final long NEGLIGIBLE = Duration.ofMillis(10).toNanos();

    private static final double MARGIN = 1.02;
    private static final double LEAST_INCREASE = 1.05;
    private static final double DECREASE = 0.000_005;
    private static final double LARGEST_DECREASE = 0.1;

    private final long started;
    private final Deque<Long> admitted = new ArrayDeque<>();
    private long interval = FIRST_WAIT;
    private boolean measured;
    private int generation;
    private int refusals;
    private int successes;
    /** How long a request could have been sent and none was, which says nothing about the limit. */
    private long idle;

    private long last;
    private long lastRefused;
    private long next;

    AdaptiveRate(long now) {
        this.started = now;
        this.last = now;
        this.next = now;
    }

    int generation() {
        return generation;
    }

    /** Returns the earliest time for the next request. */
    long next() {
        return next;
    }

    /** Returns when a call is granted a permit that has so many others before it, as far as is known now. */
    long permitBehind(int others) {
        // Until the first estimate the rate doubles with each success: all intervals together are less than two.
        return others == 0 ? next : next + (measured ? interval * others : interval);
    }

    /**
     * Records that a request is sent.
     *
     * @return its generation: the requests that are under way together when one of them is refused are one generation,
     *     and count as one refusal
     */
    int sent(long now) {
        idle += Math.max(0, now - next);
        last = now;
        next = now + (refusals > 0 ? waitAfter(refusals) : interval);
        return generation;
    }

    /** Records that the API admitted a request. */
    void admitted(long now, int sentIn) {
        if (admitted.size() == MOST_RECORDED) {
            admitted.removeFirst();
        }
        admitted.addLast(now - idle);
        if (sentIn != generation) {
            return;
        }
        if (refusals > 0) {
            refusals = 0;
            next = Math.min(next, now + interval);
        }
        successes++;
        double decrease = Math.min(LARGEST_DECREASE, DECREASE * successes * successes);
        interval = Math.max(NEGLIGIBLE, measured ? (long) (interval * (1 - decrease)) : interval / 2);
    }

    /**
     * Records that the API refused a request.
     *
     * @param requested how long the API asks to wait, or null
     */
    void refused(long now, @Nullable Duration requested, int sentIn) {
        waitAtLeast(now, requested);
        lastRefused = now;
        if (sentIn != generation) {
            return;
        }
        generation++;
        if (successes > 0) {
            increaseInterval(now);
            successes = 0;
            refusals = 0;
        }
        refusals++;
        // A requested wait is trusted once. If it leads to the next refusal, it was too short.
        if (requested == null) {
            next = Math.max(next, now + waitAfter(refusals));
        } else if (refusals > 1) {
            next = Math.max(next, now + waitAfter(refusals - 1));
        }
    }

    /** Grants no permit before the end of a wait that the API asks for, whichever request it responded to. */
    void waitAtLeast(long now, @Nullable Duration requested) {
        if (requested != null) {
            next = Math.max(next, now + Math.min(LONGEST_REQUESTED_WAIT, requested.toNanos()));
        }
    }

    private void increaseInterval(long now) {
        long observed = (long) (MARGIN * admittedInterval(now - idle));
        interval = measured ? Math.max((long) (interval * LEAST_INCREASE), observed) : observed;
        measured = true;
    }

    /** Returns the interval between admitted requests, over the last minute or since the beginning. */
    private long admittedInterval(long now) {
        long horizon = now - HORIZON;
        Long first = admitted.pollFirst();
        while (first != null && !admitted.isEmpty() && admitted.getFirst() <= horizon) {
            first = admitted.pollFirst();
        }
        if (first == null) {
            return now - Math.max(started, horizon);
        }
        admitted.addFirst(first);
        boolean earliest = first > horizon && admitted.size() < MOST_RECORDED;
        // Since the start, there are as many intervals as requests; since the first request, one less.
        return earliest
                ? (now - Math.max(started, horizon)) / admitted.size()
                : (now - Math.max(first, horizon - interval)) / Math.max(1, admitted.size() - 1);
    }

    private long waitAfter(int refusals) {
        long wait = Math.max(interval, 1);
        for (int i = 1; i < refusals && wait < LONGEST_WAIT; i++) {
            wait = Math.min(LONGEST_WAIT, wait * 2);
        }
        return wait;
    }

    /** Returns whether calls need not be held apart any more: the interval is negligible, or too old to be trusted. */
    boolean isOutdated(long now) {
        return now - Math.max(interval == NEGLIGIBLE ? lastRefused : last, next) > HORIZON;
    }
}
