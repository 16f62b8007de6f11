package dev.openaiadmin.governance.internal;

import dev.openaiadmin.governance.GovernanceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A lock of the operating system beside a file; it ends with the process. The lock file says who holds it, and stays when
 * the lock is given back, since deleting it would let two processes hold locks on two files of the same name.
 */
public final class LockFile {
    /** Locks of this process: closing any channel on a file would end the lock that another channel holds. */
    private static final Map<Path, Holder> OWN = new ConcurrentHashMap<>();

    /** The position of the locked byte, beyond the text: other processes read the text while the lock is held. */
    private static final long LOCKED_BYTE = 1L << 32;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);
    private static final int MOST_ATTEMPTS = 50;

    private final String kind;
    private final Path file;
    private final Path path;
    private final Refusal refusal;

    private LockFile(String kind, Path file, Path path, Refusal refusal) {
        this.kind = kind;
        this.file = file;
        this.path = path;
        this.refusal = refusal;
    }

    private record Holder(String name, Instant since) {}

    /** Creates the exception for whoever finds the lock held. */
    @FunctionalInterface
    public interface Refusal {
        /**
         * Returns the exception.
         *
         * @param file the name of the file that is locked
         * @param holder describes the run that holds the lock
         * @param since when it took the lock
         */
        GovernanceException inUse(String file, String holder, Instant since);
    }

    /** A lock that is held. */
    public static final class Held implements AutoCloseable {
        private final LockFile file;
        private final FileChannel channel;
        private final FileLock lock;
        private final Holder holder;
        private final AtomicBoolean isOpen = new AtomicBoolean(true);

        private Held(LockFile file, FileChannel channel, FileLock lock, Holder holder) {
            this.file = file;
            this.channel = channel;
            this.lock = lock;
            this.holder = holder;
        }

        /** Returns whether the lock was neither given back nor ended with its channel. */
        public boolean isHeld() {
            return lock.isValid();
        }

        /** Gives the lock back. Closing it again has no effect. */
        @Override
        public void close() {
            if (isOpen.compareAndSet(true, false)) {
                try {
                    file.close(channel);
                } finally {
                    OWN.remove(file.path, holder);
                }
            }
        }
    }

    /**
     * Returns the lock of a file, the same one for all links to it.
     *
     * @param kind what the file is, such as {@code journal}, for messages
     * @param file the file, which need not exist
     * @param refusal creates the exception for whoever finds the lock held
     * @throws GovernanceException when the folder of the file does not exist
     */
    public static LockFile of(String kind, Path file, Refusal refusal) {
        Path whole = file.toAbsolutePath().normalize();
        try {
            Path folder = Optional.ofNullable(whole.getParent()).orElse(whole).toRealPath();
            Path real = Files.exists(whole) ? whole.toRealPath() : folder.resolve(whole.getFileName());
            return new LockFile(kind, file, real.resolveSibling(real.getFileName() + ".lock"), refusal);
        } catch (IOException e) {
            throw cannotLock(kind, file, e);
        }
    }

    /**
     * Takes the lock, and does not wait for it.
     *
     * @param name describes the run that takes the lock
     * @return the lock, to be closed at the end of the run
     * @throws GovernanceException when another run holds the lock, or it cannot be taken
     */
    public Held lock(String name) {
        Holder holder = new Holder(name, Instant.now());
        Holder own = OWN.putIfAbsent(path, holder);
        if (own != null) {
            throw inUse(own);
        }
        try {
            return lock(holder);
        } catch (IOException e) {
            OWN.remove(path, holder);
            throw cannotLock(kind, file, e);
        } catch (RuntimeException e) {
            OWN.remove(path, holder);
            throw e;
        }
    }

    private Held lock(Holder holder) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
            for (int attempt = 1; lock == null; attempt++) {
                Holder other = parse(text(channel));
                if (other != null || attempt == MOST_ATTEMPTS) {
                    throw inUse(other == null ? unknownHolder() : other);
                }
                // The other process has just taken the lock and does not say so yet, or has just given it back.
                pause();
                lock = channel.tryLock(LOCKED_BYTE, 1, false);
            }
            ByteBuffer text =
                    ByteBuffer.wrap((holder.since() + " " + holder.name() + "\n").getBytes(StandardCharsets.UTF_8));
            channel.truncate(0).position(0);
            while (text.hasRemaining()) {
                channel.write(text);
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new Held(this, channel, lock, holder);
    }

    /** Empties the file first, so that it names nobody while the next run takes the lock. */
    private void close(FileChannel channel) {
        try (channel) {
            channel.truncate(0);
        } catch (IOException e) {
            throw cannotLock(kind, file, e);
        }
    }

    private Holder unknownHolder() throws IOException {
        return new Holder("another process", Files.getLastModifiedTime(path).toInstant());
    }

    private void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GovernanceException("Interrupted while the lock of the " + kind + " " + file + " was taken", e);
        }
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    /** Returns what a whole line says, or null when there is none. */
    private static @Nullable Holder parse(String text) {
        int end = text.indexOf('\n');
        int space = text.indexOf(' ');
        if (space < 0 || space > end) {
            return null;
        }
        try {
            return new Holder(text.substring(space + 1, end), Instant.parse(text.substring(0, space)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private GovernanceException inUse(Holder holder) {
        return refusal.inUse(file.toString(), holder.name(), holder.since());
    }

    private static GovernanceException cannotLock(String kind, Path file, IOException e) {
        return new GovernanceException(
                "The " + kind + " " + file + " cannot be locked, and so nothing was done: " + e.getMessage()
                        + "; its folder has to exist and to be writable",
                e);
    }
}
