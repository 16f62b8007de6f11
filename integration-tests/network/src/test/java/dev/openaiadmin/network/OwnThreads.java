package dev.openaiadmin.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** The threads of one test, and all that they start; their group separates them from those of other tests. */
final class OwnThreads {
    private final ThreadGroup group = new ThreadGroup("own");

    /** Runs a task on a new thread of the group; threads that the task starts belong to the group. */
    <T> T call(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(group, future).start();
        return future.get();
    }

    Thread thread(Runnable task, String name) {
        return new Thread(group, task, name);
    }

    ThreadGroup group() {
        return group;
    }

    ExecutorService pool(int size) {
        return Executors.newFixedThreadPool(size, task -> new Thread(group, task));
    }

    /** Returns the names of the threads that are alive after that time. */
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
