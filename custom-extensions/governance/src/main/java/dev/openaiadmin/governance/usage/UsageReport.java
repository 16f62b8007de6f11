package dev.openaiadmin.governance.usage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.governance.internal.ParallelReads;
import dev.openaiadmin.governance.internal.PrintableJson;
import dev.openaiadmin.governance.internal.report.CsvTable;
import dev.openaiadmin.governance.internal.report.GroupColumns;
import dev.openaiadmin.governance.internal.report.TextReport;
import dev.openaiadmin.governance.reports.Granularity;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tokens, requests, images, seconds, characters, sessions and bytes that were used, over all usage endpoints, divided by any
 * fields that they allow: as objects, a table, CSV, JSON and an HTML page.
 *
 * <pre>{@code
 * UsageReport usage = UsageReport.of(
 *         admin,
 *         UsageQuery.of(DateRange.ofMonth(YearMonth.of(2026, 11))).endpoints("completions").groupBy("model"));
 * System.out.print(usage.toText());
 * }</pre>
 *
 * <p>Usage multiplied by prices differs from costs; {@code CostBreakdown} reports what is invoiced. Cached input tokens are
 * a part of the input tokens, as all quantities besides the {@linkplain UsageEndpoint#mainQuantities() main ones} are.
 * The bytes of vector stores are a level and not a flow, so their sum over several days is in byte-days. Immutable.
 *
 * @param query what was asked for
 * @param rows the usage by endpoint and period, the largest first
 * @param missing which endpoints do not allow the groups of the query, and what the key may not read; none when the
 *     report is complete
 */
public record UsageReport(UsageQuery query, List<UsageRow> rows, List<String> missing) {

    /**
     * Copies what can change.
     *
     * @param query what was asked for
     * @param rows the usage
     * @param missing what is left out
     */
    public UsageReport {
        rows = List.copyOf(rows);
        missing = List.copyOf(missing);
    }

    /**
     * Reads usage: a request to each endpoint for every 31 days, several endpoints at once, and those for the names of
     * projects, API keys and users that the usage is divided by. Names of API keys take a request for each project.
     *
     * @param admin the client
     * @param query what is read
     * @return the usage until now
     * @throws dev.openaiadmin.OpenAiAdminException when the usage cannot be read
     */
    public static UsageReport of(AdminApi admin, UsageQuery query) {
        return of(admin, query, ParallelReads.DEFAULT);
    }

    /**
     * Reads usage as {@link #of(AdminApi, UsageQuery)} does.
     *
     * @param admin the client
     * @param query what is read
     * @param parallelRequests how many endpoints are read at once, from 1 to 256
     * @return the usage until now
     * @throws dev.openaiadmin.InvalidValueException when {@code parallelRequests} is not in its range
     * @throws dev.openaiadmin.OpenAiAdminException when the usage cannot be read
     */
    public static UsageReport of(AdminApi admin, UsageQuery query, int parallelRequests) {
        return of(admin, query, parallelRequests, Clock.systemUTC());
    }

    /**
     * Reads usage as {@link #of(AdminApi, UsageQuery)} does, with another clock.
     *
     * @param admin the client
     * @param query what is read
     * @param parallelRequests how many endpoints are read at once, from 1 to 256
     * @param clock tells the time
     * @return the usage until the time of the clock
     * @throws dev.openaiadmin.InvalidValueException when {@code parallelRequests} is not in its range
     * @throws dev.openaiadmin.OpenAiAdminException when the usage cannot be read
     */
    public static UsageReport of(AdminApi admin, UsageQuery query, int parallelRequests, Clock clock) {
        return new UsageReader(admin, query, parallelRequests, clock.instant().truncatedTo(ChronoUnit.SECONDS)).read();
    }

    /**
     * Returns the totals of an endpoint, which are the sums of its rows.
     *
     * @param endpoint the endpoint, such as {@code completions}
     * @return sums by field, such as {@code input_tokens}; none without usage
     */
    public Map<String, Long> totals(String endpoint) {
        Map<String, Long> totals = new TreeMap<>();
        for (UsageRow row : rows) {
            if (row.endpoint().equals(endpoint)) {
                row.quantities().forEach((quantity, number) -> totals.merge(quantity, number, Math::addExact));
            }
        }
        return Collections.unmodifiableMap(totals);
    }

    /**
     * Returns a line for each quantity of each row, as RFC 4180 defines it. A text that a spreadsheet could take for a
     * formula has an apostrophe before it, and characters that are not to be printed are escaped.
     *
     * @return the lines, with the names of the columns as the first one
     */
    public String toCsv() {
        GroupColumns columns = new GroupColumns(query.groupBy());
        List<String> names = new ArrayList<>(List.of("endpoint", "start"));
        names.addAll(columns.names());
        names.addAll(List.of("quantity", "value"));
        return CsvTable.text(names, table -> {
            for (UsageRow row : rows) {
                for (Map.Entry<String, Long> quantity : row.quantities().entrySet()) {
                    table.text(row.endpoint()).text(row.start().toString());
                    columns.write(row.group(), table);
                    table.text(quantity.getKey()).number(BigDecimal.valueOf(quantity.getValue()));
                    table.end();
                }
            }
        });
    }

    /**
     * Returns the report as JSON: {@code from}, {@code to}, {@code granularity}, {@code group_by}, {@code rows} with
     * {@code endpoint}, {@code start}, the groups, {@code quantities} and {@code provisional}, and {@code missing}.
     *
     * @return the JSON text
     */
    public String toJson() {
        GroupColumns columns = new GroupColumns(query.groupBy());
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("from", query.range().from().toString())
                .put("to", query.range().to().toString())
                .put("granularity", query.granularity().name().toLowerCase(Locale.ROOT));
        report.putArray("group_by");
        query.groupBy().forEach(field -> report.withArray("/group_by").add(field));
        report.putArray("rows");
        for (UsageRow row : rows) {
            ObjectNode written = report.withArray("/rows")
                    .addObject()
                    .put("endpoint", row.endpoint())
                    .put("start", row.start().toString());
            columns.write(row.group(), written);
            ObjectNode quantities = written.putObject("quantities");
            row.quantities().forEach(quantities::put);
            written.put("provisional", row.provisional());
        }
        report.putArray("missing");
        missing.forEach(part -> report.withArray("/missing").add(part));
        return PrintableJson.pretty(report) + "\n";
    }

    /**
     * Returns a page with charts, to be opened in a browser, mailed or printed. It uses no script and loads nothing.
     * Reports by day or month have charts of the largest groups; the smaller ones are one series.
     *
     * @return HTML in light and dark colors
     */
    public String toHtml() {
        return UsageView.page(this);
    }

    /**
     * Returns a table for each endpoint, for a terminal of 80 columns, with the main quantities.
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
        return UsageView.text(this, width);
    }

    /** Returns the days and the endpoints, without the rows. */
    @Override
    public String toString() {
        return "UsageReport[" + query.range() + ": " + query.endpoints() + "]";
    }

    boolean hasPeriods() {
        return query.granularity() != Granularity.TOTAL;
    }
}
