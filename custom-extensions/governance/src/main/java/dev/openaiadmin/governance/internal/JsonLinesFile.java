package dev.openaiadmin.governance.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.text.OutputFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Entries as lines of JSON, each on disk before the next step begins. The end of the file may be an entry that was being
 * written when the machine failed; it is ignored, and overwritten by the next entry. A file with any other content is left
 * alone.
 *
 * @param <T> a record of Jackson
 */
public final class JsonLinesFile<T> {
    private static final JsonMapper JSON = JsonMapper.builder(
                    PrintableJson.factory().build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantFromText()))
            .build();

    private final String kind;
    private final Path file;
    private final Class<T> type;
    private final String beginning;
    private final OutputFile.Readers readers;
    /** Where the next entry begins; -1 before the file was read. */
    private long end = -1;

    /**
     * Names a file. Nothing is read or written.
     *
     * @param kind what the file is, such as {@code journal}, for messages
     * @param type the type of the entries
     * @param firstField the first field of each entry, by which a cut one is recognized
     * @param readers who may read the file when it is created
     */
    public JsonLinesFile(String kind, Path file, Class<T> type, String firstField, OutputFile.Readers readers) {
        this.kind = kind;
        this.file = file;
        this.type = type;
        this.beginning = "{\"" + firstField + "\":";
        this.readers = readers;
    }

    /**
     * What the file holds.
     *
     * @param end the number of bytes that belong to entries
     * @param lacksLineFeed whether the last entry is whole and only its line feed is missing
     */
    private record Content<T>(List<T> entries, long end, boolean lacksLineFeed) {}

    /**
     * Adds an entry, which is on disk when this method returns.
     *
     * @throws GovernanceException when the file has other content
     */
    public void append(T entry) throws IOException {
        String line = JSON.writeValueAsString(entry) + "\n";
        if (end < 0 || end != size()) {
            Content<T> content = content();
            end = content.end();
            line = content.lacksLineFeed() ? "\n" + line : line;
        }
        if (Files.notExists(file)) {
            OutputFile.create(file, readers);
        }
        // Unlike a channel, it is not closed when the thread is interrupted.
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(end);
            out.seek(end);
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
            end = out.getFilePointer();
        }
    }

    /** Replaces all entries by one, as a whole. */
    public void replaceWith(T entry) throws IOException {
        String line = JSON.writeValueAsString(entry) + "\n";
        OutputFile.write(file, readers, out -> out.write(line));
        end = size();
    }

    /** Returns the length of the file, 0 when it does not exist. */
    public long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /**
     * Returns all entries, in the order in which they were added.
     *
     * @throws GovernanceException when the file has other content
     */
    public List<T> read() throws IOException {
        return content().entries();
    }

    private Content<T> content() throws IOException {
        Path target = OutputFile.followed(file);
        OutputFile.requireExistingFolder(Optional.ofNullable(target.getParent()).orElse(target));
        if (Files.notExists(file)) {
            return new Content<>(List.of(), 0, false);
        }
        if (!Files.isRegularFile(file)) {
            throw new GovernanceException("The " + kind + " " + file + " is not a regular file; name another file");
        }
        byte[] bytes = Files.readAllBytes(file);
        List<T> entries = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                T entry = entry(text(bytes, start, i));
                if (entry == null) {
                    throw otherContent(entries.size() + 1);
                }
                entries.add(entry);
                start = i + 1;
            }
        }
        String tail = text(bytes, start, bytes.length);
        T last = tail.isEmpty() ? null : entry(tail);
        if (last != null) {
            entries.add(last);
            return new Content<>(entries, bytes.length, true);
        }
        if (!isTorn(tail)) {
            throw otherContent(entries.size() + 1);
        }
        return new Content<>(entries, start, false);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private @Nullable T entry(String line) {
        try {
            return JSON.readValue(line, type);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /**
     * Returns whether the end of the file is an incomplete entry. Some file systems leave zeros where nothing was
     * written yet.
     */
    private boolean isTorn(String tail) {
        return tail.startsWith(beginning)
                || beginning.startsWith(tail)
                || tail.chars().allMatch(c -> c == 0);
    }

    private GovernanceException otherContent(int line) {
        return new GovernanceException(file + ", line " + line + ": is not an entry of a " + kind
                + ", so the file was left as it is; name another file for the " + kind);
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
