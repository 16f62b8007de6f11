package dev.openaiadmin.governance.blueprint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.openaiadmin.governance.ChangeKind;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One change of a plan. Immutable.
 *
 * @param project the name of the project, or null for a change of the organization
 * @param kind whether the subject is added, changed or removed
 * @param subject what changes, such as {@code rate limit gpt-5}
 * @param before the present state, or null when it does not exist or is not known
 * @param after the desired state, or null when it is removed
 * @param removal whether the change removes something that the organization has, and whether that can be undone; null
 *     when it removes nothing, or only what an interrupted run has left
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"project", "kind", "subject", "before", "after", "removal"})
public record PlannedChange(
        @JsonProperty("project") @Nullable String project,
        @JsonProperty("kind") ChangeKind kind,
        @JsonProperty("subject") String subject,
        @JsonProperty("before") @Nullable String before,
        @JsonProperty("after") @Nullable String after,
        @JsonProperty("removal") @Nullable Removal removal) {
    /** A field of the API and its value, such as {@code max_requests_per_1_minute 500}. */
    private static final Pattern FIELD = Pattern.compile("([a-z]+(?:_[a-z0-9]+)+) (\\d+)");

    /** Returns a line of a diff, such as {@code ~ rate limit gpt-5: 10000 -> 500}. */
    @Override
    public String toString() {
        return line(false);
    }

    /** Returns the line, with the name of the project before it. */
    String withProject() {
        return project == null ? line(false) : PrintableText.line(project) + ": " + line(false);
    }

    /** Returns a line of a diff, with its sign in a color or without. A whole line in a color is hard to read. */
    String line(boolean inColor) {
        StringBuilder line = new StringBuilder();
        line.append(inColor ? "\u001b[1;" + color() + "m" + kind.sign() + "\u001b[0m" : kind.sign())
                .append(' ')
                .append(PrintableText.line(subject));
        if (before != null && after != null) {
            line.append(": ").append(PrintableText.line(transition(before, after)));
        } else if (after != null) {
            line.append(": ").append(PrintableText.line(after));
        } else if (before != null) {
            line.append(" (").append(PrintableText.line(before)).append(')');
        }
        return line.toString();
    }

    /** Returns both states; where both are the same fields of the API, each field is named once. */
    private static String transition(String before, String after) {
        String[] earlier = before.split(", ", -1);
        String[] later = after.split(", ", -1);
        StringJoiner fields = new StringJoiner(", ");
        for (int i = 0; i < later.length; i++) {
            Matcher from = FIELD.matcher(i < earlier.length ? earlier[i] : "");
            Matcher to = FIELD.matcher(later[i]);
            if (earlier.length != later.length
                    || !from.matches()
                    || !to.matches()
                    || !from.group(1).equals(to.group(1))) {
                return before + " -> " + after;
            }
            fields.add(earlier[i] + " -> " + to.group(2));
        }
        return fields.toString();
    }

    private int color() {
        return switch (kind) {
            case ADD -> 32;
            case CHANGE -> 33;
            case REMOVE -> 31;
        };
    }
}
