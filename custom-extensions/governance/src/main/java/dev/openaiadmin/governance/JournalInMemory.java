package dev.openaiadmin.governance;

import java.util.ArrayList;
import java.util.List;

/** Entries that are gone with the process. */
final class JournalInMemory implements ApplyJournal {
    private final List<Entry> entries = new ArrayList<>();

    @Override
    public synchronized void record(Entry entry) {
        entries.add(entry);
    }

    @Override
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
