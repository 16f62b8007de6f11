package dev.openaiadmin.governance.costs;

import dev.openaiadmin.governance.costs.CostChart.Bar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link CostReport} as an HTML page for screens, paper and screen readers. */
final class CostSheet {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_MONTH = DateTimeFormatter.ofPattern("MMM \u2019uu", Locale.ENGLISH);
    /** A longer report has a bar for each month instead of each day, because so many bars cannot be distinguished. */
    private static final long MOST_DAYS = 92;

    private final CostReport report;
    private final boolean byDay;
    private final StringBuilder page = new StringBuilder();

    CostSheet(CostReport report) {
        this.report = report;
        this.byDay = ChronoUnit.DAYS.between(report.from(), report.to()) <= MOST_DAYS;
    }

    @Override
    public String toString() {
        page.setLength(0);
        page.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <title>Costs per project, %1$s</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <main>
                <header>
                <p class="kicker">Costs per project</p>
                <h1>%1$s</h1>
                </header>
                """.formatted(period(), Html.resource("cost-sheet.css")));
        Map<String, BigDecimal> totals = report.totals();
        totals.forEach(this::section);
        page.append("""
                %s<footer>
                <p>Days are UTC days. Amounts are rounded for reading; the total to the last digit and the CSV of this
                report are exact. The API still revises the costs of the last 48 hours.</p>
                </footer>
                </main>
                </body>
                </html>
                """.formatted(totals.isEmpty() ? "<p class=\"total\">Nothing was spent.</p>\n" : ""));
        return page.toString();
    }

    private String period() {
        LocalDate last = report.to().minusDays(1);
        YearMonth month = YearMonth.from(report.from());
        if (report.from().equals(month.atDay(1)) && last.equals(month.atEndOfMonth())) {
            return MONTH.format(month);
        }
        return report.from().equals(last)
                ? DAY.format(last)
                : DAY.format(report.from()) + " \u2013 " + DAY.format(last);
    }

    private void section(String currency, BigDecimal total) {
        List<ProjectCost> rows = report.rows().stream()
                .filter(row -> row.currency().equals(currency))
                .toList();
        BigDecimal provisional = rows.stream().map(ProjectCost::provisional).reduce(BigDecimal.ZERO, BigDecimal::add);
        page.append("""
                <section>
                <h2 class="total">%s <abbr>%s</abbr></h2>
                <dl>
                <div><dt>To the last digit</dt><dd class="exact">%s</dd></div>
                <div><dt>Provisional</dt><dd>%s</dd></div>
                <div><dt>Total of the API</dt><dd>%s</dd></div>
                </dl>
                """.formatted(
                Html.text(Money.rounded(total)),
                Html.text(currency),
                Money.exact(total),
                provisional.signum() == 0 ? "nothing" : "<i class=\"key\"></i>" + Html.text(Money.rounded(provisional)),
                agreement(report.differences().get(currency))));
        List<Bar> bars = bars(currency);
        if (bars.stream().anyMatch(bar -> bar.amount().signum() != 0)) {
            chart(currency, bars);
        }
        table(currency, total, rows);
        page.append("</section>\n");
    }

    private static String agreement(@Nullable BigDecimal difference) {
        return difference == null
                ? "the same"
                : "<strong>differs by %s; run the report again</strong>".formatted(Money.exact(difference));
    }

    private void chart(String currency, List<Bar> bars) {
        Bar dearest = bars.stream().max(Comparator.comparing(Bar::amount)).orElseThrow();
        page.append("""
                <figure>
                <figcaption>%1$s a %2$s <span>the most %3$s</span></figcaption>
                %4$s<details>
                <summary>The chart as a table</summary>
                <table>
                <thead><tr><th scope="col">%5$s</th><th scope="col" class="number">%1$s</th></tr></thead>
                <tbody>
                """.formatted(
                        Html.text(currency),
                        byDay ? "day" : "month",
                        (byDay ? "on " : "in ") + Html.text(dearest.words()),
                        new CostChart(bars),
                        byDay ? "Day" : "Month"));
        for (Bar bar : bars) {
            page.append("<tr><th scope=\"row\">%s</th><td class=\"number\">%s%s</td></tr>\n"
                    .formatted(bar.name(), Html.text(Money.rounded(bar.amount())), provisional(bar.provisional())));
        }
        page.append("</tbody>\n</table>\n</details>\n</figure>\n");
    }

    /** One for each day or month, also where nothing was spent. */
    private List<Bar> bars(String currency) {
        Map<LocalDate, BigDecimal> settled = new HashMap<>();
        Map<LocalDate, BigDecimal> provisional = new HashMap<>();
        for (DayCost day : report.days()) {
            if (day.currency().equals(currency)) {
                (day.provisional() ? provisional : settled).merge(beginning(day.day()), day.amount(), BigDecimal::add);
            }
        }
        List<Bar> bars = new ArrayList<>();
        LocalDate day = beginning(report.from());
        while (day.isBefore(report.to())) {
            bars.add(new Bar(
                    (byDay ? SHORT_DAY : SHORT_MONTH).format(day),
                    (byDay ? DAY : MONTH).format(day),
                    settled.getOrDefault(day, BigDecimal.ZERO),
                    provisional.getOrDefault(day, BigDecimal.ZERO)));
            day = byDay ? day.plusDays(1) : day.plusMonths(1);
        }
        return bars;
    }

    private LocalDate beginning(LocalDate day) {
        return byDay ? day : day.withDayOfMonth(1);
    }

    private void table(String currency, BigDecimal total, List<ProjectCost> rows) {
        BigDecimal most = rows.get(0).amount();
        long projects = rows.stream().filter(row -> row.projectId() != null).count();
        page.append("""
                <table class="projects">
                <caption>%1$s</caption>
                <thead><tr><th scope="col">Project</th><th scope="col" class="number">Share</th>\
                <th scope="col" class="number">%2$s</th></tr></thead>
                <tbody>
                """.formatted(projects == 1 ? "1 project" : projects + " projects", Html.text(currency)));
        for (ProjectCost row : rows) {
            page.append("""
                    <tr><th scope="row">%s%s</th>\
                    <td class="number">%s</td><td class="number">%s%s</td></tr>
                    """.formatted(
                            name(row),
                            bar(row.amount(), most),
                            Money.share(row.amount(), total),
                            Html.text(Money.rounded(row.amount())),
                            provisional(row.provisional())));
        }
        page.append("""
                </tbody>
                <tfoot><tr><th scope="row">Total</th><td></td><td class="number">%s</td></tr></tfoot>
                </table>
                """.formatted(Html.text(Money.rounded(total))));
    }

    private static String provisional(BigDecimal amount) {
        return amount.signum() == 0 ? "" : " <small>%s provisional</small>".formatted(Html.text(Money.rounded(amount)));
    }

    private static String name(ProjectCost row) {
        if (row.projectId() == null) {
            return "<em>Not in a project</em>";
        }
        String id = Html.text(row.projectId());
        return row.name() == null
                ? "<code>" + id + "</code>"
                : "<bdi>%s</bdi>%s <code>%s</code>"
                        .formatted(Html.text(row.name()), row.archived() ? " <mark>archived</mark>" : "", id);
    }

    private static String bar(BigDecimal amount, BigDecimal most) {
        return amount.signum() <= 0
                ? ""
                : "<div class=\"share\" style=\"width:%s%%\"></div>"
                        .formatted(amount.multiply(BigDecimal.valueOf(100)).divide(most, 2, RoundingMode.HALF_UP));
    }
}
