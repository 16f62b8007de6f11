package dev.openaiadmin.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Cancels exchanges whose deadline is over, whose thread was interrupted, or whose server has fallen silent: a thread that
 * waits for bytes notices nothing of it by itself. Looks while calls are under way, and sleeps otherwise.
 */
final class Watch implements AutoCloseable {
    private static final long BETWEEN_LOOKS = Duration.ofMillis(20).toNanos();

    private static final long LONGEST_END = Duration.ofSeconds(1).toMillis();

    private final Set<Watched> underWay = ConcurrentHashMap.newKeySet();
    private final long longestSilence;
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    /**
     * @param longestSilence for how long a server may send nothing
     */
    Watch(Duration longestSilence) {
        this.longestSilence = longestSilence.toNanos();
        thread = new Thread(this::look, "openai-admin-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Watches from now on over a request of the thread that asks for it. */
    Watched over(Outgoing outgoing, Progress progress) {
        Watched watched = new Watched(outgoing, progress, Thread.currentThread());
        underWay.add(watched);
        if (asleep) {
            LockSupport.unpark(thread);
        }
        return watched;
    }

    void forget(Watched watched) {
        underWay.remove(watched);
    }

    private void look() {
        while (!closed) {
            asleep = true;
            // Whoever adds a call after this line sees that the thread sleeps, and wakes it.
            if (underWay.isEmpty()) {
                LockSupport.park(this);
            }
            asleep = false;
            if (!closed) {
                LockSupport.parkNanos(this, BETWEEN_LOOKS);
            }
            for (Watched watched : underWay) {
                watched.endIfDue(longestSilence);
            }
        }
    }

    /** Cancels all exchanges, and ends the thread. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(watched -> watched.outgoing.cancel());
        LockSupport.unpark(thread);
        try {
            thread.join(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One exchange, and the thread that waits for it. */
    static final class Watched {
        private final Outgoing outgoing;
        private final Progress progress;
        private final Thread waiting;

        private Watched(Outgoing outgoing, Progress progress, Thread waiting) {
            this.outgoing = outgoing;
            this.progress = progress;
            this.waiting = waiting;
        }

        private void endIfDue(long longestSilence) {
            if (progress.call().isOver() || waiting.isInterrupted() || progress.isSilentFor(longestSilence)) {
                outgoing.cancel();
            }
        }
    }
}
