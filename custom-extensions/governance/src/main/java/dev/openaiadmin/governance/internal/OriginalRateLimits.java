package dev.openaiadmin.governance.internal;

import java.util.Map;

/** The rate limits that projects had before the first change, for those who want them back. */
@FunctionalInterface
public interface OriginalRateLimits {
    /** Has no rate limits of any project. */
    OriginalRateLimits NONE = projectId -> Map.of();

    /**
     * Returns the limits of a project by model, and of each model by name.
     *
     * @param projectId the id of the project
     * @return the limits; none when they are not known
     */
    Map<String, Map<String, Long>> of(String projectId);
}
