package dev.openaiadmin.governance.audit;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.JsonLinesFile;
import dev.openaiadmin.governance.internal.LockFile;
import dev.openaiadmin.governance.text.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Each line of the file is a checkpoint: the source and the progress as they were, and the events that were delivered since
 * the line before. Whoever reads many events a day would otherwise write the ids of a whole day after every batch.
 */
final class CheckpointFile implements CheckpointStore {
    private static final String KIND = "checkpoint";
    /** The length in bytes below which a file is not rewritten. */
    private static final long SMALL = 64 * 1024;

    private final Path file;
    private final JsonLinesFile<Checkpoint> lines;
    /** The length that the file had when all of it was needed; 0 when that is not known. */
    private long neededLength;

    CheckpointFile(Path file) {
        this.file = file;
        this.lines = new JsonLinesFile<>(KIND, file, Checkpoint.class, "source", OutputFile.Readers.OWNER);
    }

    @Override
    public synchronized Optional<Checkpoint> load() {
        try {
            return read();
        } catch (IOException e) {
            throw new GovernanceException("The checkpoint " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Optional<Checkpoint> read() throws IOException {
        List<Checkpoint> saved = lines.read();
        if (saved.isEmpty()) {
            return Optional.empty();
        }
        Checkpoint last = saved.get(saved.size() - 1);
        Map<String, Instant> delivered = new HashMap<>();
        saved.forEach(line -> delivered.putAll(line.delivered()));
        delivered.values().removeIf(at -> at.isBefore(last.progress().knownFrom()));
        return Optional.of(new Checkpoint(last.source(), last.progress(), delivered));
    }

    @Override
    public synchronized void save(AuditSource source, AuditProgress progress, Map<String, Instant> delivered) {
        try {
            lines.append(new Checkpoint(source, progress, delivered));
            if (lines.size() > SMALL + 2 * neededLength) {
                lines.replaceWith(read().orElseThrow());
                neededLength = lines.size();
            }
        } catch (IOException e) {
            throw new GovernanceException(
                    "The checkpoint " + file + " cannot be written: " + e.getMessage()
                            + "; events after the last saved checkpoint are delivered again",
                    e);
        }
    }

    @Override
    public Lock lock(String holder) {
        return LockFile.of(KIND, file, CheckpointInUseException::new).lock(holder)::close;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
