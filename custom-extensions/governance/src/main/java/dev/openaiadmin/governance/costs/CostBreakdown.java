package dev.openaiadmin.governance.costs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.governance.internal.PrintableJson;
import dev.openaiadmin.governance.internal.report.CostValue;
import dev.openaiadmin.governance.internal.report.CsvTable;
import dev.openaiadmin.governance.internal.report.GroupColumns;
import dev.openaiadmin.governance.internal.report.TextReport;
import dev.openaiadmin.governance.reports.Granularity;
import dev.openaiadmin.model.CostGroup;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Costs divided by any fields that the API allows, in days, months or one sum: as objects, a table, CSV, JSON and an HTML
 * page.
 *
 * <pre>{@code
 * CostBreakdown costs = CostBreakdown.of(
 *         admin,
 *         CostQuery.of(DateRange.ofMonth(YearMonth.of(2026, 11)))
 *                 .groupBy(CostGroup.PROJECT_ID, CostGroup.LINE_ITEM)
 *                 .granularity(Granularity.DAY));
 * Files.writeString(Path.of("november.html"), costs.toHtml());
 * }</pre>
 *
 * <p>All amounts are exact, to the last digit that the API returns, and amounts of different currencies are never added.
 * The rows of a currency add up to its total, which is read separately and compared. Costs of the last 48 hours are
 * provisional, because the API still revises them. Immutable.
 *
 * @param query what was asked for
 * @param rows the costs by period, by currency, the highest amount first; what belongs to no project, key, user or line
 *     item has a row of its own
 * @param differences by how much the total that the API returns is above that of the rows, by currency; empty when they
 *     are equal. They are read a second time before a difference is reported
 * @param missing what the key may not read, and why; none when the report is complete
 */
public record CostBreakdown(
        CostQuery query, List<CostRow> rows, Map<String, BigDecimal> differences, List<String> missing) {

    /**
     * Copies what can change.
     *
     * @param query what was asked for
     * @param rows the costs
     * @param differences by how much the total of the API is above that of the rows
     * @param missing what could not be read
     */
    public CostBreakdown {
        rows = List.copyOf(rows);
        differences = Collections.unmodifiableMap(new TreeMap<>(differences));
        missing = List.copyOf(missing);
    }

    /**
     * Reads costs: two requests for every 180 days, one of them for the total, and those for the names of projects, API keys
     * and users that the costs are divided by. Names of API keys take a request for each project.
     *
     * @param admin the client
     * @param query what is read
     * @return the costs until now
     * @throws dev.openaiadmin.client.BadRequestException when the API refuses the combination of fields and filters
     * @throws dev.openaiadmin.OpenAiAdminException when the costs cannot be read
     */
    public static CostBreakdown of(AdminApi admin, CostQuery query) {
        return of(admin, query, Clock.systemUTC());
    }

    /**
     * Reads costs as {@link #of(AdminApi, CostQuery)} does, with another clock.
     *
     * @param admin the client
     * @param query what is read
     * @param clock tells the time
     * @return the costs until the time of the clock
     * @throws dev.openaiadmin.OpenAiAdminException when the costs cannot be read
     */
    public static CostBreakdown of(AdminApi admin, CostQuery query, Clock clock) {
        return new CostReader(admin, query, clock.instant().truncatedTo(ChronoUnit.SECONDS)).read();
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
        GroupColumns columns = columns();
        List<String> names = new ArrayList<>(List.of("start"));
        names.addAll(columns.names());
        names.addAll(List.of("currency", "amount", "provisional"));
        if (countsQuantities()) {
            names.addAll(List.of("quantity", "quantity_unit"));
        }
        return CsvTable.text(names, table -> {
            for (CostRow row : rows) {
                table.text(row.start().toString());
                columns.write(row.group(), table);
                table.text(row.currency()).number(row.amount()).number(row.provisional());
                if (countsQuantities()) {
                    table.number(row.quantity()).text(row.quantityUnit());
                }
                table.end();
            }
        });
    }

    /**
     * Returns the report as JSON: {@code from}, {@code to}, {@code granularity}, {@code group_by}, {@code totals} and
     * {@code differences} by currency, {@code rows} with the columns of the CSV, and {@code missing}. Amounts and quantities
     * are texts, because readers may round numbers.
     *
     * @return the JSON text
     */
    public String toJson() {
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("from", query.range().from().toString())
                .put("to", query.range().to().toString())
                .put("granularity", query.granularity().name().toLowerCase(Locale.ROOT));
        query.groupBy().forEach(field -> report.withArray("/group_by").add(field.value()));
        put(report.putObject("totals"), totals());
        put(report.putObject("differences"), differences);
        report.putArray("rows");
        for (CostRow row : rows) {
            ObjectNode written = report.withArray("/rows")
                    .addObject()
                    .put("start", row.start().toString());
            columns().write(row.group(), written);
            written.put("currency", row.currency())
                    .put("amount", row.amount().toPlainString())
                    .put("provisional", row.provisional().toPlainString());
            if (countsQuantities()) {
                written.put(
                                "quantity",
                                row.quantity() == null ? null : row.quantity().toPlainString())
                        .put("quantity_unit", row.quantityUnit());
            }
        }
        report.putArray("missing");
        missing.forEach(part -> report.withArray("/missing").add(part));
        return PrintableJson.pretty(report) + "\n";
    }

    /**
     * Returns a page with charts, to be opened in a browser, mailed or printed. It uses no script and loads nothing.
     * Reports by day or month have a chart of the largest groups; the smaller ones are one series.
     *
     * @return HTML in light and dark colors
     */
    public String toHtml() {
        return CostView.page(this);
    }

    /**
     * Returns a table for a terminal of 80 columns. Amounts are rounded to cents, and the totals are exact.
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
        return CostView.text(this, width);
    }

    /** Returns the days and the totals, without the rows. */
    @Override
    public String toString() {
        StringJoiner totals = new StringJoiner(", ", "CostBreakdown[" + query.range() + ": ", "]");
        totals.setEmptyValue("CostBreakdown[" + query.range() + ": nothing]");
        totals().forEach((currency, total) -> totals.add(total.toPlainString() + " " + currency));
        return totals.toString();
    }

    boolean hasPeriods() {
        return query.granularity() != Granularity.TOTAL;
    }

    private boolean countsQuantities() {
        return query.groupBy().contains(CostGroup.LINE_ITEM);
    }

    private GroupColumns columns() {
        return new GroupColumns(query.groupBy().stream().map(CostGroup::value).toList());
    }

    private static void put(ObjectNode node, Map<String, BigDecimal> amounts) {
        amounts.forEach((currency, amount) -> node.put(currency, amount.toPlainString()));
    }
}
