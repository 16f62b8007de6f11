package dev.openaiadmin.governance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.model.CostGroup;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What each project has cost in some days: as objects, as CSV, and as a page to look at.
 *
 * <pre>{@code
 * CostReport november = CostReport.ofMonth(admin, YearMonth.of(2026, 11));
 * Files.writeString(Path.of("november.html"), november.toHtml());
 * }</pre>
 *
 * <p>All amounts are exact, to the last digit that the API gives, and the rows of a currency add up to its total. Days
 * are those of UTC. What was spent in the last 48 hours is provisional, as the API still revises it. Immutable.
 *
 * @param from the first day
 * @param to the day after the last one
 * @param rows the costs of each project, archived ones included, and of what belongs to none; by currency, the dearest
 *     first
 * @param days the costs of each day that had any; by currency, the first day first
 * @param differences by how much the total that the API itself gives is above that of the rows, by currency; empty when
 *     they are the same, as they are but for revisions between two requests
 */
public record CostReport(
        LocalDate from, LocalDate to, List<ProjectCost> rows, List<DayCost> days, Map<String, BigDecimal> differences) {
    private static final Duration REVISED_FOR = Duration.ofDays(2);

    /**
     * Copies what can change.
     *
     * @param from the first day
     * @param to the day after the last one
     * @param rows the costs of each project
     * @param days the costs of each day
     * @param differences by how much the total of the API is above that of the rows
     */
    public CostReport {
        rows = List.copyOf(rows);
        days = List.copyOf(days);
        differences = Collections.unmodifiableMap(new TreeMap<>(differences));
    }

    /**
     * Asks for the costs of a month.
     *
     * @param admin the client
     * @param month the month
     * @return the report
     * @throws dev.openaiadmin.OpenAiAdminException when the costs or the projects cannot be read
     */
    public static CostReport ofMonth(AdminApi admin, YearMonth month) {
        return perProject(admin, month.atDay(1), month.plusMonths(1).atDay(1));
    }

    /**
     * Asks for the costs of some days: two requests for every 180 of them, one with and one without a division by
     * project, and one for every hundred projects. Page tokens that the API refuses do no harm.
     *
     * @param admin the client
     * @param from the first day
     * @param to the day after the last one
     * @return the report
     * @throws InvalidValueException when {@code to} is not after {@code from}; nothing has been sent
     * @throws dev.openaiadmin.OpenAiAdminException when the costs or the projects cannot be read
     */
    public static CostReport perProject(AdminApi admin, LocalDate from, LocalDate to) {
        return perProject(admin, from, to, Clock.systemUTC());
    }

    /**
     * Asks as {@link #perProject(AdminApi, LocalDate, LocalDate)} does, by another clock.
     *
     * @param admin the client
     * @param from the first day
     * @param to the day after the last one
     * @param clock says which hours the last 48 are
     * @return the report
     * @throws InvalidValueException when {@code to} is not after {@code from}; nothing has been sent
     * @throws dev.openaiadmin.OpenAiAdminException when the costs or the projects cannot be read
     */
    public static CostReport perProject(AdminApi admin, LocalDate from, LocalDate to, Clock clock) {
        if (!to.isAfter(from)) {
            throw new InvalidValueException("to", to, "must be after from, which is " + from);
        }
        Instant start = from.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = to.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant settledUntil = clock.instant().minus(REVISED_FOR);
        CostSums sums = new CostSums(settledUntil);
        CostSums undivided = new CostSums(settledUntil);
        admin.costs()
                .list(start, query -> query.endTime(end).groupBy(List.of(CostGroup.PROJECT_ID)))
                .forEach(sums::add);
        admin.costs().list(start, end).forEach(undivided::add);
        if (sums.namesProjects()) {
            admin.projects()
                    .list(query -> query.includeArchived(true).limit(100))
                    .forEach(sums::join);
        }
        return new CostReport(
                from, to, sums.perProject(), sums.perDay(), differences(undivided.totals(), sums.totals()));
    }

    /**
     * Gives the totals, which are the sums of the rows.
     *
     * @return amounts by currency, in the order of the alphabet
     */
    public Map<String, BigDecimal> totals() {
        Map<String, BigDecimal> totals = new TreeMap<>();
        rows.forEach(row -> totals.merge(row.currency(), row.amount(), BigDecimal::add));
        totals.replaceAll((currency, total) -> CostSums.written(total));
        return Collections.unmodifiableMap(totals);
    }

    /**
     * Writes a line for each row, as RFC 4180 says, with every digit. A text that a spreadsheet could take for a formula
     * has an apostrophe before it.
     *
     * @return lines under the names of their columns
     */
    public String toCsv() {
        CsvTable table = new CsvTable("project_id", "project", "status", "currency", "amount", "provisional");
        for (ProjectCost row : rows) {
            table.text(row.projectId())
                    .text(row.name())
                    .text(statusOf(row))
                    .text(row.currency())
                    .number(row.amount())
                    .number(row.provisional())
                    .end();
        }
        return table.toString();
    }

    /**
     * Writes the report as JSON: {@code from}, {@code to}, {@code totals} and {@code differences} by currency, and
     * {@code rows} with the columns of the CSV. Amounts are texts, for readers that would round numbers.
     *
     * @return the JSON text
     */
    public String toJson() {
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("from", from.toString())
                .put("to", to.toString());
        ObjectNode totals = report.putObject("totals");
        totals().forEach((currency, total) -> totals.put(currency, total.toPlainString()));
        ObjectNode ofApi = report.putObject("differences");
        differences.forEach((currency, difference) -> ofApi.put(currency, difference.toPlainString()));
        ArrayNode written = report.putArray("rows");
        for (ProjectCost row : rows) {
            written.addObject()
                    .put("project_id", row.projectId())
                    .put("project", row.name())
                    .put("status", statusOf(row))
                    .put("currency", row.currency())
                    .put("amount", row.amount().toPlainString())
                    .put("provisional", row.provisional().toPlainString());
        }
        return report.toPrettyString() + "\n";
    }

    /**
     * Writes a page with a chart, to be opened in a browser, mailed or printed. It needs nothing but itself: no script,
     * no font, no address.
     *
     * @return HTML in light and dark colours
     */
    public String toHtml() {
        return new CostSheet(this).toString();
    }

    /** The days and the totals; rows are not told. */
    @Override
    public String toString() {
        StringJoiner totals = new StringJoiner(", ", "CostReport[" + from + " to " + to + ": ", "]");
        totals.setEmptyValue("CostReport[" + from + " to " + to + ": nothing]");
        totals().forEach((currency, total) -> totals.add(total.toPlainString() + " " + currency));
        return totals.toString();
    }

    private static String statusOf(ProjectCost row) {
        return row.name() == null ? "" : row.archived() ? "archived" : "active";
    }

    private static Map<String, BigDecimal> differences(Map<String, BigDecimal> ofApi, Map<String, BigDecimal> ofRows) {
        Map<String, BigDecimal> differences = new TreeMap<>(ofApi);
        ofRows.forEach((currency, total) -> differences.merge(currency, total.negate(), BigDecimal::add));
        differences.values().removeIf(difference -> difference.signum() == 0);
        return differences;
    }
}
