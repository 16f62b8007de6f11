package dev.openaiadmin.cli.output;

import dev.openaiadmin.governance.text.PrintableText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds fields of objects, and writes them into cells. */
final class Columns {
    /** Digits after which a number is shown with an exponent, such as 0E-6176, which the API has sent. */
    private static final int MOST_DIGITS = 40;

    private Columns() {}

    /** Returns the object with the chosen columns alone; as it is if none are chosen. */
    static @Nullable Object chosen(Shape shape, @Nullable Object value) {
        if (!shape.chosen() || !(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, @Nullable Object> chosen = new LinkedHashMap<>();
        shape.columns().forEach(column -> chosen.put(column, field(map, column)));
        return chosen;
    }

    /** Returns the objects that are rows: those of a bucket, each with the fields of the bucket. */
    static List<Map<?, ?>> rows(Shape shape, @Nullable Object value) {
        Map<?, ?> object = value instanceof Map<?, ?> map ? map : Map.of("value", value == null ? "" : value);
        if (shape.rows() == null) {
            return List.of(object);
        }
        List<Map<?, ?>> rows = new ArrayList<>();
        if (object.get(shape.rows()) instanceof Collection<?> results) {
            for (Object result : results) {
                Map<Object, @Nullable Object> row = new LinkedHashMap<>(object);
                row.remove(shape.rows());
                if (result instanceof Map<?, ?> fields) {
                    row.putAll(fields);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** Returns the field of a path such as {@code owner.email}; null if there is none. */
    static @Nullable Object field(Map<?, ?> object, String path) {
        if (object.containsKey(path)) {
            return object.get(path);
        }
        int dot = path.indexOf('.');
        while (dot > 0) {
            if (object.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                return field(inner, path.substring(dot + 1));
            }
            dot = path.indexOf('.', dot + 1);
        }
        return null;
    }

    /** Returns whether an object has a field of a path, even if it is null. */
    static boolean has(Map<?, ?> object, String path) {
        int dot = path.indexOf('.');
        return object.containsKey(path)
                || (dot > 0
                        && object.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                        && has(inner, path.substring(dot + 1)));
    }

    /** Returns the text of a cell, on one line; empty for null. */
    static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return Math.abs(number.scale()) > MOST_DIGITS ? number.toString() : number.toPlainString();
        }
        if (value instanceof Collection<?> items && items.stream().noneMatch(item -> item instanceof Map)) {
            return PrintableText.line(
                    String.join(", ", items.stream().map(Columns::cell).toList()));
        }
        return value instanceof Map || value instanceof Collection
                ? Json.line(value)
                : PrintableText.line(value.toString());
    }
}
