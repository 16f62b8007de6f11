package dev.openaiadmin.governance.audit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps one checkpoint, so that a follower that was killed continues where it was. Its lock keeps two followers apart.
 *
 * <p>A follower takes the lock, loads the checkpoint, saves it after every batch of events that the sink has stored, and
 * closes the lock. {@link #file(Path)} keeps the checkpoint in a file. For jobs that run on another machine each time,
 * {@code openai-admin-governance-jdbc} keeps it in a database that they share.
 */
public interface CheckpointStore {
    /**
     * Returns the checkpoint as it was saved last.
     *
     * @return the checkpoint; empty before it was saved for the first time
     */
    Optional<Checkpoint> load();

    /**
     * Saves the checkpoint, all of it or nothing: replaces the source and the progress, adds events that were delivered, and
     * forgets those before {@code progress.knownFrom()}. When this method returns, the checkpoint must survive a crash. Only
     * called while the lock is held.
     *
     * @param source what the checkpoint belongs to, the same one each time
     * @param progress how far the follower has got
     * @param delivered the events that were delivered since the checkpoint was saved last, by id, with their times
     */
    void save(AuditSource source, AuditProgress progress, Map<String, Instant> delivered);

    /**
     * Takes the lock of the checkpoint. The lock must end with the process that holds it, also when the process is killed.
     *
     * @param holder describes the follower that takes the lock, such as {@code process 4711 of siem on build-7}; kept for
     *     the message of the exception
     * @return the lock, to be closed when the follower ends
     * @throws CheckpointInUseException when another follower holds the lock; this method does not wait
     */
    Lock lock(String holder);

    /** A lock that one follower holds. */
    @FunctionalInterface
    interface Lock extends AutoCloseable {
        /** Gives the lock back. Closing it again has no effect. */
        @Override
        void close();
    }

    /**
     * Returns a checkpoint in a file that only its owner can read. Every change is a line of JSON that is on disk before the
     * follower goes on; the file is written anew when most of its lines are out of date.
     *
     * <p>The lock is a lock of the operating system on a second file, named like the checkpoint with {@code .lock} at its
     * end. It keeps followers apart that use the same file, on one machine or on a file system that shares locks between
     * machines.
     *
     * @param file created when the follower begins, in a folder that exists; a link is followed
     * @return the store
     */
    static CheckpointStore file(Path file) {
        return new CheckpointFile(file);
    }

    /**
     * Returns a checkpoint that ends with the process.
     *
     * @return a store without a checkpoint
     */
    static CheckpointStore inMemory() {
        return new CheckpointInMemory();
    }
}
