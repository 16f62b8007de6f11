package dev.openaiadmin.governance.snapshots;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot object by object, so that its length does not matter. */
final class SnapshotReader implements Closeable {
    private final String source;
    private final JsonParser json;
    private @Nullable String section;
    private @Nullable Entry last;

    /**
     * Opens a snapshot.
     *
     * @param source the name of the snapshot in messages
     */
    SnapshotReader(Reader snapshot, String source) throws IOException {
        this.source = source;
        this.json = SnapshotJson.MAPPER.createParser(snapshot);
        try {
            boolean known = json.nextToken() == JsonToken.START_OBJECT
                    && OrganizationSnapshot.FORMAT.equals(json.nextFieldName())
                    && json.nextIntValue(0) == OrganizationSnapshot.THIS_FORMAT;
            if (!known) {
                throw new GovernanceException(source + " is not a snapshot, or one of another version: it must begin"
                        + " with {\"" + OrganizationSnapshot.FORMAT + "\" : " + OrganizationSnapshot.THIS_FORMAT + ",");
            }
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    /** An object of the snapshot; ordered by section and id, as in the document. */
    record Entry(String section, String id, ObjectNode object) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int bySection = section.compareTo(other.section);
            return bySection == 0 ? id.compareTo(other.id) : bySection;
        }
    }

    /** Returns the next object, or null at the end. */
    @Nullable
    Entry next() throws IOException {
        try {
            Entry next = read();
            if (next != null && last != null && next.compareTo(last) <= 0) {
                throw new GovernanceException(source + " is not in alphabetical order in line " + line() + ", at "
                        + PrintableText.line(next.id()) + ": compare snapshots as they were written");
            }
            last = next;
            return next;
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    private @Nullable Entry read() throws IOException {
        while (true) {
            if (json.nextToken() == null) {
                return null;
            }
            if (json.hasToken(JsonToken.END_OBJECT)) {
                section = null;
            } else {
                String name = json.currentName();
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new GovernanceException(source + " has no object in line " + line() + ", at "
                            + PrintableText.line(name) + ": compare snapshots as they were written");
                }
                if (section != null) {
                    return new Entry(section, name, json.readValueAsTree());
                }
                section = name;
            }
        }
    }

    private int line() {
        return json.currentTokenLocation().getLineNr();
    }

    private GovernanceException broken(JsonProcessingException e) {
        return new GovernanceException(
                source + " is not a whole JSON document, see line "
                        + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(),
                e);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
