package dev.openaiadmin.governance.internal.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.governance.reports.GroupValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The columns of groups: each field, and the name of what it identifies if names of it can be read. */
public final class GroupColumns {
    private static final Set<String> NAMED = Set.of("project_id", "api_key_id", "user_id");

    private final List<String> fields;

    /** Creates the columns of some fields. */
    public GroupColumns(List<String> fields) {
        this.fields = List.copyOf(fields);
    }

    /** Returns whether what a field identifies has a name that can be read. */
    public static boolean isNamed(String field) {
        return NAMED.contains(field);
    }

    /** Returns the names of the columns, such as {@code project_id}, {@code project} and {@code model}. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (String field : fields) {
            names.add(field);
            if (NAMED.contains(field)) {
                names.add(FieldLabel.nameColumn(field));
            }
        }
        return names;
    }

    /** Writes the cells of a group. */
    public void write(List<GroupValue> group, CsvTable table) throws IOException {
        for (GroupValue value : group) {
            table.text(value.value());
            if (NAMED.contains(value.field())) {
                table.text(value.name());
            }
        }
    }

    /** Writes the values of a group. */
    public void write(List<GroupValue> group, ObjectNode row) {
        for (GroupValue value : group) {
            row.put(value.field(), value.value());
            if (NAMED.contains(value.field())) {
                row.put(FieldLabel.nameColumn(value.field()), value.name());
            }
        }
    }

    /** Returns a group for people, such as {@code payments (archived)} and {@code No model}. */
    public static List<String> shown(List<GroupValue> group) {
        return group.stream().map(GroupColumns::shown).toList();
    }

    /** Returns a value for people. */
    public static String shown(GroupValue value) {
        String text = value.name() == null ? value.value() : value.name();
        return text == null
                ? "(" + FieldLabel.absent(value.field()) + ")"
                : value.archived() ? text + " (archived)" : text;
    }

    /** Returns the headings of the fields, for people. */
    public static List<String> headings(List<String> fields) {
        return fields.stream().map(FieldLabel::of).toList();
    }
}
