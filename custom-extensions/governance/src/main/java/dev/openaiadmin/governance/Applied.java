package dev.openaiadmin.governance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan has done.
 *
 * @param changes the changes that were made, in order
 * @param projectIds the ids of the projects of the blueprints, new ones and others, by the names of the blueprints
 */
public record Applied(List<Change> changes, Map<String, String> projectIds) {
    /**
     * Keeps copies.
     *
     * @param changes the changes that were made, in order
     * @param projectIds the ids of the projects by the names of their blueprints
     */
    public Applied {
        changes = List.copyOf(changes);
        projectIds = Collections.unmodifiableMap(new LinkedHashMap<>(projectIds));
    }
}
