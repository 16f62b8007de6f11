package dev.openaiadmin.governance.usage;

import dev.openaiadmin.governance.reports.GroupValue;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one group has used in one period. Immutable.
 *
 * @param endpoint the endpoint, such as {@code completions}
 * @param start the first day of the period
 * @param group a value for each field of the query, in the same order
 * @param quantities sums by field, such as {@code input_tokens}, in the order of the description; those that the API did not
 *     send are left out
 * @param provisional whether a part of it is of the last 48 hours, which the API still revises
 */
public record UsageRow(
        String endpoint, LocalDate start, List<GroupValue> group, Map<String, Long> quantities, boolean provisional) {

    /**
     * Copies what can change.
     *
     * @param endpoint the endpoint
     * @param start the first day of the period
     * @param group a value for each field of the query
     * @param quantities sums by field
     * @param provisional whether a part of it is provisional
     */
    public UsageRow {
        group = List.copyOf(group);
        quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
    }
}
