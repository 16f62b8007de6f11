package dev.openaiadmin.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The objects of one kind, by id and in the order in which they were added; the same object keeps its place. */
final class Rows {
    private final Map<String, Long> places = new HashMap<>();
    private final TreeMap<Long, ObjectNode> rows = new TreeMap<>();
    private long next;

    void add(ObjectNode row) {
        places.put(row.path("id").asText(), next);
        rows.put(next++, row);
    }

    @Nullable
    ObjectNode find(String id) {
        Long place = places.get(id);
        return place == null ? null : rows.get(place);
    }

    /** One page of the rows that pass, as {@code limit} and the operation's cursor ask for it. */
    Answer page(ApiRequest request, Predicate<ObjectNode> passes) {
        int limit = request.number("limit");
        List<ObjectNode> found = new ArrayList<>();
        boolean more = false;
        for (ObjectNode row : rows.tailMap(start(request), false).values()) {
            if (passes.test(row)) {
                if (found.size() == limit) {
                    more = true;
                    break;
                }
                found.add(row.deepCopy());
            }
        }
        ObjectNode page = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = page.putArray("data");
        data.addAll(found);
        page.put("first_id", found.isEmpty() ? null : data.path(0).path("id").asText());
        page.put(
                "last_id",
                found.isEmpty() ? null : data.path(found.size() - 1).path("id").asText());
        return Answer.ok(page.put("has_more", more));
    }

    /** The place after which the page begins. */
    private long start(ApiRequest request) {
        String cursor = request.operation().cursor();
        String id = cursor == null ? null : request.text(cursor);
        if (id == null) {
            return -1;
        }
        Long place = places.get(id);
        if (place == null) {
            throw Refusal.badRequest("invalid_cursor", cursor, "No object with id '" + id + "' to go on from.");
        }
        return place;
    }
}
