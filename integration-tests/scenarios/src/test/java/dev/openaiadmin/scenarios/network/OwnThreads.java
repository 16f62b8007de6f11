package dev.openaiadmin.scenarios.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** Threads of one test, and all that they start: their group tells them from those of the tests beside it. */
final class OwnThreads {
    private final ThreadGroup group = new ThreadGroup("own");

    /** Runs something on a thread of its own, so that the threads that it starts count as ours. */
    <T> T call(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(group, future).start();
        return future.get();
    }

    ExecutorService pool(int size) {
        return Executors.newFixedThreadPool(size, task -> new Thread(group, task));
    }

    /** The names of those that live on after that time. */
    List<String> livingAfter(Duration patience) throws InterruptedException {
        Thread[] threads = new Thread[group.activeCount() + 10];
        int count = group.enumerate(threads);
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> living = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads[i].join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            if (threads[i].isAlive()) {
                living.add(threads[i].getName());
            }
        }
        return living;
    }
}
