package dev.openaiadmin.governance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a plan changes.
 *
 * @param project the name of the project, or null for what belongs to the organization
 * @param kind whether something comes, changes or goes
 * @param subject what changes, such as {@code rate limit gpt-5}
 * @param before how it is, or null when it is not there
 * @param after how it will be, or null when it will be gone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"project", "kind", "subject", "before", "after"})
public record Change(
        @JsonProperty("project") @Nullable String project,
        @JsonProperty("kind") Kind kind,
        @JsonProperty("subject") String subject,
        @JsonProperty("before") @Nullable String before,
        @JsonProperty("after") @Nullable String after) {

    /** What becomes of the subject. */
    public enum Kind {
        /** It is made. */
        ADD('+', 32),
        /** It is there, and will be different. */
        CHANGE('~', 33),
        /** It goes. */
        REMOVE('-', 31);

        private final char sign;
        private final int colour;

        Kind(char sign, int colour) {
            this.sign = sign;
            this.colour = colour;
        }

        char sign() {
            return sign;
        }

        /** The lower-case word, as it stands in JSON. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Change add(@Nullable String project, String subject, @Nullable String after) {
        return new Change(project, Kind.ADD, subject, null, after);
    }

    static Change change(@Nullable String project, String subject, String before, String after) {
        return new Change(project, Kind.CHANGE, subject, before, after);
    }

    static Change remove(@Nullable String project, String subject, @Nullable String before) {
        return new Change(project, Kind.REMOVE, subject, before, null);
    }

    /** A line of a diff, such as {@code ~ rate limit gpt-5: 10000 -> 500}. */
    @Override
    public String toString() {
        return line(false);
    }

    /** A line of a diff; in colour for terminals. */
    String line(boolean inColour) {
        StringBuilder line = new StringBuilder();
        line.append(kind.sign).append(' ').append(subject);
        if (before != null && after != null) {
            line.append(": ").append(before).append(" -> ").append(after);
        } else if (after != null) {
            line.append(": ").append(after);
        } else if (before != null) {
            line.append(" (").append(before).append(')');
        }
        return inColour ? "\u001b[" + kind.colour + "m" + line + "\u001b[0m" : line.toString();
    }
}
