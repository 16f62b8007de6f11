package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.client.internal.call.PermitResult.Refusal;
import java.time.Duration;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Grants permits to the calls of one operation, in the order in which the calls were made: a call that was refused gets
 * its former place in the queue. No call waits or takes the lock until the API has refused one. Safe for use by many
 * threads.
 */
final class RateLimiter {
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Waiter> queue = new TreeSet<>();
    private long waitersSoFar;
    private boolean closed;
    private @Nullable ErrorResponse lastRefusal;
    /** Written under the lock; null while calls need not wait. */
    private volatile @Nullable AdaptiveRate rate;

    RateLimiter(Clock clock) {
        this.clock = clock;
    }

    PermitResult acquire(Call call) {
        Waiter waiter = enqueue(call);
        if (waiter == null) {
            return Permit.UNLIMITED;
        }
        long start = clock.nanos();
        PermitResult result = await(waiter);
        call.awaitedPermit(Duration.ofNanos(clock.nanos() - start), result instanceof Permit);
        return result;
    }

    private PermitResult await(Waiter waiter) {
        try {
            PermitResult result = tryAcquire(waiter);
            while (result == null) {
                clock.park(this, waiter.longestWait);
                result = Thread.currentThread().isInterrupted()
                        ? new Refusal(new CallFailure.InterruptedBeforeSending())
                        : tryAcquire(waiter);
            }
            return result;
        } finally {
            leave(waiter);
        }
    }

    private @Nullable Waiter enqueue(Call call) {
        if (rate == null) {
            return null;
        }
        lock.lock();
        try {
            long now = clock.nanos();
            AdaptiveRate current = rate;
            if (current == null) {
                return null;
            }
            if (queue.isEmpty() && current.isOutdated(now)) {
                rate = null;
                return null;
            }
            Waiter waiter = new Waiter(call, Thread.currentThread(), waitersSoFar++);
            queue.add(waiter);
            waiter.tooLate = isTooLate(waiter, indexOf(waiter), current, now);
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    /** Returns null if the call has to wait, and notes in the waiter for how long before it asks again. */
    private @Nullable PermitResult tryAcquire(Waiter waiter) {
        lock.lock();
        try {
            if (closed) {
                return new Refusal(new CallFailure.ClientClosed(false));
            }
            AdaptiveRate current = rate;
            if (current == null) {
                return Permit.UNLIMITED;
            }
            long now = clock.nanos();
            if (waiter.tooLate || waiter.call.hasPassed()) {
                long wait = Math.max(0, current.permitBehind(indexOf(waiter)) - now);
                return new Refusal(new CallFailure.NoPermit(
                        Objects.requireNonNull(lastRefusal, "there is no rate without a refusal"),
                        Duration.ofNanos(wait)));
            }
            boolean first = queue.first() == waiter;
            long wait = current.next() - now;
            if (first && wait <= 0) {
                return new Permit(current, current.sent(now));
            }
            long left = waiter.call.remaining().toNanos();
            waiter.longestWait = first ? Math.min(wait, left) : left;
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Waiter waiter) {
        lock.lock();
        try {
            boolean wasFirst = queue.first() == waiter;
            queue.remove(waiter);
            if (wasFirst) {
                wakeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Records that the API admitted a request. */
    void admitted(Permit permit) {
        if (permit.rate() == null) {
            return;
        }
        lock.lock();
        try {
            // Requests with a permit of another rate were not spaced by this one, and say nothing about it.
            if (permit.rate() == rate) {
                permit.rate().admitted(clock.nanos(), permit.generation());
                wakeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Records that the API refused a request. */
    void refused(Permit permit, ErrorResponse response) {
        lock.lock();
        try {
            long now = clock.nanos();
            lastRefusal = response;
            AdaptiveRate current = rate;
            if (current == null) {
                current = new AdaptiveRate(now);
                current.refused(now, response.retryAfter(), current.generation());
                rate = current;
            } else if (permit.rate() == current) {
                current.refused(now, response.retryAfter(), permit.generation());
            } else {
                current.waitAtLeast(now, response.retryAfter());
            }
            int index = 0;
            for (Waiter waiter : queue) {
                if (isTooLate(waiter, index++, current, now)) {
                    waiter.tooLate = true;
                    clock.unpark(waiter.thread);
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
            queue.forEach(waiter -> clock.unpark(waiter.thread));
        } finally {
            lock.unlock();
        }
    }

    private void wakeFirst() {
        if (!queue.isEmpty()) {
            clock.unpark(queue.first().thread);
        }
    }

    private int indexOf(Waiter waiter) {
        return queue.last() == waiter ? queue.size() - 1 : queue.headSet(waiter).size();
    }

    private static boolean isTooLate(Waiter waiter, int index, AdaptiveRate rate, long now) {
        return rate.permitBehind(index) - now >= waiter.call.remaining().toNanos();
    }

    /** A call in the queue. Its state changes under the lock. */
    private static final class Waiter implements Comparable<Waiter> {
        private final Call call;
        private final Thread thread;
        private final long number;
        private boolean tooLate;
        private long longestWait;

        private Waiter(Call call, Thread thread, long number) {
            this.call = call;
            this.thread = thread;
            this.number = number;
        }

        /** Orders by the time at which the calls were made, also those that return to the queue. */
        @Override
        public int compareTo(Waiter other) {
            int order = Long.compare(call.started(), other.call.started());
            return order == 0 ? Long.compare(number, other.number) : order;
        }
    }
}
