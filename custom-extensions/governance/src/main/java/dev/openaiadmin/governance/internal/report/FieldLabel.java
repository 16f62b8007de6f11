package dev.openaiadmin.governance.internal.report;

import java.util.Locale;

/** Words for fields of the API, made from their names, so that a new field needs no change here. */
public final class FieldLabel {
    private FieldLabel() {}

    /** Returns a heading, such as {@code API key} for {@code api_key_id} and {@code Model requests} for {@code num_model_requests}. */
    public static String of(String field) {
        String words = words(field);
        return words.isEmpty() ? field : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Returns what stands for a value that is null, such as {@code No API key}. */
    public static String absent(String field) {
        return "No " + words(field);
    }

    /** Returns the column for the name of what a field identifies, such as {@code project} for {@code project_id}. */
    public static String nameColumn(String field) {
        return field.endsWith("_id") ? field.substring(0, field.length() - "_id".length()) : field + "_name";
    }

    /** Returns words within a sentence, such as {@code API key} or {@code line item}. */
    public static String words(String field) {
        String bare = field.startsWith("num_") ? field.substring("num_".length()) : field;
        return nameOrField(bare).replace('_', ' ').replaceAll("\\bapi\\b", "API");
    }

    private static String nameOrField(String field) {
        return field.endsWith("_id") ? nameColumn(field) : field;
    }
}
