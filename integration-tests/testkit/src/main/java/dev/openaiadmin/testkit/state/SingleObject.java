package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An object of which a place has at most one, such as the spend limit of a project. It is kept in rows of its own, which
 * are removed with the place.
 */
final class SingleObject {
    private final OrganizationState state;
    private final String name;

    SingleObject(OrganizationState state, String name) {
        this.state = state;
        this.name = name;
    }

    /** Returns a copy of what was set in a place, or null. */
    @Nullable
    ObjectNode find(String place) {
        ObjectNode row = in(place).lookUp(name);
        return row == null ? null : row.deepCopy().without("id");
    }

    void set(String place, ObjectNode value) {
        in(place).clear();
        in(place).addAtOnce(value.deepCopy().put("id", name));
    }

    /** Removes the object, and returns whether there was one. */
    boolean remove(String place) {
        return in(place).remove(name) != null;
    }

    private Rows in(String place) {
        return state.rows(place + name);
    }
}
