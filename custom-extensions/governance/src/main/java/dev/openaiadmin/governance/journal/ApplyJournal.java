package dev.openaiadmin.governance.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Records what is about to be created, so that a run that was killed can be run again: the next run looks for what the
 * last one may have created before it creates anything. Its lock keeps two runs apart.
 *
 * <p>A journal belongs to one organization, and every run on this organization has to use it. {@link #file(Path)} keeps
 * it in a file. For jobs that run on another machine each time, {@code openai-admin-governance-jdbc} keeps it in a
 * database that they share.
 */
public interface ApplyJournal {
    /**
     * Adds an entry. When this method returns, the entry must survive a crash.
     *
     * @param entry what happened; it holds no secret
     */
    void record(Entry entry);

    /**
     * Returns all entries, in the order in which they were recorded.
     *
     * @return the entries of all runs
     */
    List<Entry> entries();

    /**
     * Takes the lock of the journal. The lock must end with the process that holds it, also when the process is killed.
     *
     * @param holder describes the run that takes the lock, such as {@code process 4711 of deploy on build-7}; kept for
     *     the message of the exception
     * @return the lock, to be closed at the end of the run
     * @throws JournalInUseException when another run holds the lock; this method does not wait
     */
    Lock lock(String holder);

    /** A lock that one run holds. */
    interface Lock extends AutoCloseable {
        /**
         * Checks that the run still holds the lock. A run calls it before each change.
         *
         * @throws JournalLockLostException when the lock was lost or given back, such as a lock of a database when the
         *     connection has ended
         */
        void requireHeld();

        /** Gives the lock back. Closing it again has no effect. */
        @Override
        void close();
    }

    /**
     * Something that happened to a step.
     *
     * @param step the name of the step, the same in every run, such as {@code project payments-prod/service account ci}
     * @param state how far the step got
     * @param at when
     * @param id the id of what was created, or null where it is not known
     * @param detail what a later run has to know to finish the step, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"step", "state", "at", "id", "detail"})
    record Entry(
            @JsonProperty(value = "step", required = true) String step,
            @JsonProperty(value = "state", required = true) State state,
            @JsonProperty(value = "at", required = true) Instant at,
            @JsonProperty("id") @Nullable String id,
            @JsonProperty("detail") @Nullable String detail) {}

    /** How far a step got. */
    enum State {
        /** The step is about to be carried out, or was cut off. */
        INTENDED,
        /** The step has been carried out. */
        DONE,
        /** The step was refused or reverted, and has left nothing behind. */
        UNDONE;

        /** Returns the name in lower case, as it stands in the file. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Returns a journal in a file. Each entry is a line of JSON, and is on disk before its step begins.
     *
     * <p>The lock is a lock of the operating system on a second file, named like the journal with {@code .lock} at its end.
     * It keeps runs apart that use the same file, on one machine or on a file system that shares locks between machines.
     * It does not keep runs apart that use different files: two applies can then create a project twice.
     *
     * @param file created with the first entry, in a folder that exists; a link is followed
     * @return the journal
     */
    static ApplyJournal file(Path file) {
        return new JournalFile(file);
    }

    /**
     * Returns a journal that ends with the process. A run that is killed cannot be continued with it.
     *
     * @return an empty journal
     */
    static ApplyJournal inMemory() {
        return new JournalInMemory();
    }
}
