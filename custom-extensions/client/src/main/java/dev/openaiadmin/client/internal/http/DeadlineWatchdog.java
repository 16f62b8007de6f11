package dev.openaiadmin.client.internal.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Cancels exchanges whose deadline has passed, whose thread was interrupted, or whose server has been silent for too
 * long. A thread that waits for bytes notices none of these by itself. One thread, which runs only while exchanges are
 * under way and starts with the first one.
 */
final class DeadlineWatchdog implements AutoCloseable {
    private static final long INTERVAL = Duration.ofMillis(20).toNanos();

    private static final long LONGEST_STOP = Duration.ofSeconds(1).toMillis();

    private final Set<WatchedExchange> underWay = ConcurrentHashMap.newKeySet();
    private final long readTimeout;
    private volatile @Nullable Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    /**
     * @param readTimeout for how long a server may be silent
     */
    DeadlineWatchdog(Duration readTimeout) {
        this.readTimeout = readTimeout.toNanos();
    }

    /** Watches an exchange of the current thread. */
    WatchedExchange watch(CancellableRequest request, ExchangeContext exchange) {
        WatchedExchange watched = new WatchedExchange(request, exchange, Thread.currentThread());
        underWay.add(watched);
        Thread started = thread;
        if (started == null) {
            start();
        } else if (asleep) {
            LockSupport.unpark(started);
        }
        return watched;
    }

    void forget(WatchedExchange watched) {
        underWay.remove(watched);
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            Thread started = new Thread(this::run, "openai-admin-watchdog");
            started.setDaemon(true);
            started.start();
            thread = started;
        }
    }

    private void run() {
        while (!closed) {
            asleep = true;
            // A thread that adds an exchange after this line sees that this thread sleeps, and wakes it.
            if (underWay.isEmpty()) {
                LockSupport.park(this);
            }
            asleep = false;
            if (!closed) {
                LockSupport.parkNanos(this, INTERVAL);
            }
            for (WatchedExchange watched : underWay) {
                watched.cancelIfDue(readTimeout);
            }
        }
    }

    /** Cancels all exchanges and ends the thread. */
    @Override
    public void close() {
        Thread started;
        synchronized (this) {
            closed = true;
            started = thread;
        }
        underWay.forEach(watched -> watched.request.cancel());
        if (started == null) {
            return;
        }
        LockSupport.unpark(started);
        try {
            started.join(LONGEST_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An exchange and the thread that waits for it. */
    static final class WatchedExchange {
        private final CancellableRequest request;
        private final ExchangeContext exchange;
        private final Thread waiting;

        private WatchedExchange(CancellableRequest request, ExchangeContext exchange, Thread waiting) {
            this.request = request;
            this.exchange = exchange;
            this.waiting = waiting;
        }

        private void cancelIfDue(long readTimeout) {
            if (exchange.deadline().hasPassed() || waiting.isInterrupted() || exchange.isSilentFor(readTimeout)) {
                request.cancel();
            }
        }
    }
}
