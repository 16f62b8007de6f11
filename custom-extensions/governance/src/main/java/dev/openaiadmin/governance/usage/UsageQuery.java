package dev.openaiadmin.governance.usage;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.internal.report.KnownFields;
import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.governance.reports.Granularity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Selects usage, and says how it is divided. Immutable: each method returns a new query.
 *
 * <pre>{@code
 * UsageQuery query = UsageQuery.of(DateRange.ofMonth(YearMonth.of(2026, 11)))
 *         .endpoints("completions")
 *         .groupBy("project_id", "model")
 *         .granularity(Granularity.DAY);
 * }</pre>
 *
 * <p>Endpoints differ in what they can be grouped and filtered by. Without {@link #endpoints}, a query reads those that
 * allow its groups and filters, and the report names the other ones.
 */
public final class UsageQuery {
    private final DateRange range;
    private final Granularity granularity;
    private final List<UsageEndpoint> named;
    private final List<String> groupBy;
    private final Map<String, List<String>> filters;

    private UsageQuery(
            DateRange range,
            Granularity granularity,
            List<UsageEndpoint> named,
            List<String> groupBy,
            Map<String, List<String>> filters) {
        this.range = range;
        this.granularity = granularity;
        this.named = List.copyOf(named);
        this.groupBy = List.copyOf(groupBy);
        this.filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
        check();
    }

    /**
     * Selects all usage of a range of days, as one row for each endpoint.
     *
     * @param range the days; days in the future have no usage
     * @return a query without groups and filters
     */
    public static UsageQuery of(DateRange range) {
        return new UsageQuery(range, Granularity.TOTAL, List.of(), List.of(), Map.of());
    }

    /**
     * Sets the periods that the usage is divided into.
     *
     * @param granularity the periods; {@link Granularity#TOTAL} by default
     * @return a new query
     */
    public UsageQuery granularity(Granularity granularity) {
        return new UsageQuery(range, Objects.requireNonNull(granularity), named, groupBy, filters);
    }

    /**
     * Sets the endpoints that are read.
     *
     * @param endpoints names such as {@code completions}; none for all that allow the groups and filters
     * @return a new query
     * @throws InvalidValueException if there is no such endpoint, or it does not allow a group or filter; the message names
     *     what it allows, and the nearest
     */
    public UsageQuery endpoints(String... endpoints) {
        Set<UsageEndpoint> found = new LinkedHashSet<>();
        for (String endpoint : endpoints) {
            found.add(UsageEndpoint.of(endpoint));
        }
        return new UsageQuery(range, granularity, List.copyOf(found), groupBy, filters);
    }

    /**
     * Sets the fields that the usage is divided by.
     *
     * @param groupBy fields such as {@code project_id} or {@code model}, in the order of the columns; {@code _id} can be
     *     left out
     * @return a new query
     * @throws InvalidValueException if no endpoint of the query allows a field; the message names the nearest that is
     *     allowed
     */
    public UsageQuery groupBy(String... groupBy) {
        Set<String> fields = new LinkedHashSet<>();
        for (String field : groupBy) {
            fields.add(KnownFields.find(field, groupsOf(UsageEndpoint.known())).orElse(field));
        }
        return new UsageQuery(range, granularity, named, List.copyOf(fields), filters);
    }

    /**
     * Selects the usage of some projects only.
     *
     * @param projectIds ids, at least one
     * @return a new query
     */
    public UsageQuery projectIds(String... projectIds) {
        return filter("project_ids", projectIds);
    }

    /**
     * Selects a part of the usage.
     *
     * @param parameter a filter of the API, such as {@code models} or {@code batch}
     * @param values the values that are wanted, at least one
     * @return a new query
     * @throws InvalidValueException if no endpoint of the query has the filter; the message names the nearest, or if there is
     *     no value
     */
    public UsageQuery filter(String parameter, String... values) {
        if (values.length == 0) {
            throw new InvalidValueException(parameter, "", "must have a value");
        }
        Map<String, List<String>> added = new LinkedHashMap<>(filters);
        added.put(KnownFields.find(parameter, filtersOf(UsageEndpoint.known())).orElse(parameter), List.of(values));
        return new UsageQuery(range, granularity, named, groupBy, added);
    }

    /**
     * Returns the days.
     *
     * @return the range
     */
    public DateRange range() {
        return range;
    }

    /**
     * Returns the periods that the usage is divided into.
     *
     * @return the granularity
     */
    public Granularity granularity() {
        return granularity;
    }

    /**
     * Returns the fields that the usage is divided by.
     *
     * @return the fields; none for one row for each endpoint
     */
    public List<String> groupBy() {
        return groupBy;
    }

    /**
     * Returns the endpoints that are read.
     *
     * @return those that were named, or all that allow the groups and filters
     */
    public List<UsageEndpoint> endpoints() {
        return named.isEmpty()
                ? UsageEndpoint.known().stream().filter(this::fits).toList()
                : named;
    }

    Map<String, List<String>> filters() {
        return filters;
    }

    /** Returns the endpoints that were not named and are left out, because they do not allow the groups and filters. */
    List<UsageEndpoint> leftOut() {
        List<UsageEndpoint> leftOut = new ArrayList<>(named.isEmpty() ? UsageEndpoint.known() : List.of());
        leftOut.removeAll(endpoints());
        return leftOut;
    }

    private boolean fits(UsageEndpoint endpoint) {
        return endpoint.groups().containsAll(groupBy) && endpoint.filters().containsAll(filters.keySet());
    }

    private void check() {
        for (UsageEndpoint endpoint : named) {
            groupBy.forEach(field -> KnownFields.resolve("groupBy of " + endpoint, field, endpoint.groups()));
            filters.keySet()
                    .forEach(filter ->
                            KnownFields.resolve("filter of " + endpoint, filter, new TreeSet<>(endpoint.filters())));
        }
        groupBy.forEach(field -> KnownFields.resolve("groupBy", field, groupsOf(UsageEndpoint.known())));
        filters.keySet().forEach(filter -> KnownFields.resolve("filter", filter, filtersOf(UsageEndpoint.known())));
        if (endpoints().isEmpty()) {
            throw new InvalidValueException(
                    "groupBy", String.join(",", groupBy), "must be allowed by one endpoint together with all filters");
        }
    }

    private static Set<String> groupsOf(Iterable<UsageEndpoint> endpoints) {
        Set<String> groups = new TreeSet<>();
        endpoints.forEach(endpoint -> groups.addAll(endpoint.groups()));
        return groups;
    }

    private static Set<String> filtersOf(Iterable<UsageEndpoint> endpoints) {
        Set<String> filters = new TreeSet<>();
        endpoints.forEach(endpoint -> filters.addAll(endpoint.filters()));
        return filters;
    }
}
