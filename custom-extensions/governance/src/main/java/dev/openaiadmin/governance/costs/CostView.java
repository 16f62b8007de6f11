package dev.openaiadmin.governance.costs;

import dev.openaiadmin.governance.internal.report.FieldLabel;
import dev.openaiadmin.governance.internal.report.Figures;
import dev.openaiadmin.governance.internal.report.GroupColumns;
import dev.openaiadmin.governance.internal.report.GroupSums;
import dev.openaiadmin.governance.internal.report.Money;
import dev.openaiadmin.governance.internal.report.ReportPage;
import dev.openaiadmin.governance.internal.report.ReportSection;
import dev.openaiadmin.governance.internal.report.ReportSection.Point;
import dev.openaiadmin.governance.internal.report.TextReport;
import dev.openaiadmin.governance.reports.Granularity;
import dev.openaiadmin.model.CostGroup;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@link CostBreakdown} for people. */
final class CostView {
    private CostView() {}

    static String page(CostBreakdown costs) {
        List<String> fields = fields(costs);
        List<ReportSection> sections = new ArrayList<>();
        costs.totals().forEach((currency, total) -> {
            GroupSums sums = new GroupSums(1);
            BigDecimal provisional = BigDecimal.ZERO;
            for (CostRow row : costs.rows()) {
                if (row.currency().equals(currency)) {
                    sums.add(
                            row.group(),
                            row.start(),
                            List.of(new Point(row.amount().subtract(row.provisional()), row.provisional())));
                    provisional = provisional.add(row.provisional());
                }
            }
            sections.add(new ReportSection(
                    currency,
                    true,
                    CostSheet.facts(total, provisional, costs.differences().get(currency)),
                    fields,
                    List.of(sums.measure(0, currency, Figures.MONEY, costs.hasPeriods())),
                    fields.isEmpty() ? List.of() : sums.rows()));
        });
        return new ReportPage(
                        title(fields),
                        costs.query().range(),
                        costs.query().granularity() == Granularity.MONTH,
                        CostSheet.FOOTER)
                .of(sections, CostSheet.NOTHING, costs.missing());
    }

    static String text(CostBreakdown costs, int width) {
        if (costs.rows().isEmpty()) {
            return "There are no costs from " + costs.query().range() + ".\n";
        }
        List<String> headings = new ArrayList<>();
        if (costs.hasPeriods()) {
            headings.add(costs.query().granularity() == Granularity.DAY ? "Day" : "Month");
        }
        headings.addAll(GroupColumns.headings(fields(costs)));
        int texts = headings.size() + 1;
        headings.addAll(List.of("", "Amount", "Share"));
        TextReport table = new TextReport(texts, headings, width);
        Map<String, BigDecimal> totals = costs.totals();
        for (CostRow row : costs.rows()) {
            List<String> cells = new ArrayList<>();
            if (costs.hasPeriods()) {
                cells.add(
                        costs.query().granularity() == Granularity.DAY
                                ? row.start().toString()
                                : row.start().toString().substring(0, "2026-11".length()));
            }
            cells.addAll(GroupColumns.shown(row.group()));
            cells.add(row.currency());
            cells.add(Money.rounded(row.amount()));
            cells.add(Money.share(row.amount(), totals.getOrDefault(row.currency(), BigDecimal.ZERO)));
            table.row(cells);
        }
        StringBuilder text = new StringBuilder(table.toString());
        totals.forEach((currency, total) -> text.append("Total ")
                .append(Money.exact(total))
                .append(' ')
                .append(currency)
                .append(
                        costs.rows().stream().anyMatch(row -> row.provisional().signum() != 0)
                                ? ", provisional in part\n"
                                : "\n"));
        costs.differences()
                .forEach((currency, difference) -> text.append("The total of the API differs by ")
                        .append(difference.toPlainString())
                        .append(' ')
                        .append(currency)
                        .append("; run the report again\n"));
        return text.toString();
    }

    private static String title(List<String> fields) {
        return fields.isEmpty()
                ? "Costs"
                : "Costs by " + fields.stream().map(FieldLabel::words).collect(Collectors.joining(" and "));
    }

    private static List<String> fields(CostBreakdown costs) {
        return costs.query().groupBy().stream().map(CostGroup::value).toList();
    }
}
