package dev.openaiadmin.governance.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries that end with the process. */
final class JournalInMemory implements ApplyJournal {
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable Held held;

    private record Held(String holder, Instant since) {}

    @Override
    public synchronized void record(Entry entry) {
        entries.add(entry);
    }

    @Override
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public synchronized Lock lock(String holder) {
        Held other = held;
        if (other != null) {
            throw new JournalInUseException("in memory", other.holder(), other.since());
        }
        Held taken = new Held(holder, Instant.now());
        held = taken;
        return new Lock() {
            @Override
            public void requireHeld() {
                require(taken);
            }

            @Override
            public void close() {
                release(taken);
            }
        };
    }

    private synchronized void require(Held taken) {
        if (!taken.equals(held)) {
            throw new JournalLockLostException("in memory", "it was given back");
        }
    }

    private synchronized void release(Held taken) {
        if (taken.equals(held)) {
            held = null;
        }
    }

    @Override
    public String toString() {
        return "in memory";
    }
}
