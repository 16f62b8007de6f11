package dev.openaiadmin.governance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * An object that came, went or changed between two snapshots. Immutable.
 *
 * @param kind whether it came, changed or went
 * @param path where it stands in a snapshot, such as {@code projects/proj_1/members/user_1}
 * @param name what people call it, or null when it has no name
 * @param fields the fields that changed, in the order of the alphabet; none when the object came or went
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SnapshotChange(
        @JsonProperty("kind") Change.Kind kind,
        @JsonProperty("path") String path,
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("fields") List<Field> fields) {

    /**
     * Copies the fields.
     *
     * @param kind whether it came, changed or went
     * @param path where it stands in a snapshot
     * @param name what people call it, or null
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

        /** Such as {@code role: member -> owner}. */
        @Override
        public String toString() {
            return name + ": " + shown(before) + " -> " + shown(after);
        }

        private static String shown(@Nullable String value) {
            return value == null ? "none" : printable(value);
        }
    }

    /** A line of a diff, such as {@code ~ projects/proj_1/members/user_1 (ada@example.com) role: member -> owner}. */
    @Override
    public String toString() {
        String object = kind.sign() + " " + printable(path) + (name == null ? "" : " (" + printable(name) + ")");
        StringJoiner line = new StringJoiner(", ", object + " ", "").setEmptyValue(object);
        fields.forEach(field -> line.add(field.toString()));
        return line.toString();
    }

    /** Names come from people, and may hold what a terminal would obey. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
