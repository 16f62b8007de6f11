package dev.openaiadmin.governance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was about to be created, so that a run that was killed can be run again: the next one looks for what
 * the last may have made before it makes anything.
 *
 * <p>{@link #file(Path)} is one; for jobs that run somewhere else each time, write one on a store of yours. Used by one
 * run at a time.
 */
public interface ApplyJournal {
    /**
     * Adds an entry. When this returns, the entry must survive a crash.
     *
     * @param entry what happened; there is no secret in it
     */
    void record(Entry entry);

    /** {@return all entries, in the order in which they were recorded} */
    List<Entry> entries();

    /**
     * Something that happened to a step.
     *
     * @param step names the step, in every run alike, such as {@code payments-prod/service account ci}
     * @param state how far it got
     * @param at when
     * @param id the id of what was created, where it is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            @JsonProperty("step") String step,
            @JsonProperty("state") State state,
            @JsonProperty("at") Instant at,
            @JsonProperty("id") @Nullable String id) {}

    /** How far a step got. */
    enum State {
        /** It is about to be done. */
        INTENDED,
        /** It has been done. */
        DONE,
        /** It was refused, or undone: nothing is left of it. */
        UNDONE;

        /** The lower-case word, as it stands in the file. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Gives a journal in a file: a line of JSON for each entry, on disk before the step begins.
     *
     * @param file made when there is none, in a folder that exists; belongs to one organization
     * @return the journal
     */
    static ApplyJournal file(Path file) {
        return new JournalFile(file);
    }
}
