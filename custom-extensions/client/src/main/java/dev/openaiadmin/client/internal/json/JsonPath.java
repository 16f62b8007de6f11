package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.core.JsonStreamContext;

/** Formats the position of a parser: {@code data[0].name}. */
final class JsonPath {
    private JsonPath() {}

    /** Returns the path of the current value; empty at the top. */
    static String of(JsonStreamContext context) {
        String path = "";
        for (JsonStreamContext each = context; each != null && !each.inRoot(); each = each.getParent()) {
            path = join(step(each), path);
        }
        return path;
    }

    static String join(String outer, String inner) {
        boolean adjacent = outer.isEmpty() || inner.isEmpty() || inner.startsWith("[");
        return adjacent ? outer + inner : outer + "." + inner;
    }

    /** Returns an empty text for an object or an array that has just begun. */
    private static String step(JsonStreamContext context) {
        if (context.inArray()) {
            return context.hasCurrentIndex() ? "[" + context.getCurrentIndex() + "]" : "";
        }
        return context.hasCurrentName() ? context.getCurrentName() : "";
    }
}
