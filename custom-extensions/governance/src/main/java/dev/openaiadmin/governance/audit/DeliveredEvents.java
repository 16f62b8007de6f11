package dev.openaiadmin.governance.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The events that were delivered, as far as they can be read again. */
final class DeliveredEvents {
    private final Map<String, Instant> known;
    private final Map<String, Instant> unsaved = new HashMap<>();
    private Instant knownFrom;

    DeliveredEvents(Map<String, Instant> known, Instant knownFrom) {
        this.known = new HashMap<>(known);
        this.knownFrom = knownFrom;
    }

    boolean contains(String id) {
        return known.containsKey(id);
    }

    void add(String id, Instant at) {
        known.put(id, at);
        unsaved.put(id, at);
    }

    /** Returns how many events were added since they were saved last. */
    int unsavedCount() {
        return unsaved.size();
    }

    /** Returns the events that were added since they were saved last, and are still needed. */
    Map<String, Instant> unsaved() {
        return Map.copyOf(unsaved);
    }

    /** Remembers that all events are saved, and forgets those that are not read again. */
    void saved(Instant from) {
        unsaved.clear();
        if (from.isAfter(knownFrom)) {
            knownFrom = from;
            known.values().removeIf(at -> at.isBefore(from));
        }
    }
}
