package dev.openaiadmin.network;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Measures how long the machine delays a thread that only parks, to tell its delays from those of the client. */
final class Stalls implements AutoCloseable {
    private static final long PAUSE = Duration.ofMillis(10).toNanos();

    private final Thread thread = new Thread(this::measure, "stalls");
    private volatile long longest;
    private volatile boolean closed;

    Stalls() {
        thread.setDaemon(true);
        thread.start();
    }

    Duration longest() {
        return Duration.ofNanos(longest);
    }

    private void measure() {
        while (!closed) {
            long started = System.nanoTime();
            LockSupport.parkNanos(this, PAUSE);
            longest = Math.max(longest, System.nanoTime() - started - PAUSE);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
