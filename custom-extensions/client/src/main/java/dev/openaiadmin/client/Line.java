package dev.openaiadmin.client;

import java.time.Duration;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of one operation wait for their turns, in the order in which they were made: a call that was refused
 * comes back to the place that it had. Nobody waits, and nobody takes the lock, until the API has refused a call.
 */
final class Line {
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Place> places = new TreeSet<>();
    private long placesGiven;
    private boolean closed;
    private @Nullable ErrorAnswer lastRefusal;
    /** Written under the lock; null while calls need not wait. */
    private volatile @Nullable Pace pace;

    Line(Time time) {
        this.time = time;
    }

    /**
     * The right to send one request, to be given back with its answer.
     *
     * @param pace what gave it, or null when calls did not have to wait
     */
    record Turn(@Nullable Pace pace, int generation) {
        static final Turn FREE = new Turn(null, 0);
    }

    /**
     * Waits for the turn of a call.
     *
     * @throws HeldBack when the turn cannot come before the call's deadline, as soon as that is known; or when the
     *     thread is interrupted
     * @throws ClientClosedException when the client is closed
     */
    Turn await(Call call, Function<Call, Exchange> exchange) throws HeldBack {
        Place place = join(call);
        if (place == null) {
            return Turn.FREE;
        }
        try {
            Turn turn = turnOf(place, exchange);
            while (turn == null) {
                time.park(this, place.longestWait);
                if (Thread.currentThread().isInterrupted()) {
                    throw new HeldBack(new InterruptedCallException(exchange.apply(call), null, false, null));
                }
                turn = turnOf(place, exchange);
            }
            return turn;
        } finally {
            leave(place);
        }
    }

    private @Nullable Place join(Call call) {
        if (pace == null) {
            return null;
        }
        lock.lock();
        try {
            long now = time.nanos();
            Pace current = pace;
            if (current == null) {
                return null;
            }
            if (places.isEmpty() && current.isOver(now)) {
                pace = null;
                return null;
            }
            Place place = new Place(call, Thread.currentThread(), placesGiven++);
            places.add(place);
            place.tooLate = comesTooLate(place, indexOf(place), current, now);
            return place;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the turn if it has come; otherwise gives null, and leaves at the place how long to wait before asking anew. */
    private @Nullable Turn turnOf(Place place, Function<Call, Exchange> exchange) throws HeldBack {
        lock.lock();
        try {
            if (closed) {
                throw new ClientClosedException();
            }
            Pace current = pace;
            if (current == null) {
                return Turn.FREE;
            }
            long now = time.nanos();
            if (place.tooLate || place.call.isOver()) {
                throw heldBack(exchange.apply(place.call), Math.max(0, current.turnBehind(indexOf(place)) - now));
            }
            boolean first = places.first() == place;
            long wait = current.next() - now;
            if (first && wait <= 0) {
                return new Turn(current, current.sent(now));
            }
            long left = place.call.remaining().toNanos();
            place.longestWait = first ? Math.min(wait, left) : left;
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Place place) {
        lock.lock();
        try {
            boolean wasFirst = places.first() == place;
            places.remove(place);
            if (wasFirst) {
                wakeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The API let the call through. */
    void letThrough(Turn turn) {
        if (turn.pace == null) {
            return;
        }
        lock.lock();
        try {
            // What was sent under another pace, or none, came in a crowd that this one is there to part.
            if (turn.pace == pace) {
                turn.pace.letThrough(time.nanos(), turn.generation);
                wakeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The API refused the call. */
    void refused(Turn turn, ErrorAnswer answer) {
        lock.lock();
        try {
            long now = time.nanos();
            lastRefusal = answer;
            Pace current = pace;
            if (current == null) {
                current = new Pace(now);
                current.refused(now, answer.retryAfter(), current.generation());
                pace = current;
            } else if (turn.pace == current) {
                current.refused(now, answer.retryAfter(), turn.generation);
            } else {
                current.waitAsAsked(now, answer.retryAfter());
            }
            int index = 0;
            for (Place place : places) {
                if (comesTooLate(place, index++, current, now)) {
                    place.tooLate = true;
                    time.unpark(place.thread);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waits. */
    void close() {
        lock.lock();
        try {
            closed = true;
            places.forEach(place -> time.unpark(place.thread));
        } finally {
            lock.unlock();
        }
    }

    private void wakeFirst() {
        if (!places.isEmpty()) {
            time.unpark(places.first().thread);
        }
    }

    private int indexOf(Place place) {
        return places.last() == place
                ? places.size() - 1
                : places.headSet(place).size();
    }

    private static boolean comesTooLate(Place place, int index, Pace pace, long now) {
        return pace.turnBehind(index) - now >= place.call.remaining().toNanos();
    }

    private HeldBack heldBack(Exchange exchange, long nanos) {
        Duration wait = Duration.ofNanos(nanos);
        ErrorAnswer refusal = Objects.requireNonNull(lastRefusal, "there is no pace without a refusal");
        return new HeldBack(new RateLimitException(
                "Held back by the rate limit",
                refusal.passedOn(exchange, wait),
                "retry after " + Durations.inWords(wait)
                        + ", or give the call more time with admin.with(options -> options.timeout(...))"));
    }

    /** One call in the line; what changes of it does so under the lock. */
    private static final class Place implements Comparable<Place> {
        private final Call call;
        private final Thread thread;
        private final long number;
        private boolean tooLate;
        private long longestWait;

        private Place(Call call, Thread thread, long number) {
            this.call = call;
            this.thread = thread;
            this.number = number;
        }

        /** In the order in which the calls were made, also for one that comes back. */
        @Override
        public int compareTo(Place other) {
            int order = Long.compare(call.started(), other.call.started());
            return order == 0 ? Long.compare(number, other.number) : order;
        }
    }
}
