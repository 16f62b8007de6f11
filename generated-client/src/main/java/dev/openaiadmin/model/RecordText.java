package dev.openaiadmin.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the string representation of a record. One class for all records, whose own code would fill the jar. */
final class RecordText {
    private final StringBuilder text;
    private String separator = "";

    RecordText(String type) {
        text = new StringBuilder(type).append('[');
    }

    /** Adds a component, unless it is null. */
    RecordText add(String name, @Nullable Object value) {
        if (value != null) {
            text.append(separator).append(name).append('=').append(value);
            separator = ", ";
        }
        return this;
    }

    /** Adds the names of unknown fields and returns the text. Their values could be secrets. */
    String with(Map<String, ?> unknownFields) {
        return add("unknownFields", unknownFields.isEmpty() ? null : unknownFields.keySet())
                .text
                .append(']')
                .toString();
    }
}
