package dev.openaiadmin.governance.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.OutputFile;
import dev.openaiadmin.governance.internal.PrintableJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Entries as lines of JSON. The end of the file may be an entry that was being written when the machine failed; it is
 * ignored, and overwritten by the next entry. A file with any other content is not a journal, and is left alone.
 */
final class JournalFile implements ApplyJournal {
    private static final JsonMapper JSON = JsonMapper.builder(
                    PrintableJson.factory().build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantFromText()))
            .build();

    /** How each entry begins. */
    private static final String BEGINNING = "{\"step\":\"";

    private final Path file;
    /** Where the next entry begins; -1 before the file was read. */
    private long end = -1;

    JournalFile(Path file) {
        this.file = file;
    }

    /**
     * What the file holds.
     *
     * @param end the number of bytes that belong to entries
     * @param lacksLineFeed whether the last entry is whole and only its line feed is missing
     */
    private record Content(List<Entry> entries, long end, boolean lacksLineFeed) {}

    @Override
    public synchronized void record(Entry entry) {
        try {
            String line = JSON.writeValueAsString(entry) + "\n";
            if (end < 0 || end != size()) {
                Content content = read();
                end = content.end();
                line = content.lacksLineFeed() ? "\n" + line : line;
            }
            append(line);
        } catch (IOException e) {
            throw new GovernanceException(
                    "The journal " + file + " cannot be written, and so nothing was done: " + e.getMessage(), e);
        }
    }

    private long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private void append(String line) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(end).position(end);
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            end = channel.position();
        }
    }

    @Override
    public synchronized List<Entry> entries() {
        try {
            return read().entries();
        } catch (IOException e) {
            throw new GovernanceException("The journal " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Content read() throws IOException {
        Path target = OutputFile.followed(file);
        OutputFile.requireExistingFolder(Optional.ofNullable(target.getParent()).orElse(target));
        if (Files.notExists(file)) {
            return new Content(List.of(), 0, false);
        }
        if (!Files.isRegularFile(file)) {
            throw new GovernanceException("The journal " + file + " is not a regular file; name another file");
        }
        byte[] bytes = Files.readAllBytes(file);
        List<Entry> entries = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                Entry entry = entry(text(bytes, start, i));
                if (entry == null) {
                    throw noJournal(entries.size() + 1);
                }
                entries.add(entry);
                start = i + 1;
            }
        }
        String tail = text(bytes, start, bytes.length);
        Entry last = tail.isEmpty() ? null : entry(tail);
        if (last != null) {
            entries.add(last);
            return new Content(entries, bytes.length, true);
        }
        if (!isTorn(tail)) {
            throw noJournal(entries.size() + 1);
        }
        return new Content(entries, start, false);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static @Nullable Entry entry(String line) {
        try {
            return JSON.readValue(line, Entry.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Whether it is the beginning of an entry; some file systems leave zeros where nothing was written yet. */
    private static boolean isTorn(String tail) {
        return tail.startsWith(BEGINNING)
                || BEGINNING.startsWith(tail)
                || tail.chars().allMatch(c -> c == 0);
    }

    private GovernanceException noJournal(int line) {
        return new GovernanceException(file + ", line " + line
                + ": is not an entry of a journal, so the file was left as it is; name another file for the journal");
    }

    @Override
    public Lock lock(String holder) {
        return LockFile.of(file).lock(holder);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private static final class InstantFromText extends FromStringDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantFromText() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String text, DeserializationContext context) {
            return Instant.parse(text);
        }
    }
}
