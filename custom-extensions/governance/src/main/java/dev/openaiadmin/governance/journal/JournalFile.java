package dev.openaiadmin.governance.journal;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.JsonLinesFile;
import dev.openaiadmin.governance.internal.LockFile;
import dev.openaiadmin.governance.text.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Entries as lines of JSON. A file with any other content is not a journal, and is left alone. */
final class JournalFile implements ApplyJournal {
    private static final String KIND = "journal";

    private final Path file;
    private final JsonLinesFile<Entry> lines;

    JournalFile(Path file) {
        this.file = file;
        this.lines = new JsonLinesFile<>(KIND, file, Entry.class, "step", OutputFile.Readers.DEFAULT);
    }

    @Override
    public synchronized void record(Entry entry) {
        try {
            lines.append(entry);
        } catch (IOException e) {
            throw new GovernanceException(
                    "The journal " + file + " cannot be written, and so nothing was done: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized List<Entry> entries() {
        try {
            return lines.read();
        } catch (IOException e) {
            throw new GovernanceException("The journal " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Lock lock(String holder) {
        LockFile.Held held = LockFile.of(KIND, file, JournalInUseException::new).lock(holder);
        return new Lock() {
            @Override
            public void requireHeld() {
                if (!held.isHeld()) {
                    throw new JournalLockLostException(file.toString(), "it was given back");
                }
            }

            @Override
            public void close() {
                held.close();
            }
        };
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
