package dev.openaiadmin.governance.internal;

import dev.openaiadmin.client.CallException;
import dev.openaiadmin.client.OutcomeUnknownException;
import dev.openaiadmin.client.RateLimitException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.journal.ApplyJournal.Entry;
import dev.openaiadmin.governance.journal.ApplyJournal.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one run as its journal knows them. A step is recorded before it begins. When its outcome is unknown, the
 * run looks for the result for as long as the API may take to show it, and only then tries again.
 */
public final class JournaledSteps {
    /** How long one attempt to create something may take; a result that is younger than this is not ours. */
    public static final Duration CREATE_TIMEOUT = Duration.ofMinutes(2);

    /** The maximum difference between the clock of this machine and that of the API. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    /** How long a create is repeated while the API refuses it with 429. */
    private static final Duration THROTTLED_FOR = Duration.ofHours(1);

    private static final String ORGANIZATION = "organization";

    private final ApplyJournal journal;
    private final ReadLag lag;
    private final Map<String, Entry> lastOfStep = new HashMap<>();
    private final Map<String, Entry> lastDone = new HashMap<>();
    private final int entriesRead;
    private ApplyJournal.@Nullable Lock lock;

    /**
     * Reads the journal.
     *
     * @param journal what earlier runs have recorded
     * @param lag how long the API may take to show what is new
     */
    public JournaledSteps(ApplyJournal journal, ReadLag lag) {
        this.journal = journal;
        this.lag = lag;
        List<Entry> entries = journal.entries();
        entries.forEach(this::keep);
        this.entriesRead = entries.size();
    }

    /**
     * Takes the lock of the journal for a run that changes something.
     *
     * @return the lock, to be closed at the end of the run
     * @throws GovernanceException when another run holds the lock, or has written to the journal since it was read here
     */
    public ApplyJournal.Lock begin() {
        ApplyJournal.Lock taken = journal.lock(RunHolder.description());
        try {
            if (journal.entries().size() != entriesRead) {
                throw new GovernanceException("The journal " + journal
                        + " has changed since this plan was made, because another run has used it; nothing was"
                        + " changed. Plan again, and apply the new plan");
            }
            lock = taken;
            return taken;
        } catch (RuntimeException e) {
            taken.close();
            throw e;
        }
    }

    /**
     * Checks that this run still holds the lock of the journal, which every change requires.
     *
     * @throws dev.openaiadmin.governance.journal.JournalLockLostException when the lock was lost
     */
    public void requireLock() {
        if (lock != null) {
            lock.requireHeld();
        }
    }

    /** Returns the lag with which the API shows what is new. */
    public ReadLag lag() {
        return lag;
    }

    /**
     * Refuses a journal that was written for another organization.
     *
     * @param knows whether the organization at hand has the project of this id
     */
    public void requireSameOrganization(Predicate<String> knows) {
        Entry organization = lastOfStep.get(ORGANIZATION);
        String projectId = organization == null ? null : organization.id();
        if (projectId != null && !knows.test(projectId)) {
            throw new GovernanceException("The journal " + journal
                    + " belongs to another organization: it was begun in the one that has the project " + projectId
                    + ", which the organization of this key does not have; nothing was changed. Use one journal for"
                    + " each organization");
        }
    }

    /**
     * Records which organization the journal belongs to, unless it is known.
     *
     * @param projectId a project of the organization
     */
    public void recordOrganization(String projectId) {
        if (!lastOfStep.containsKey(ORGANIZATION)) {
            record(ORGANIZATION, State.DONE, projectId, null);
        }
    }

    /** Returns whether a run has begun the step and has not recorded its end. */
    public boolean isOpen(String step) {
        Entry last = lastOfStep.get(step);
        return last != null && last.state() == State.INTENDED;
    }

    /** Returns the last entry of the step, or null when there is none. */
    public @Nullable Entry last(String step) {
        return lastOfStep.get(step);
    }

    /** Returns the last entry that says that the step was done, or null when there is none. */
    public @Nullable Entry lastDone(String step) {
        return lastDone.get(step);
    }

    /** Returns when the step was begun or done, or null when it has left nothing behind. */
    public @Nullable Instant lastSeen(String step) {
        Entry last = lastOfStep.get(step);
        return last == null || last.state() == State.UNDONE ? null : last.at();
    }

    /**
     * Returns whether an object may be what a step made that was cut off. What was made before the step began, or long
     * after it, was made by somebody else. What was made at an unknown time is not taken for a leftover, because leftovers
     * are deleted.
     */
    public boolean mayBeLeftover(String step, @Nullable Instant createdAt) {
        Entry last = lastOfStep.get(step);
        return createdAt != null && last != null && last.state() == State.INTENDED && isOf(last.at(), createdAt);
    }

    private static boolean isOf(Instant begun, Instant createdAt) {
        return !createdAt.isBefore(begun.minus(CLOCK_SKEW))
                && !createdAt.isAfter(begun.plus(CREATE_TIMEOUT).plus(CLOCK_SKEW));
    }

    /** Looks for what a step has made or may have made; once, when no run knows of it. */
    public <T> Optional<T> look(String step, Supplier<Optional<T>> look) {
        Instant seen = lastSeen(step);
        return seen == null ? look.get() : lag.look(seen, look);
    }

    /**
     * Creates something, unless an attempt of unknown outcome turns out to have created it, and records the end of the
     * step.
     *
     * @param look finds it
     * @param create creates it; each attempt has to end within {@link #CREATE_TIMEOUT}
     * @param id returns its id
     */
    public <T> T once(String step, Supplier<Optional<T>> look, Supplier<T> create, Function<T, String> id) {
        T made = createOnce(step, null, look, create);
        record(step, State.DONE, id.apply(made), null);
        return made;
    }

    /**
     * Creates something as {@link #once} does, and leaves the step open.
     *
     * @param detail what a later run has to know to finish the step, or null
     * @param look finds it
     * @param create creates it; each attempt has to end within {@link #CREATE_TIMEOUT}
     */
    public <T> T createOnce(String step, @Nullable String detail, Supplier<Optional<T>> look, Supplier<T> create) {
        return isOpen(step)
                ? look(step, look).orElseGet(() -> begin(step, detail, look, create))
                : begin(step, detail, look, create);
    }

    private <T> T begin(String step, @Nullable String detail, Supplier<Optional<T>> look, Supplier<T> create) {
        try {
            return attempt(step, detail, create);
        } catch (OutcomeUnknownException e) {
            return lag.look(lag.now(), look).orElseGet(() -> attempt(step, detail, create));
        }
    }

    /**
     * Makes one attempt to create something, recorded before it begins. An attempt that the API refuses because it comes
     * too soon is repeated, and recorded again, so that the journal knows when it was made.
     *
     * @throws OutcomeUnknownException when it may have been carried out; the step stays open
     */
    public <T> T attempt(String step, @Nullable String detail, Supplier<T> create) {
        Instant patience = lag.now().plus(THROTTLED_FOR);
        while (true) {
            record(step, State.INTENDED, null, detail);
            try {
                return create.get();
            } catch (RateLimitException e) {
                Duration wait = e.retryAfter();
                if (wait == null || !lag.now().plus(wait).isBefore(patience)) {
                    record(step, State.UNDONE, null, detail);
                    throw e;
                }
                lag.pause(wait);
            } catch (CallException e) {
                if (!e.mayHaveBeenCarriedOut()) {
                    record(step, State.UNDONE, null, detail);
                }
                throw e;
            }
        }
    }

    /**
     * Records how far a step got, while the run holds the lock.
     *
     * @param id the id of what was created, where it is known
     * @param detail what a later run has to know to finish the step, or null
     */
    public void record(String step, State state, @Nullable String id, @Nullable String detail) {
        requireLock();
        Entry entry = new Entry(step, state, lag.now(), id, detail);
        journal.record(entry);
        keep(entry);
    }

    private void keep(Entry entry) {
        lastOfStep.put(entry.step(), entry);
        if (entry.state() == State.DONE) {
            lastDone.put(entry.step(), entry);
        }
    }
}
