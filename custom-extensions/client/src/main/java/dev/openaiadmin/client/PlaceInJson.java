package dev.openaiadmin.client;

import com.fasterxml.jackson.core.JsonStreamContext;

/** Where a reader or a writer of JSON has come to, in words: {@code data[0].name}. */
final class PlaceInJson {
    private PlaceInJson() {}

    /** Empty at the top. */
    static String of(JsonStreamContext context) {
        StringBuilder place = new StringBuilder();
        for (JsonStreamContext each = context; each != null && !each.inRoot(); each = each.getParent()) {
            String step = step(each);
            boolean joined = place.isEmpty() || place.charAt(0) == '[' || step.isEmpty();
            place.insert(0, joined ? step : step + ".");
        }
        return place.toString();
    }

    /** Nothing for an object or a list that has just begun. */
    private static String step(JsonStreamContext context) {
        if (context.inArray()) {
            return context.hasCurrentIndex() ? "[" + context.getCurrentIndex() + "]" : "";
        }
        return context.hasCurrentName() ? context.getCurrentName() : "";
    }
}
