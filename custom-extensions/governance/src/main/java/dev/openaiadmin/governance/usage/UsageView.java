package dev.openaiadmin.governance.usage;

import dev.openaiadmin.governance.internal.report.FieldLabel;
import dev.openaiadmin.governance.internal.report.Figures;
import dev.openaiadmin.governance.internal.report.GroupColumns;
import dev.openaiadmin.governance.internal.report.GroupSums;
import dev.openaiadmin.governance.internal.report.Money;
import dev.openaiadmin.governance.internal.report.ReportPage;
import dev.openaiadmin.governance.internal.report.ReportSection;
import dev.openaiadmin.governance.internal.report.ReportSection.Fact;
import dev.openaiadmin.governance.internal.report.ReportSection.Kind;
import dev.openaiadmin.governance.internal.report.ReportSection.Measure;
import dev.openaiadmin.governance.internal.report.ReportSection.Point;
import dev.openaiadmin.governance.internal.report.TextReport;
import dev.openaiadmin.governance.reports.Granularity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@link UsageReport} for people. */
final class UsageView {
    private static final String FOOTER =
            "Days are UTC days. The API still revises the usage of the last 48 hours, which is"
                    + " hatched. Usage multiplied by prices differs from costs.";
    /** A level that is added up over days. */
    private static final String BYTES = "usage_bytes";

    private UsageView() {}

    static String page(UsageReport usage) {
        List<ReportSection> sections = new ArrayList<>();
        for (UsageEndpoint endpoint : usage.query().endpoints()) {
            List<UsageRow> rows = rows(usage, endpoint);
            if (!rows.isEmpty()) {
                sections.add(section(usage, endpoint, rows));
            }
        }
        String fields = usage.query().groupBy().stream().map(FieldLabel::words).collect(Collectors.joining(" and "));
        return new ReportPage(
                        fields.isEmpty() ? "Usage" : "Usage by " + fields,
                        usage.query().range(),
                        usage.query().granularity() == Granularity.MONTH,
                        FOOTER)
                .of(sections, "Nothing was used.", usage.missing());
    }

    private static ReportSection section(UsageReport usage, UsageEndpoint endpoint, List<UsageRow> rows) {
        List<String> quantities = endpoint.mainQuantities();
        GroupSums sums = new GroupSums(quantities.size());
        for (UsageRow row : rows) {
            sums.add(
                    row.group(),
                    row.start(),
                    quantities.stream()
                            .map(quantity -> Point.of(number(row, quantity), row.provisional()))
                            .toList());
        }
        List<Fact> facts = new ArrayList<>();
        Map<String, Long> totals = usage.totals(endpoint.name());
        for (String quantity : endpoint.quantities()) {
            long total = totals.getOrDefault(quantity, 0L);
            if (total != 0 || quantities.contains(quantity)) {
                facts.add(new Fact(label(usage, quantity), Money.exact(BigDecimal.valueOf(total)), Kind.PLAIN));
            }
        }
        List<Measure> measures = new ArrayList<>();
        for (int i = 0; i < quantities.size(); i++) {
            measures.add(sums.measure(i, label(usage, quantities.get(i)), Figures.COUNT, usage.hasPeriods()));
        }
        List<String> fields = usage.query().groupBy();
        return new ReportSection(
                FieldLabel.of(endpoint.name()),
                false,
                facts,
                fields,
                measures,
                fields.isEmpty() ? List.of() : sums.rows());
    }

    static String text(UsageReport usage, int width) {
        StringBuilder text = new StringBuilder();
        for (UsageEndpoint endpoint : usage.query().endpoints()) {
            List<UsageRow> rows = rows(usage, endpoint);
            if (!rows.isEmpty()) {
                text.append(text.isEmpty() ? "" : "\n")
                        .append(FieldLabel.of(endpoint.name()))
                        .append('\n')
                        .append(table(usage, endpoint, rows, width));
            }
        }
        return text.isEmpty() ? "There is no usage from " + usage.query().range() + ".\n" : text.toString();
    }

    private static TextReport table(UsageReport usage, UsageEndpoint endpoint, List<UsageRow> rows, int width) {
        List<String> quantities = endpoint.mainQuantities();
        boolean byDay = usage.query().granularity() == Granularity.DAY;
        List<String> headings = new ArrayList<>();
        if (usage.hasPeriods()) {
            headings.add(byDay ? "Day" : "Month");
        }
        headings.addAll(GroupColumns.headings(usage.query().groupBy()));
        if (headings.isEmpty()) {
            headings.add("");
        }
        int texts = headings.size();
        quantities.forEach(quantity -> headings.add(label(usage, quantity)));
        TextReport table = new TextReport(texts, headings, width);
        for (UsageRow row : rows) {
            List<String> cells = new ArrayList<>();
            if (usage.hasPeriods()) {
                cells.add(
                        byDay ? row.start().toString() : row.start().toString().substring(0, "2026-11".length()));
            }
            cells.addAll(GroupColumns.shown(row.group()));
            if (cells.isEmpty()) {
                cells.add("Total");
            }
            quantities.forEach(quantity -> cells.add(Money.exact(number(row, quantity))));
            table.row(cells);
        }
        return table;
    }

    private static String label(UsageReport usage, String quantity) {
        return quantity.equals(BYTES) && usage.query().granularity() != Granularity.DAY
                ? "Byte-days"
                : FieldLabel.of(quantity);
    }

    private static BigDecimal number(UsageRow row, String quantity) {
        return BigDecimal.valueOf(row.quantities().getOrDefault(quantity, 0L));
    }

    private static List<UsageRow> rows(UsageReport usage, UsageEndpoint endpoint) {
        return usage.rows().stream()
                .filter(row -> row.endpoint().equals(endpoint.name()))
                .toList();
    }
}
