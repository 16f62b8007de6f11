package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The objects of one kind, by id and in the order in which they were added; the same object keeps its place. */
final class Rows {
    private static final int KEPT_REMOVALS = 10_000;

    private final Map<String, Long> places = new HashMap<>();
    private final TreeMap<Long, ObjectNode> rows = new TreeMap<>();
    /** By place: when a request created an object that is or was not visible at once. */
    private final Map<Long, Instant> made = new HashMap<>();

    /**
     * The places of removed objects, so that a list can continue after an object that was removed during the
     * iteration.
     */
    private final Map<String, Long> removed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > KEPT_REMOVALS;
        }
    };

    private final Lag lag;
    private long next;

    Rows(Lag lag) {
        this.lag = lag;
    }

    void add(ObjectNode row) {
        Instant now = lag.stamp();
        if (now != null) {
            made.put(next, now);
        }
        addAtOnce(row);
    }

    /** Adds what has been there all along, however late the rest shows itself. */
    void addAtOnce(ObjectNode row) {
        places.put(idOf(row), next);
        rows.put(next++, row);
    }

    /** Returns the object that a request names, or null if it does not exist or reads do not show it yet. */
    @Nullable
    ObjectNode find(String id) {
        Long place = places.get(id);
        return place == null || lag.hidesFromReads(made.get(place)) ? null : rows.get(place);
    }

    /** Returns an object on which the requested one depends, visible already or not, or null. */
    @Nullable
    ObjectNode lookUp(String id) {
        Long place = places.get(id);
        return place == null ? null : rows.get(place);
    }

    boolean has(String id) {
        return places.containsKey(id);
    }

    @Nullable
    ObjectNode remove(String id) {
        Long place = places.remove(id);
        if (place == null) {
            return null;
        }
        made.remove(place);
        removed.put(id, place);
        return rows.remove(place);
    }

    void clear() {
        places.clear();
        rows.clear();
        made.clear();
    }

    /** Returns whether an object exists and is listed already. */
    boolean lists(String id) {
        Long place = places.get(id);
        return place != null && !lag.hidesFromLists(made.get(place));
    }

    /** Returns a deep copy. */
    Rows copy() {
        Rows copy = new Rows(lag);
        copy.places.putAll(places);
        copy.made.putAll(made);
        copy.removed.putAll(removed);
        copy.next = next;
        rows.forEach((place, row) -> copy.rows.put(place, row.deepCopy()));
        return copy;
    }

    /** Returns the same objects in another order; of two that are equal, the newer one comes first. */
    Rows sorted(Comparator<ObjectNode> order) {
        Rows sorted = new Rows(lag);
        rows.descendingMap().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(order))
                .forEach(row -> {
                    Instant at = made.get(row.getKey());
                    if (at != null) {
                        sorted.made.put(sorted.next, at);
                    }
                    sorted.addAtOnce(row.getValue());
                });
        return sorted;
    }

    /** Returns all objects, the oldest first. */
    Collection<ObjectNode> all() {
        return rows.values();
    }

    OperationResponse page(OperationRequest request, Predicate<ObjectNode> passes) {
        return page(request, passes, ObjectNode::deepCopy);
    }

    /**
     * One page of the rows that pass: its size by {@code limit}, its direction by {@code order}, its beginning by the
     * operation's cursor, its end by {@code before}, and its shape by how the operation pages.
     */
    OperationResponse page(OperationRequest request, Predicate<ObjectNode> passes, UnaryOperator<ObjectNode> shown) {
        int limit = request.has("limit") ? request.number("limit") : Integer.MAX_VALUE;
        NavigableMap<Long, ObjectNode> between = between(request);
        boolean backwards = request.text("before") != null;
        List<ObjectNode> found = new ArrayList<>();
        boolean more = false;
        for (ObjectNode row : (backwards ? between.descendingMap() : between).values()) {
            if (lists(idOf(row)) && passes.test(row)) {
                if (found.size() == limit) {
                    // A page without objects has no cursor, so nothing can follow it.
                    more = limit > 0;
                    break;
                }
                found.add(row);
            }
        }
        if (backwards) {
            Collections.reverse(found);
        }
        ObjectNode page = JsonNodeFactory.instance.objectNode().put("object", "list");
        found.forEach(row -> page.withArray("/data").add(shown.apply(row)));
        page.withArray("/data");
        String last = found.isEmpty() ? null : idOf(found.get(found.size() - 1));
        if (request.operation().pagesByLastId()) {
            page.put("first_id", found.isEmpty() ? null : idOf(found.get(0))).put("last_id", last);
        } else {
            page.put("next", more ? last : null);
        }
        return OperationResponse.ok(page.put("has_more", more));
    }

    /** Returns the rows between the cursors of a request, in its order. */
    private NavigableMap<Long, ObjectNode> between(OperationRequest request) {
        NavigableMap<Long, ObjectNode> ordered = "desc".equals(request.text("order")) ? rows.descendingMap() : rows;
        String cursor = request.operation().cursor();
        Long after = cursor == null ? null : placeOf(request, cursor);
        Long before = placeOf(request, "before");
        NavigableMap<Long, ObjectNode> rest = after == null ? ordered : ordered.tailMap(after, false);
        return before == null ? rest : rest.headMap(before, false);
    }

    private @Nullable Long placeOf(OperationRequest request, String cursor) {
        String id = request.text(cursor);
        if (id == null) {
            return null;
        }
        Long place = places.getOrDefault(id, removed.get(id));
        if (place == null) {
            throw ApiErrorException.badRequest(
                    "invalid_cursor", cursor, "There is no object with id '" + id + "' to go on from.");
        }
        return place;
    }

    private static String idOf(JsonNode row) {
        return row.path("id").asText();
    }
}
