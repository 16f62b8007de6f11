package dev.openaiadmin.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the unknown fields of records and builders. One class for all records, whose own code would fill the jar. */
final class UnknownFields {
    private UnknownFields() {}

    /** Returns an immutable copy for a record. */
    static Map<String, @Nullable Object> copyOf(@Nullable Map<String, @Nullable Object> fields) {
        if (fields == null || fields.isEmpty()) {
            return Map.of();
        }
        return fields instanceof ReceivedFields ? fields : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Returns the fields of a builder, which come from a record or from this method, with one more field. */
    static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
        if (fields instanceof ReceivedFields received) {
            return received.with(name, value);
        }
        Map<String, @Nullable Object> all = fields instanceof LinkedHashMap ? fields : new LinkedHashMap<>(fields);
        all.put(name, value);
        return all;
    }
}
