package dev.openaiadmin.governance.costs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.internal.ParallelReads;
import dev.openaiadmin.governance.internal.PartialRights;
import dev.openaiadmin.governance.internal.PrintableJson;
import dev.openaiadmin.governance.internal.report.CostValue;
import dev.openaiadmin.governance.internal.report.CsvTable;
import dev.openaiadmin.governance.internal.report.TextReport;
import dev.openaiadmin.model.CostBucket;
import dev.openaiadmin.model.CostGroup;
import dev.openaiadmin.model.Project;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.Future;

/**
 * What each project has cost in a range of days: as objects, CSV, JSON and an HTML page.
 *
 * <pre>{@code
 * CostReport november = CostReport.ofMonth(admin, YearMonth.of(2026, 11));
 * Files.writeString(Path.of("november.html"), november.toHtml());
 * }</pre>
 *
 * <p>All amounts are exact, to the last digit that the API returns, and the rows of a currency add up to its total. Days
 * are UTC days. Costs of the last 48 hours are provisional, because the API still revises them. Immutable.
 *
 * @param from the first day
 * @param to the day after the last one
 * @param rows the costs of each project, archived ones included; costs without a project have their own row; by
 *     currency, the highest amount first
 * @param days the costs of each day that had any; by currency, the first day first
 * @param differences by how much the total that the API returns is above that of the rows, by currency; empty when they
 *     are equal, as they are except for revisions between two requests
 * @param missing what the key may not read, and why; none when the report is complete
 */
public record CostReport(
        LocalDate from,
        LocalDate to,
        List<ProjectCost> rows,
        List<DayCost> days,
        Map<String, BigDecimal> differences,
        List<String> missing) {
    private static final Duration REVISED_FOR = Duration.ofDays(2);

    /**
     * Copies what can change.
     *
     * @param from the first day
     * @param to the day after the last one
     * @param rows the costs of each project
     * @param days the costs of each day
     * @param differences by how much the total of the API is above that of the rows
     * @param missing what could not be read
     */
    public CostReport {
        rows = List.copyOf(rows);
        days = List.copyOf(days);
        differences = Collections.unmodifiableMap(new TreeMap<>(differences));
        missing = List.copyOf(missing);
    }

    /**
     * Reads the costs of a month; of the current month, those until now.
     *
     * @param admin the client
     * @param month the month, in UTC
     * @return the report
     * @throws dev.openaiadmin.OpenAiAdminException when the costs cannot be read
     */
    public static CostReport ofMonth(AdminApi admin, YearMonth month) {
        return perProject(admin, month.atDay(1), month.plusMonths(1).atDay(1));
    }

    /**
     * Reads the costs of a range of days: two requests for every 180 days, one grouped by project and one for the total,
     * and one for every hundred projects, up to three at the same time. Page tokens that the API
     * refuses do no harm, and no end in the future is sent, which the API may refuse.
     *
     * @param admin the client
     * @param from the first day
     * @param to the day after the last one
     * @return the report; without names of projects when the key may not read them
     * @throws InvalidValueException when {@code to} is not after {@code from}; nothing has been sent
     * @throws dev.openaiadmin.OpenAiAdminException when the costs cannot be read
     */
    public static CostReport perProject(AdminApi admin, LocalDate from, LocalDate to) {
        return perProject(admin, from, to, Clock.systemUTC());
    }

    /**
     * Reads the costs as {@link #perProject(AdminApi, LocalDate, LocalDate)} does, with another clock.
     *
     * @param admin the client
     * @param from the first day
     * @param to the day after the last one
     * @param clock tells the time
     * @return the report
     * @throws InvalidValueException when {@code to} is not after {@code from}; nothing has been sent
     * @throws dev.openaiadmin.OpenAiAdminException when the costs cannot be read
     */
    public static CostReport perProject(AdminApi admin, LocalDate from, LocalDate to, Clock clock) {
        if (!to.isAfter(from)) {
            throw new InvalidValueException("to", to, "must be after from, which is " + from);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant start = from.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = earlier(to.atStartOfDay(ZoneOffset.UTC).toInstant(), now);
        CostSums sums = new CostSums(now.minus(REVISED_FOR));
        CostSums total = new CostSums(now.minus(REVISED_FOR));
        List<String> missing = new ArrayList<>();
        if (start.isBefore(end)) {
            read(admin, start, end, sums, total, missing);
        }
        return new CostReport(
                from,
                to,
                sums.perProject(),
                sums.perDay(),
                CostValue.differences(total.totals(), sums.totals()),
                missing);
    }

    /** Reads the total, the costs of projects and, once there are some, the names of projects at the same time. */
    private static void read(
            AdminApi admin, Instant start, Instant end, CostSums sums, CostSums total, List<String> missing) {
        try (ParallelReads reads = new ParallelReads(2)) {
            Future<CostSums> undivided = reads.begin(() -> {
                admin.costs().list(start, end).forEach(total::add);
                return total;
            });
            Future<List<Project>> projects = null;
            for (CostBucket bucket :
                    admin.costs().list(start, query -> query.endTime(end).groupBy(List.of(CostGroup.PROJECT_ID)))) {
                sums.add(bucket);
                if (projects == null && sums.namesProjects()) {
                    projects = reads.begin(() -> projects(admin));
                }
            }
            if (projects != null) {
                join(projects, sums, missing);
            }
            ParallelReads.result(undivided);
        }
    }

    private static List<Project> projects(AdminApi admin) {
        List<Project> projects = new ArrayList<>();
        admin.projects().list(query -> query.includeArchived(true).limit(100)).forEach(projects::add);
        return projects;
    }

    private static void join(Future<List<Project>> projects, CostSums sums, List<String> missing) {
        try {
            ParallelReads.result(projects).forEach(sums::join);
        } catch (PermissionException e) {
            missing.add("names of projects: " + PartialRights.reason(e));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /**
     * Returns the totals, which are the sums of the rows.
     *
     * @return amounts by currency, in alphabetical order
     */
    public Map<String, BigDecimal> totals() {
        Map<String, BigDecimal> totals = new TreeMap<>();
        rows.forEach(row -> totals.merge(row.currency(), row.amount(), BigDecimal::add));
        totals.replaceAll((currency, total) -> CostValue.written(total));
        return Collections.unmodifiableMap(totals);
    }

    /**
     * Returns a line for each row, as RFC 4180 defines it, with every digit. A text that a spreadsheet could take for a
     * formula has an apostrophe before it, and characters that are not to be printed are escaped.
     *
     * @return the lines, with the names of the columns as the first one
     */
    public String toCsv() {
        return CsvTable.text(List.of("project_id", "project", "status", "currency", "amount", "provisional"), table -> {
            for (ProjectCost row : rows) {
                table.text(row.projectId())
                        .text(row.name())
                        .text(statusOf(row))
                        .text(row.currency())
                        .number(row.amount())
                        .number(row.provisional())
                        .end();
            }
        });
    }

    /**
     * Returns a table for a terminal of 80 columns, with every digit.
     *
     * @return lines that end with a line feed
     */
    public String toText() {
        return toText(TextReport.USUAL_WIDTH);
    }

    /**
     * Returns the same as {@link #toText()} for a terminal of another width. Names are shortened when they need more room
     * than there is, but not below eight columns. Numbers are never shortened.
     *
     * @param width the number of columns of the terminal
     * @return lines that end with a line feed
     */
    public String toText(int width) {
        return CostText.of(this, width);
    }

    /**
     * Returns the report as JSON: {@code from}, {@code to}, {@code totals} and {@code differences} by currency,
     * {@code rows} with the columns of the CSV, and {@code missing}. Amounts are texts, because readers may round numbers.
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
        ArrayNode notRead = report.putArray("missing");
        missing.forEach(notRead::add);
        return PrintableJson.pretty(report) + "\n";
    }

    /**
     * Returns a page with a chart, to be opened in a browser, mailed or printed. It uses no script and loads nothing.
     *
     * @return HTML in light and dark colors
     */
    public String toHtml() {
        return CostSheet.of(this);
    }

    /** Returns the first and the last day and the totals, without the rows. */
    @Override
    public String toString() {
        String start = "CostReport[" + from + " to " + to.minusDays(1) + ": ";
        StringJoiner totals = new StringJoiner(", ", start, "]");
        totals.setEmptyValue(start + "nothing]");
        totals().forEach((currency, total) -> totals.add(total.toPlainString() + " " + currency));
        return totals.toString();
    }

    private static String statusOf(ProjectCost row) {
        return row.name() == null ? "" : row.archived() ? "archived" : "active";
    }
}
