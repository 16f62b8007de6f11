package dev.openaiadmin.governance.costs;

import dev.openaiadmin.governance.internal.report.Figures;
import dev.openaiadmin.governance.internal.report.Money;
import dev.openaiadmin.governance.internal.report.ReportPage;
import dev.openaiadmin.governance.internal.report.ReportSection;
import dev.openaiadmin.governance.internal.report.ReportSection.Fact;
import dev.openaiadmin.governance.internal.report.ReportSection.Kind;
import dev.openaiadmin.governance.internal.report.ReportSection.Measure;
import dev.openaiadmin.governance.internal.report.ReportSection.Point;
import dev.openaiadmin.governance.internal.report.ReportSection.Row;
import dev.openaiadmin.governance.internal.report.ReportSection.Series;
import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.governance.reports.GroupValue;
import dev.openaiadmin.model.CostGroup;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link CostReport} as an HTML page. */
final class CostSheet {
    static final String FOOTER =
            "Days are UTC days. Amounts are rounded for reading; the total to the last digit and the"
                    + " CSV of this report are exact. The API still revises the costs of the last 48 hours.";
    static final String NOTHING = "Nothing was spent.";

    private CostSheet() {}

    static String of(CostReport report) {
        List<ReportSection> sections = new ArrayList<>();
        report.totals().forEach((currency, total) -> sections.add(section(report, currency, total)));
        return new ReportPage("Costs per project", new DateRange(report.from(), report.to()), false, FOOTER)
                .of(sections, NOTHING, List.of());
    }

    /** Returns what is shown below the total of a currency. */
    static List<Fact> facts(BigDecimal total, BigDecimal provisional, @Nullable BigDecimal difference) {
        return List.of(
                new Fact("To the last digit", Money.exact(total), Kind.PLAIN),
                provisional.signum() == 0
                        ? new Fact("Provisional", "nothing", Kind.PLAIN)
                        : new Fact("Provisional", Money.rounded(provisional), Kind.PROVISIONAL),
                difference == null
                        ? new Fact("Total of the API", "the same", Kind.PLAIN)
                        : new Fact(
                                "Total of the API",
                                "differs by " + Money.exact(difference) + "; run the report again",
                                Kind.WARNING));
    }

    private static ReportSection section(CostReport report, String currency, BigDecimal total) {
        List<Row> rows = report.rows().stream()
                .filter(row -> row.currency().equals(currency))
                .map(row -> new Row(
                        List.of(new GroupValue(
                                CostGroup.PROJECT_ID.value(), row.projectId(), row.name(), row.archived())),
                        List.of(new Point(row.amount().subtract(row.provisional()), row.provisional()))))
                .toList();
        BigDecimal provisional =
                rows.stream().map(row -> row.points().get(0).provisional()).reduce(BigDecimal.ZERO, BigDecimal::add);
        Map<LocalDate, Point> days = new HashMap<>();
        for (DayCost day : report.days()) {
            if (day.currency().equals(currency)) {
                days.merge(day.day(), Point.of(day.amount(), day.provisional()), Point::plus);
            }
        }
        return new ReportSection(
                currency,
                true,
                facts(total, provisional, report.differences().get(currency)),
                List.of(CostGroup.PROJECT_ID.value()),
                List.of(new Measure(currency, Figures.MONEY, total, List.of(new Series(null, days)))),
                rows);
    }
}
