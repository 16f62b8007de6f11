package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A clock for many threads that moves on only when all of them wait. The threads run one at a time, each until it waits,
 * in the order in which their waits end. So every run is the same, and an hour takes no time.
 */
final class VirtualClock implements Clock {
    private final Map<Thread, Runner> runners = new HashMap<>();
    private final Queue<Runner> ready = new ArrayDeque<>();
    private final List<Runner> waiting = new ArrayList<>();
    private final Semaphore resting = new Semaphore(0);
    private long nanos;
    private long waits;
    private int parked;

    /** Adds a thread, which starts with {@link #run}. */
    Thread start(Runnable work) {
        Runner runner = new Runner(work);
        runners.put(runner.thread, runner);
        ready.add(runner);
        runner.thread.start();
        return runner.thread;
    }

    /** Adds a thread that starts its work later. */
    Thread start(Duration later, Runnable work) {
        return start(() -> {
            waitUntil(nanos + later.toNanos(), true);
            work.run();
        });
    }

    /** Runs until all threads have ended; throws what one of them has thrown. */
    void run() {
        while (!ready.isEmpty() || !waiting.isEmpty()) {
            Runner next = ready.isEmpty() ? soonest() : ready.remove();
            next.go.release();
            resting.acquireUninterruptibly();
            if (next.thrown != null) {
                throw new AssertionError("A thread failed after " + passed(), next.thrown);
            }
        }
    }

    private Runner soonest() {
        Runner soonest = waiting.stream()
                .min(Comparator.comparingLong((Runner runner) -> runner.until)
                        .thenComparingLong(runner -> runner.waitNumber))
                .orElseThrow();
        nanos = Math.max(nanos, soonest.until);
        waiting.remove(soonest);
        return soonest;
    }

    Duration passed() {
        return Duration.ofNanos(nanos);
    }

    /** Returns how often a thread was parked. */
    int parked() {
        return parked;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.parse("2026-11-23T12:00:00Z").plusNanos(nanos);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        waitUntil(nanos + duration.toNanos(), true);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public void park(Object blocker, long duration) {
        parked++;
        waitUntil(nanos + duration, false);
    }

    private void waitUntil(long until, boolean deaf) {
        Runner runner = runner(Thread.currentThread());
        if (!deaf && runner.permit) {
            runner.permit = false;
            return;
        }
        if (runner.thread.isInterrupted()) {
            return;
        }
        runner.until = until;
        runner.deaf = deaf;
        runner.waitNumber = waits++;
        waiting.add(runner);
        resting.release();
        runner.go.acquireUninterruptibly();
    }

    @Override
    public void unpark(Thread thread) {
        Runner runner = runner(thread);
        if (!runner.deaf && waiting.remove(runner)) {
            ready.add(runner);
        } else {
            runner.permit = true;
        }
    }

    /** Interrupts a thread, and ends its wait. */
    void interrupt(Thread thread) {
        thread.interrupt();
        Runner runner = runner(thread);
        if (waiting.remove(runner)) {
            ready.add(runner);
        }
    }

    private Runner runner(Thread thread) {
        return Objects.requireNonNull(runners.get(thread), "not a thread of this clock");
    }

    /** A thread that runs only when the clock lets it. */
    private final class Runner {
        private final Semaphore go = new Semaphore(0);
        private final Thread thread;
        private @Nullable Throwable thrown;
        private boolean permit;
        private boolean deaf;
        private long until;
        private long waitNumber;

        private Runner(Runnable work) {
            thread = new Thread(() -> {
                go.acquireUninterruptibly();
                try {
                    work.run();
                } catch (RuntimeException | Error e) {
                    thrown = e;
                } finally {
                    resting.release();
                }
            });
            thread.setDaemon(true);
        }
    }
}
