package dev.openaiadmin.cli.operations;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a response that the API shows only once. */
final class Secrets {
    private static final String MASK = "***";

    private Secrets() {}

    static @Nullable Object at(@Nullable Object value, String path) {
        int dot = path.indexOf('.');
        if (!(value instanceof Map<?, ?> map)) {
            return null;
        }
        return dot < 0 ? map.get(path) : at(map.get(path.substring(0, dot)), path.substring(dot + 1));
    }

    /** Returns a copy whose field is masked. */
    static Object masked(Object value, String path) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, field) -> copy.put(String.valueOf(key), field));
        Object field = copy.get(name);
        if (field != null) {
            copy.put(name, dot < 0 ? MASK : masked(field, path.substring(dot + 1)));
        }
        return copy;
    }
}
