package dev.openaiadmin.governance.costs;

import dev.openaiadmin.governance.internal.report.GroupColumns;
import dev.openaiadmin.governance.internal.report.Money;
import dev.openaiadmin.governance.internal.report.TextReport;
import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.governance.reports.GroupValue;
import dev.openaiadmin.model.CostGroup;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A {@link CostReport} as a table for terminals, whose decimal points are below each other. */
final class CostText {
    private static final int TEXTS = 2;

    private CostText() {}

    static String of(CostReport report, int width) {
        if (report.rows().isEmpty()) {
            return "There are no costs from " + new DateRange(report.from(), report.to()) + ".\n";
        }
        boolean isProvisional =
                report.rows().stream().anyMatch(row -> row.provisional().signum() != 0);
        int places = Stream.concat(
                        report.rows().stream().flatMap(row -> Stream.of(row.amount(), row.provisional())),
                        report.totals().values().stream())
                .mapToInt(amount -> fraction(Money.exact(amount)))
                .max()
                .orElse(0);
        List<String> headings = new ArrayList<>(List.of("Project", "", "Amount"));
        if (isProvisional) {
            headings.add("Provisional");
        }
        TextReport table = new TextReport(TEXTS, headings, width);
        for (ProjectCost row : report.rows()) {
            List<String> cells = new ArrayList<>(List.of(
                    GroupColumns.shown(
                            new GroupValue(CostGroup.PROJECT_ID.value(), row.projectId(), row.name(), row.archived())),
                    row.currency(),
                    aligned(row.amount(), places)));
            if (isProvisional) {
                cells.add(row.provisional().signum() == 0 ? "" : aligned(row.provisional(), places));
            }
            table.row(cells);
        }
        report.totals().forEach((currency, total) -> {
            List<String> cells = new ArrayList<>(List.of("Total", currency, aligned(total, places)));
            if (isProvisional) {
                cells.add("");
            }
            table.row(cells);
        });
        StringBuilder text = new StringBuilder(table.toString());
        report.differences()
                .forEach((currency, difference) -> text.append("The total of the API differs by ")
                        .append(Money.exact(difference))
                        .append(' ')
                        .append(currency)
                        .append("; run the report again\n"));
        return text.toString();
    }

    private static String aligned(BigDecimal amount, int places) {
        String exact = Money.exact(amount);
        return exact + " ".repeat(places - fraction(exact));
    }

    /** Returns how many characters there are from the decimal point on. */
    private static int fraction(String amount) {
        int point = amount.indexOf('.');
        return point < 0 ? 0 : amount.length() - point;
    }
}
