package dev.openaiadmin.cli.operations;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a JSON object that the build has written. */
record Fields(Map<?, ?> json) {
    @SuppressWarnings("unchecked") // The files have only names as keys.
    static Fields of(@Nullable Object json) {
        return new Fields(json instanceof Map<?, ?> map ? map : Map.of());
    }

    boolean has(String name) {
        return json.get(name) != null;
    }

    String text(String name) {
        return has(name) ? String.valueOf(json.get(name)) : "";
    }

    @Nullable
    String textOrNull(String name) {
        return has(name) ? text(name) : null;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(json.get(name));
    }

    @Nullable
    Long number(String name) {
        return json.get(name) instanceof Number number ? Long.valueOf(number.longValue()) : null;
    }

    @Nullable
    Object value(String name) {
        return json.get(name);
    }

    List<String> texts(String name) {
        return json.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    Fields fields(String name) {
        return of(json.get(name));
    }

    List<Fields> objects(String name) {
        return json.get(name) instanceof List<?> list
                ? list.stream().map(Fields::of).toList()
                : List.of();
    }
}
