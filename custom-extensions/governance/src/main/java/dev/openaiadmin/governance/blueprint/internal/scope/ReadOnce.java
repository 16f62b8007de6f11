package dev.openaiadmin.governance.blueprint.internal.scope;

import dev.openaiadmin.governance.internal.ParallelReads;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Values that are read once for each key. Threads that ask at the same time share one read. Thread-safe. */
final class ReadOnce<K, V> {
    private final Function<K, V> read;
    private final Map<K, FutureTask<V>> reads = new ConcurrentHashMap<>();

    ReadOnce(Function<K, V> read) {
        this.read = read;
    }

    /** Returns the value of a key. A read that fails is made again by the next caller. */
    V get(K key) {
        FutureTask<V> mine = new FutureTask<>(() -> read.apply(key));
        FutureTask<V> other = reads.putIfAbsent(key, mine);
        if (other != null) {
            return ParallelReads.result(other);
        }
        mine.run();
        try {
            return ParallelReads.result(mine);
        } catch (RuntimeException e) {
            // The next read may succeed, for example when a new project has become visible.
            reads.remove(key, mine);
            throw e;
        }
    }

    /** Forgets all values, so that they are read again. */
    void clear() {
        reads.clear();
    }
}
