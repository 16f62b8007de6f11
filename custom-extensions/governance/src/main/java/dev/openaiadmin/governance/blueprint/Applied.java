package dev.openaiadmin.governance.blueprint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a plan that was applied.
 *
 * @param changes the changes that were made, in order
 * @param projectIds the ids of the projects of the blueprints, new ones and others, by the names of the blueprints
 * @param problems why blueprints were left out of the plan; none when it covered all of them
 */
public record Applied(List<PlannedChange> changes, Map<String, String> projectIds, List<String> problems) {
    /**
     * Copies what can change.
     *
     * @param changes the changes that were made, in order
     * @param projectIds the ids of the projects by the names of their blueprints
     * @param problems why blueprints were left out
     */
    public Applied {
        changes = List.copyOf(changes);
        projectIds = Collections.unmodifiableMap(new LinkedHashMap<>(projectIds));
        problems = List.copyOf(problems);
    }
}
