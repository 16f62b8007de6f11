package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What there is one of in a place, such as a spend limit in a project; kept as rows of one, and so forgotten with the place. */
final class SingleObject {
    private final OrganizationState state;
    private final String name;

    SingleObject(OrganizationState state, String name) {
        this.state = state;
        this.name = name;
    }

    /** What was set in a place, or null; a copy. */
    @Nullable
    ObjectNode find(String place) {
        ObjectNode row = in(place).lookUp(name);
        return row == null ? null : row.deepCopy().without("id");
    }

    void set(String place, ObjectNode value) {
        in(place).clear();
        in(place).addAtOnce(value.deepCopy().put("id", name));
    }

    /** Says whether there was one. */
    boolean remove(String place) {
        return in(place).remove(name) != null;
    }

    private Rows in(String place) {
        return state.rows(place + name);
    }
}
