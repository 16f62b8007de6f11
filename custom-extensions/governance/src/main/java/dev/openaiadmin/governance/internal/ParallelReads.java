package dev.openaiadmin.governance.internal;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.GovernanceException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes several requests at once and hands over their results in order. The client still decides how fast requests may
 * follow each other. No more results are kept than requests are under way, so the memory does not grow with the number
 * of objects.
 */
public final class ParallelReads implements AutoCloseable {
    /** How many requests are under way at once unless the user says otherwise. */
    public static final int DEFAULT = 24;

    private static final int MOST = 256;

    private final int parallelRequests;
    private final ExecutorService executor;

    /**
     * Creates threads as they are needed: virtual ones if the current thread is virtual.
     *
     * @param parallelRequests how many requests may be under way at once
     * @throws InvalidValueException when it is not from 1 to 256
     */
    public ParallelReads(int parallelRequests) {
        this.parallelRequests = valid(parallelRequests);
        this.executor = Executors.newFixedThreadPool(parallelRequests, ReadThreads.forCaller());
    }

    /** Returns the number, or throws when it is not from 1 to 256. */
    public static int valid(int parallelRequests) {
        if (parallelRequests < 1 || parallelRequests > MOST) {
            throw new InvalidValueException("parallelRequests", parallelRequests, "must be from 1 to " + MOST);
        }
        return parallelRequests;
    }

    /** Takes a result. */
    @FunctionalInterface
    public interface Sink<R> {
        /** Takes the next result, in order, on the calling thread. */
        void accept(R result) throws IOException;
    }

    /**
     * Reads something for each item.
     *
     * @param read makes the requests for one item, on another thread
     * @param sink takes the results, in the order of the items
     * @throws IOException when the sink throws it
     */
    public <T, R> void forEach(Iterable<T> items, Function<T, R> read, Sink<R> sink) throws IOException {
        Deque<Future<R>> underWay = new ArrayDeque<>();
        Iterator<T> next = items.iterator();
        try {
            while (next.hasNext() || !underWay.isEmpty()) {
                while (next.hasNext() && underWay.size() < 2 * parallelRequests) {
                    T item = next.next();
                    underWay.add(executor.submit(() -> read.apply(item)));
                }
                sink.accept(result(underWay.remove()));
            }
        } finally {
            underWay.forEach(future -> future.cancel(true));
        }
    }

    /**
     * Reads something for each item.
     *
     * @param read makes the requests for one item, on another thread
     * @return the results, in the order of the items
     */
    public <T, R> List<R> all(Iterable<T> items, Function<T, R> read) {
        List<R> results = new ArrayList<>();
        try {
            forEach(items, read, results::add);
        } catch (IOException e) {
            throw new IllegalStateException("A list takes every result", e);
        }
        return results;
    }

    /** Begins to read something; {@link #result} waits for it. */
    public <R> Future<R> begin(Supplier<R> read) {
        return executor.submit(read::get);
    }

    /** Waits for a result, and throws what its read has thrown. */
    public static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GovernanceException("Interrupted while reading from the API", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Interrupts the requests that are still under way. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
