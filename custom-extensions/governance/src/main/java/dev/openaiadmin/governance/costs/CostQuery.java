package dev.openaiadmin.governance.costs;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.internal.report.KnownFields;
import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.governance.reports.Granularity;
import dev.openaiadmin.model.CostGroup;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * Selects costs, and says how they are divided. Immutable: each method returns a new query.
 *
 * <pre>{@code
 * CostQuery query = CostQuery.of(DateRange.ofMonth(YearMonth.of(2026, 11)))
 *         .groupBy(CostGroup.PROJECT_ID, CostGroup.LINE_ITEM)
 *         .granularity(Granularity.DAY);
 * }</pre>
 */
public final class CostQuery {
    private final DateRange range;
    private final Granularity granularity;
    private final List<CostGroup> groupBy;
    private final List<String> projectIds;
    private final List<String> apiKeyIds;
    private final List<String> lineItems;

    private CostQuery(
            DateRange range,
            Granularity granularity,
            List<CostGroup> groupBy,
            List<String> projectIds,
            List<String> apiKeyIds,
            List<String> lineItems) {
        this.range = range;
        this.granularity = granularity;
        this.groupBy = groupBy;
        this.projectIds = projectIds;
        this.apiKeyIds = apiKeyIds;
        this.lineItems = lineItems;
    }

    /**
     * Selects all costs of a range of days, as one sum for each currency.
     *
     * @param range the days; days in the future have no costs
     * @return a query without groups and filters
     */
    public static CostQuery of(DateRange range) {
        return new CostQuery(range, Granularity.TOTAL, List.of(), List.of(), List.of(), List.of());
    }

    /**
     * Sets the periods that the costs are divided into.
     *
     * @param granularity the periods; {@link Granularity#TOTAL} by default
     * @return a new query
     */
    public CostQuery granularity(Granularity granularity) {
        return new CostQuery(range, Objects.requireNonNull(granularity), groupBy, projectIds, apiKeyIds, lineItems);
    }

    /**
     * Sets the fields that the costs are divided by. The API refuses some combinations, depending on the organization, such
     * as users together with projects.
     *
     * @param groupBy the fields, in the order of the columns; a field that is named twice counts once
     * @return a new query
     * @throws InvalidValueException if this version does not know one of the fields; the message names the nearest
     */
    public CostQuery groupBy(CostGroup... groupBy) {
        return groupBy(Arrays.stream(groupBy).map(CostGroup::value).toArray(String[]::new));
    }

    /**
     * Sets the fields that the costs are divided by, by their names in the API; {@code _id} can be left out.
     *
     * @param groupBy names such as {@code project_id} or {@code project}
     * @return a new query
     * @throws InvalidValueException if this version does not know one of the fields; the message names the nearest
     */
    public CostQuery groupBy(String... groupBy) {
        List<String> known = CostGroup.known().stream().map(CostGroup::value).toList();
        LinkedHashSet<CostGroup> fields = new LinkedHashSet<>();
        for (String field : groupBy) {
            fields.add(new CostGroup(KnownFields.resolve("groupBy", field, known)));
        }
        return new CostQuery(range, granularity, List.copyOf(fields), projectIds, apiKeyIds, lineItems);
    }

    /**
     * Selects the costs of some projects only.
     *
     * @param projectIds ids; none for all projects
     * @return a new query
     */
    public CostQuery projectIds(String... projectIds) {
        return new CostQuery(range, granularity, groupBy, List.of(projectIds), apiKeyIds, lineItems);
    }

    /**
     * Selects the costs of some API keys only.
     *
     * @param apiKeyIds ids; none for all keys
     * @return a new query
     */
    public CostQuery apiKeyIds(String... apiKeyIds) {
        return new CostQuery(range, granularity, groupBy, projectIds, List.of(apiKeyIds), lineItems);
    }

    /**
     * Selects the costs of some line items only.
     *
     * @param lineItems complete names, such as {@code gpt-5.1, input}; none for all line items
     * @return a new query
     */
    public CostQuery lineItems(String... lineItems) {
        return new CostQuery(range, granularity, groupBy, projectIds, apiKeyIds, List.of(lineItems));
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
     * Returns the periods that the costs are divided into.
     *
     * @return the granularity
     */
    public Granularity granularity() {
        return granularity;
    }

    /**
     * Returns the fields that the costs are divided by.
     *
     * @return the fields; none for a single sum
     */
    public List<CostGroup> groupBy() {
        return groupBy;
    }

    List<String> projectIds() {
        return projectIds;
    }

    List<String> apiKeyIds() {
        return apiKeyIds;
    }

    List<String> lineItems() {
        return lineItems;
    }
}
