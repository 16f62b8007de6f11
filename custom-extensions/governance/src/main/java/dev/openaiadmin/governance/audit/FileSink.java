package dev.openaiadmin.governance.audit;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.LockFile;
import dev.openaiadmin.governance.internal.RunHolder;
import dev.openaiadmin.governance.text.OutputFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to a file, or to one file after the other. Files are in UTF-8, only their owner can read them, and they only
 * hold whole lines once a run has ended or the next one has begun.
 *
 * <p>Every event is in the files exactly once, also after a crash: the events of a batch are on disk before the checkpoint
 * moves, and the next run cuts off what was written after the checkpoint. A file that was moved away or emptied is begun
 * anew. A file that is shorter than the checkpoint says, or much longer, was changed by somebody else; the sink then refuses
 * to begin, and leaves it alone.
 *
 * <p>With rotation, the files of {@code audit.jsonl} are named like {@code audit-2026-11-27-0001.jsonl}: by the UTC day of
 * the first event, and numbered. Their names are in the order in which they were written. Nothing is deleted but what the
 * next run writes again. A lock file beside them keeps two followers apart.
 *
 * <p>Immutable until it is opened; the methods that configure it return a copy. Not safe for use by many threads.
 */
public final class FileSink implements AuditSink {
    private static final String KIND = "output";
    private static final int BUFFER = 64 * 1024;
    /**
     * More than a crash can leave behind the checkpoint: a batch of events. In OCSF, an event has a line for each object that
     * it names.
     */
    private static final long MOST_LINES_AFTER_CHECKPOINT = 10L * AuditTrail.BATCH;

    private final Path file;
    private final AuditFormat format;
    private final long rotateAtBytes;
    private final boolean rotateDaily;

    private LockFile.@Nullable Held lock;
    private @Nullable OpenFile current;

    private FileSink(Path file, AuditFormat format, long rotateAtBytes, boolean rotateDaily) {
        this.file = file;
        this.format = format;
        this.rotateAtBytes = rotateAtBytes;
        this.rotateDaily = rotateDaily;
    }

    /**
     * Returns a sink that writes JSON Lines to one file, without rotation.
     *
     * @param file created when needed, in a folder that exists; a link is followed
     * @return the sink
     */
    public static FileSink of(Path file) {
        return new FileSink(file, AuditFormat.jsonLines(), Long.MAX_VALUE, false);
    }

    /**
     * Sets the format.
     *
     * @param format such as {@link AuditFormat#ocsf()}
     * @return a copy with the format
     */
    public FileSink format(AuditFormat format) {
        return new FileSink(file, format, rotateAtBytes, rotateDaily);
    }

    /**
     * Begins another file when the next event would exceed a size. An event that alone exceeds it has a file of its own.
     *
     * @param bytes the size, more than zero
     * @return a copy with rotation
     * @throws InvalidValueException when it is not
     */
    public FileSink rotateAt(long bytes) {
        if (bytes <= 0) {
            throw new InvalidValueException("rotateAt", bytes, "must be more than zero");
        }
        return new FileSink(file, format, bytes, rotateDaily);
    }

    /**
     * Begins another file with the first event of each UTC day. A late event of an earlier day goes to the current file.
     *
     * @return a copy with rotation
     */
    public FileSink rotateDaily() {
        return new FileSink(file, format, rotateAtBytes, true);
    }

    private boolean isRotating() {
        return rotateDaily || rotateAtBytes != Long.MAX_VALUE;
    }

    @Override
    public String open(@Nullable String position) throws IOException {
        Path target = OutputFile.followed(file);
        Path folder = Optional.ofNullable(target.getParent()).orElse(target);
        OutputFile.requireWritableFolder(folder);
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new FileSystemException(
                    file.toString(), null, "is not a regular file; print to standard output instead");
        }
        if (lock == null) {
            lock = LockFile.of(KIND, file, FileSink::inUse).lock(RunHolder.description());
        }
        if (current != null) {
            current.abandon();
            current = null;
        }
        FileNames names = new FileNames(folder, String.valueOf(target.getFileName()), isRotating());
        Position saved = Position.parse(position);
        OpenFile opened = saved != null && names.matches(saved.name())
                ? new OpenFile(names, saved.name(), cutBack(names, saved))
                : new OpenFile(names, names.last(), true);
        current = opened;
        opened.cutHalfLine();
        return opened.position();
    }

    private static GovernanceException inUse(String file, String holder, Instant since) {
        return new GovernanceException("The output " + file + " is in use by " + holder + " since " + since
                + "; nothing was written. End that follower, or give this one an output of its own");
    }

    /** Removes what was written after the checkpoint, and returns whether the last file is there to be continued. */
    private static boolean cutBack(FileNames names, Position saved) throws IOException {
        List<String> after = names.after(saved.name());
        Path last = names.path(saved.name());
        long length = Files.isRegularFile(last) ? Files.size(last) : 0;
        if (length > 0 && length < saved.length()) {
            throw new FileSystemException(
                    last.toString(),
                    null,
                    "has " + length + " bytes, and the checkpoint says " + saved.length()
                            + ": it was changed by somebody else. Move it away, and run this again");
        }
        long lines = length == 0 ? 0 : lines(last, saved.length());
        for (String name : after) {
            lines += lines(names.path(name), 0);
        }
        if (lines > MOST_LINES_AFTER_CHECKPOINT) {
            throw new FileSystemException(
                    last.toString(),
                    null,
                    "has " + lines
                            + " lines after the checkpoint, more than a crash can leave: the checkpoint is older than"
                            + " the file, or somebody else has written to it. Move the file away, and run this again");
        }
        for (String name : after) {
            Files.delete(names.path(name));
        }
        if (length > saved.length()) {
            try (RandomAccessFile cut = new RandomAccessFile(last.toFile(), "rw")) {
                cut.setLength(saved.length());
                cut.getFD().sync();
            }
        }
        return length > 0;
    }

    private static long lines(Path file, long from) throws IOException {
        long lines = 0;
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(from);
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }

    @Override
    public void accept(AuditEvent event) throws IOException {
        OpenFile open = opened();
        byte[] bytes = (String.join("\n", format.lines(event)) + "\n").getBytes(StandardCharsets.UTF_8);
        LocalDate day = LocalDate.ofInstant(event.effectiveAt(), ZoneOffset.UTC);
        if (isRotating() && open.mustEnd(day, bytes.length, rotateDaily, rotateAtBytes)) {
            open.commit();
            open.end();
        }
        open.write(day, bytes);
    }

    @Override
    public String commit() throws IOException {
        OpenFile open = opened();
        open.commit();
        return open.position();
    }

    private OpenFile opened() {
        if (current == null) {
            throw new IllegalStateException("The sink is not open");
        }
        return current;
    }

    @Override
    public void close() throws IOException {
        try {
            if (current != null) {
                current.abandon();
            }
        } finally {
            current = null;
            if (lock != null) {
                lock.close();
                lock = null;
            }
        }
    }

    /** Returns the name of the file. */
    @Override
    public String toString() {
        return file.toString();
    }

    /**
     * Where the next event goes.
     *
     * @param name the name of the last file, empty when there is none
     * @param length its length
     */
    private record Position(String name, long length) {
        private static final Pattern TEXT = Pattern.compile("(?s)(.*):(\\d{1,18})");

        static @Nullable Position parse(@Nullable String position) {
            Matcher parts = TEXT.matcher(position == null ? "" : position);
            return parts.matches() ? new Position(parts.group(1), Long.parseLong(parts.group(2))) : null;
        }

        @Override
        public String toString() {
            return name + ":" + length;
        }
    }

    /** The file that is written to, or the place for one. */
    private static final class OpenFile {
        private final FileNames names;
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        /** The last file, also when it has ended; empty before the first one. */
        private String name;

        private @Nullable RandomAccessFile out;
        private long length;

        /**
         * @param goesOn whether the last file is continued, if there is one
         */
        OpenFile(FileNames names, String last, boolean goesOn) throws IOException {
            this.names = names;
            this.name = last;
            if (!names.isRotating() || (goesOn && !last.isEmpty())) {
                open(last);
            }
        }

        private void open(String fileName) throws IOException {
            Path path = names.path(fileName);
            if (Files.notExists(path)) {
                OutputFile.create(path, OutputFile.Readers.OWNER);
                OutputFile.forceFolder(names.folder());
            }
            RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
            length = opened.length();
            opened.seek(length);
            out = opened;
            name = fileName;
        }

        /** A run that was killed before its first checkpoint, or the end of the disk, can leave half a line. */
        void cutHalfLine() throws IOException {
            if (out == null) {
                return;
            }
            long whole = length;
            while (whole > 0) {
                out.seek(whole - 1);
                if (out.read() == '\n') {
                    break;
                }
                whole--;
            }
            out.setLength(whole);
            out.seek(whole);
            length = whole;
        }

        /** Returns whether the next event needs another file. */
        boolean mustEnd(LocalDate day, int bytes, boolean isDaily, long most) {
            return out != null && length > 0 && (length + bytes > most || (isDaily && day.isAfter(names.dayOf(name))));
        }

        void end() throws IOException {
            if (out != null) {
                out.close();
                out = null;
            }
        }

        void write(LocalDate day, byte[] bytes) throws IOException {
            if (out == null) {
                open(names.next(name, day));
            }
            buffer.write(bytes);
            length += bytes.length;
            if (buffer.size() >= BUFFER) {
                flush();
            }
        }

        private void flush() throws IOException {
            if (out != null && buffer.size() > 0) {
                out.write(buffer.toByteArray());
                buffer.reset();
            }
        }

        void commit() throws IOException {
            flush();
            if (out != null) {
                out.getFD().sync();
            }
        }

        String position() {
            return new Position(name, length).toString();
        }

        /** Closes the file without what was not committed. */
        void abandon() throws IOException {
            buffer.reset();
            end();
        }
    }
}
