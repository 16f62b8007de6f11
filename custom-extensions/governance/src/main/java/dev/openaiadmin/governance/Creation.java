package dev.openaiadmin.governance;

import dev.openaiadmin.client.CallException;
import dev.openaiadmin.client.OutcomeUnknownException;
import dev.openaiadmin.governance.ApplyJournal.Entry;
import dev.openaiadmin.governance.ApplyJournal.State;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates things once. What is about to be created is written down before; whether it was, when nobody was there to see
 * it, is found out by looking, for as long as the API may take to show it.
 */
final class Creation {
    private final ApplyJournal journal;
    private final Waiting waiting;
    /** The last of each step. */
    private final Map<String, Entry> entries = new HashMap<>();

    Creation(ApplyJournal journal, Waiting waiting) {
        this.journal = journal;
        this.waiting = waiting;
        journal.entries().forEach(entry -> entries.put(entry.step(), entry));
    }

    Waiting waiting() {
        return waiting;
    }

    /** Whether a run began the step and did not come to write down how it ended. */
    boolean isOpen(String step) {
        Entry last = entries.get(step);
        return last != null && last.state() == State.INTENDED;
    }

    /** When the step was begun or done, or null when nothing of it is left. */
    @Nullable
    Instant lastSeen(String step) {
        Entry last = entries.get(step);
        return last == null || last.state() == State.UNDONE ? null : last.at();
    }

    /** Looks for what a step has made or may have made; at once, when no run knows of it. */
    <T> Optional<T> look(String step, Supplier<Optional<T>> look) {
        Instant seen = lastSeen(step);
        return seen == null ? look.get() : waiting.look(seen, look);
    }

    /**
     * Creates something, unless an attempt that nobody saw the end of turns out to have made it.
     *
     * @param look finds it
     * @param create makes it
     * @param id gives its id
     */
    <T> T once(String step, Supplier<Optional<T>> look, Supplier<T> create, Function<T, String> id) {
        T made = isOpen(step) ? look(step, look).orElseGet(() -> begun(step, look, create)) : begun(step, look, create);
        record(step, State.DONE, id.apply(made));
        return made;
    }

    private <T> T begun(String step, Supplier<Optional<T>> look, Supplier<T> create) {
        record(step, State.INTENDED, null);
        try {
            return create.get();
        } catch (OutcomeUnknownException e) {
            return waiting.look(waiting.now(), look).orElseGet(create);
        } catch (CallException e) {
            if (!e.mayHaveBeenCarriedOut()) {
                record(step, State.UNDONE, null);
            }
            throw e;
        }
    }

    void record(String step, State state, @Nullable String id) {
        Entry entry = new Entry(step, state, waiting.now(), id);
        journal.record(entry);
        entries.put(step, entry);
    }
}
