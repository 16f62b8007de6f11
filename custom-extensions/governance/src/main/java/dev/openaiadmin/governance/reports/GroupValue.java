package dev.openaiadmin.governance.reports;

import org.jspecify.annotations.Nullable;

/**
 * One value that a row of a report is grouped by, such as a project. Immutable.
 *
 * @param field the field of the API, such as {@code project_id}
 * @param value the value that the API returned, such as the id of the project; null for what belongs to none
 * @param name the present name of the project, API key or user; null if it has none or the name is not known
 * @param archived whether the project is archived
 */
public record GroupValue(
        String field, @Nullable String value, @Nullable String name, boolean archived) {}
