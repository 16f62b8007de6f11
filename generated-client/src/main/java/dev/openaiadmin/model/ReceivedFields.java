package dev.openaiadmin.model;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The unknown fields of a record that was read from a response. Requests that contain the record leave these fields out,
 * because the API can refuse in a request what it sends in a response. Fields that a builder adds are sent.
 *
 * <p>Instances are immutable.
 */
public final class ReceivedFields extends AbstractMap<String, @Nullable Object> {
    private final Map<String, @Nullable Object> fields;
    /** The fields that a builder added; part of all fields. */
    private final Map<String, @Nullable Object> added;

    private ReceivedFields(Map<String, @Nullable Object> fields, Map<String, @Nullable Object> added) {
        this.fields = fields;
        this.added = added;
    }

    /**
     * Returns fields that were received.
     *
     * @param fields the fields by name; the caller does not change the map any more
     * @return an immutable map
     */
    public static ReceivedFields of(Map<String, @Nullable Object> fields) {
        return new ReceivedFields(fields, Map.of());
    }

    /**
     * Returns the fields that requests contain.
     *
     * @return the fields that a builder added to those that were received
     */
    public Map<String, @Nullable Object> added() {
        return added;
    }

    ReceivedFields with(String name, @Nullable Object value) {
        return new ReceivedFields(plus(fields, name, value), plus(added, name, value));
    }

    private static Map<String, @Nullable Object> plus(
            Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(fields);
        all.put(name, value);
        return Collections.unmodifiableMap(all);
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return Collections.unmodifiableMap(fields).entrySet();
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return fields.containsKey(name);
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return fields.get(name);
    }
}
