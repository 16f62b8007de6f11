package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.RandomId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The objects, the clock and the ids that the resources of one organization share. Callers hold its monitor. */
final class OrganizationState {
    private final Map<String, Rows> rows = new HashMap<>();
    private final List<Consumer<String>> alsoForgotten = new ArrayList<>();
    private final Lag lag = new Lag(() -> instant());
    private Clock clock = Clock.systemUTC();

    void clock(Clock clock) {
        this.clock = clock;
    }

    Instant instant() {
        return clock.instant();
    }

    /** Returns how late lists and reads show what requests create. */
    Lag lag() {
        return lag;
    }

    /** Returns the current time in unix seconds. */
    long now() {
        return instant().getEpochSecond();
    }

    /** Returns a new id with the prefix that the API gives to its kind, such as {@code proj_}. */
    String newId(String prefix) {
        return RandomId.of(prefix);
    }

    /**
     * The rows of a kind, such as {@code organization.project}, or those that belong to an object, such as {@code
     * groups/group_1/users}: {@link #forget} finds them by the ids in between.
     */
    Rows rows(String kind) {
        return rows.computeIfAbsent(kind, unused -> new Rows(lag));
    }

    /** Removes an object, with all that it has and wherever else it is listed. */
    void forget(String id) {
        rows.keySet().removeIf(place -> List.of(place.split("/")).contains(id));
        rows.values().forEach(listed -> listed.remove(id));
        alsoForgotten.forEach(also -> also.accept(id));
    }

    /** Adds an action that runs, with the id, when an object is removed. */
    void whenForgotten(Consumer<String> also) {
        alsoForgotten.add(also);
    }

    /** Applies a change of a test; throws IllegalArgumentException if the API would refuse it. */
    synchronized <T> T seed(Supplier<T> change) {
        try {
            return change.get();
        } catch (ApiErrorException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Applies a change, and undoes it unless the change returns true. */
    void orNothing(BooleanSupplier change) {
        Map<String, Rows> before = new HashMap<>();
        rows.forEach((place, listed) -> before.put(place, listed.copy()));
        if (!change.getAsBoolean()) {
            rows.clear();
            rows.putAll(before);
        }
    }

    /** Returns a new object, which is not added to any rows. */
    ObjectNode newObject(String kind, String idPrefix) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", newId(idPrefix))
                .put("object", kind)
                .put("created_at", now());
    }
}
