package dev.openaiadmin.governance.snapshots;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openaiadmin.governance.ChangeKind;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * An object that was added, removed or changed between two snapshots. Immutable.
 *
 * @param kind whether the object was added, changed or removed
 * @param path its place in a snapshot, such as {@code projects/proj_1/members/user_1}
 * @param name its name, or null when it has none
 * @param fields the fields that changed, in alphabetical order; none when the object was added or removed
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SnapshotChange(
        @JsonProperty("kind") ChangeKind kind,
        @JsonProperty("path") String path,
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("fields") List<Field> fields) {

    /**
     * Copies the fields.
     *
     * @param kind whether the object was added, changed or removed
     * @param path its place in a snapshot
     * @param name its name, or null
     * @param fields the fields that changed
     */
    public SnapshotChange {
        fields = List.copyOf(fields);
    }

    /**
     * One field that changed. Immutable.
     *
     * @param name the name, with dots where it is part of another field, such as {@code enforcement.status}
     * @param before the value before, as JSON unless it is a text, or null when there was none
     * @param after the value after, as JSON unless it is a text, or null when there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Field(
            @JsonProperty("name") String name,
            @JsonProperty("before") @Nullable String before,
            @JsonProperty("after") @Nullable String after) {

        /** Returns a text such as {@code role: member -> owner}. */
        @Override
        public String toString() {
            return PrintableText.line(name) + ": " + shown(before) + " -> " + shown(after);
        }

        private static String shown(@Nullable String value) {
            return value == null ? "none" : PrintableText.line(value);
        }
    }

    /** Returns a line of a diff, such as {@code ~ projects/proj_1/members/user_1 (ada@example.com) role: member -> owner}. */
    @Override
    public String toString() {
        StringJoiner line = new StringJoiner(", ", object() + " ", "").setEmptyValue(object());
        fields.forEach(field -> line.add(field.toString()));
        return line.toString();
    }

    /** Returns the line of the change, or the object and a line for each field if there are several. */
    String lines() {
        if (fields.size() < 2) {
            return this + "\n";
        }
        StringBuilder lines = new StringBuilder(object()).append('\n');
        fields.forEach(field -> lines.append("    ").append(field).append('\n'));
        return lines.toString();
    }

    private String object() {
        return kind.sign() + " " + PrintableText.line(path)
                + (name == null ? "" : " (" + PrintableText.line(name) + ")");
    }
}
