package dev.openaiadmin.governance.internal.report;

import dev.openaiadmin.governance.internal.report.ReportSection.Fact;
import dev.openaiadmin.governance.internal.report.ReportSection.Measure;
import dev.openaiadmin.governance.internal.report.ReportSection.Point;
import dev.openaiadmin.governance.internal.report.ReportSection.Row;
import dev.openaiadmin.governance.internal.report.ReportSection.Series;
import dev.openaiadmin.governance.internal.report.StackedChart.Bar;
import dev.openaiadmin.governance.internal.report.StackedChart.Part;
import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.governance.reports.GroupValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report as an HTML page for screens, paper and screen readers. It uses no script and loads nothing. */
public final class ReportPage {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_MONTH = DateTimeFormatter.ofPattern("MMM ’uu", Locale.ENGLISH);
    /** A longer report has a bar for each month instead of each day, because so many bars cannot be distinguished. */
    private static final long MOST_DAYS = 92;
    /** More colors than these cannot be told apart; the other groups share one. */
    private static final int MOST_SERIES = 7;
    /** A longer table is for the CSV. */
    private static final int MOST_ROWS = 500;

    private final String title;
    private final DateRange range;
    private final boolean byDay;
    private final String footer;
    private final StringBuilder page = new StringBuilder();

    /**
     * Creates a page.
     *
     * @param title what the report is about, such as {@code Costs per project}
     * @param range its days
     * @param monthsOnly whether the numbers are known by month only
     * @param footer what is to be known about the numbers
     */
    public ReportPage(String title, DateRange range, boolean monthsOnly, String footer) {
        this.title = title;
        this.range = range;
        this.byDay = !monthsOnly && range.days() <= MOST_DAYS;
        this.footer = footer;
    }

    /**
     * Returns the page.
     *
     * @param sections its sections
     * @param nothing what it says when there are none
     * @param warnings what the reader has to know first
     */
    public String of(List<ReportSection> sections, String nothing, List<String> warnings) {
        page.setLength(0);
        page.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <title>%1$s, %2$s</title>
                <style>
                %3$s</style>
                </head>
                <body>
                <main>
                <header>
                <p class="kicker">%1$s</p>
                <h1>%2$s</h1>
                </header>
                """.formatted(Html.text(title), Html.text(period()), Html.resource("report.css")));
        for (String warning : warnings) {
            page.append("<p class=\"warning\">").append(Html.text(warning)).append("</p>\n");
        }
        sections.forEach(this::section);
        if (sections.isEmpty()) {
            page.append("<p class=\"total\">").append(Html.text(nothing)).append("</p>\n");
        }
        page.append("""
                <footer>
                <p>%s</p>
                </footer>
                </main>
                </body>
                </html>
                """.formatted(Html.text(footer)));
        return page.toString();
    }

    private String period() {
        LocalDate last = range.to().minusDays(1);
        YearMonth month = YearMonth.from(range.from());
        if (range.from().equals(month.atDay(1)) && last.equals(month.atEndOfMonth())) {
            return MONTH.format(month);
        }
        if (range.from().getDayOfYear() == 1 && range.to().equals(range.from().plusYears(1))) {
            return Integer.toString(range.from().getYear());
        }
        return range.from().equals(last) ? DAY.format(last) : DAY.format(range.from()) + " – " + DAY.format(last);
    }

    private void section(ReportSection section) {
        Measure first = section.measures().get(0);
        page.append("<section>\n");
        if (section.headline()) {
            page.append("<h2 class=\"total\">%s <abbr>%s</abbr></h2>\n"
                    .formatted(Html.text(first.figures().shown(first.total())), Html.text(section.title())));
        } else {
            page.append("<h2>%s</h2>\n".formatted(Html.text(section.title())));
        }
        facts(section.facts());
        for (Measure measure : section.measures()) {
            List<Bar> bars = bars(measure);
            if (bars.stream().anyMatch(bar -> bar.sum().sum().signum() != 0)) {
                chart(measure, bars);
            }
        }
        if (!section.rows().isEmpty()) {
            table(section);
        }
        page.append("</section>\n");
    }

    private void facts(List<Fact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        page.append("<dl>\n");
        for (Fact fact : facts) {
            String value = Html.text(fact.value());
            page.append("<div><dt>%s</dt><dd>%s</dd></div>\n"
                    .formatted(
                            Html.text(fact.term()),
                            switch (fact.kind()) {
                                case PLAIN -> value;
                                case PROVISIONAL -> "<i class=\"key provisional\"></i>" + value;
                                case WARNING -> "<strong>" + value + "</strong>";
                            }));
        }
        page.append("</dl>\n");
    }

    private void chart(Measure measure, List<Bar> bars) {
        StackedChart chart = new StackedChart(bars, measure.figures());
        Bar highest =
                bars.stream().max(Comparator.comparing(bar -> bar.sum().sum())).orElseThrow();
        page.append("""
                <figure>
                <figcaption>%1$s a %2$s <span>the most %3$s</span></figcaption>
                %4$s""".formatted(
                        Html.text(measure.name()),
                        byDay ? "day" : "month",
                        (byDay ? "on " : "in ")
                                + Html.text(highest.name() + ": "
                                        + measure.figures().shown(highest.sum().sum())),
                        chart));
        legend(bars.get(0));
        page.append("""
                <details>
                <summary>The chart as a table</summary>
                <table>
                <thead><tr><th scope="col">%s</th><th scope="col" class="number">%s</th></tr></thead>
                <tbody>
                """.formatted(byDay ? "Day" : "Month", Html.text(measure.name())));
        for (Bar bar : bars) {
            page.append("<tr><th scope=\"row\">%s</th><td class=\"number\">%s%s</td></tr>\n"
                    .formatted(
                            Html.text(bar.name()),
                            Html.text(measure.figures().shown(bar.sum().sum())),
                            provisional(measure.figures(), bar.sum().provisional())));
        }
        page.append("</tbody>\n</table>\n</details>\n</figure>\n");
    }

    /** Writes the legend of a chart, in which every bar has the same parts. */
    private void legend(Bar bar) {
        if (bar.parts().size() < 2) {
            return;
        }
        page.append("<p class=\"legend\">\n");
        for (Part part : bar.parts()) {
            page.append("<span><i class=\"key c%d\"></i><bdi>%s</bdi></span>\n"
                    .formatted(part.color(), Html.text(part.name())));
        }
        page.append("</p>\n");
    }

    /** Returns one for each day or month, also where there is nothing. */
    private List<Bar> bars(Measure measure) {
        List<Map<LocalDate, Point>> series = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Series each : shown(measure.series())) {
            Map<LocalDate, Point> points = new HashMap<>();
            each.days().forEach((day, point) -> points.merge(beginning(day), point, Point::plus));
            series.add(points);
            names.add(nameOf(each.group()));
        }
        int others = measure.series().size() - MOST_SERIES;
        if (others > 1) {
            names.set(MOST_SERIES, others + " others");
        }
        List<Bar> bars = new ArrayList<>();
        LocalDate day = beginning(range.from());
        while (day.isBefore(range.to())) {
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i < series.size(); i++) {
                parts.add(new Part(i, names.get(i), series.get(i).getOrDefault(day, Point.ZERO)));
            }
            bars.add(new Bar((byDay ? SHORT_DAY : SHORT_MONTH).format(day), (byDay ? DAY : MONTH).format(day), parts));
            day = byDay ? day.plusDays(1) : day.plusMonths(1);
        }
        return bars;
    }

    /** Returns the largest series, and the sum of all others as the last one. */
    private static List<Series> shown(List<Series> series) {
        if (series.size() <= MOST_SERIES + 1) {
            return series;
        }
        List<Series> shown = new ArrayList<>(series.subList(0, MOST_SERIES));
        Map<LocalDate, Point> others = new HashMap<>();
        for (Series other : series.subList(MOST_SERIES, series.size())) {
            other.days().forEach((day, point) -> others.merge(day, point, Point::plus));
        }
        shown.add(new Series(null, others));
        return shown;
    }

    private LocalDate beginning(LocalDate day) {
        return byDay ? day : day.withDayOfMonth(1);
    }

    private static String nameOf(@Nullable List<GroupValue> group) {
        return group == null || group.isEmpty()
                ? "Total"
                : group.stream().map(ReportPage::plainName).collect(Collectors.joining(" · "));
    }

    private static String plainName(GroupValue value) {
        return value.name() != null
                ? value.name()
                : value.value() == null ? FieldLabel.absent(value.field()) : value.value();
    }

    private void table(ReportSection section) {
        BigDecimal most = section.rows().get(0).points().get(0).sum();
        Measure first = section.measures().get(0);
        page.append("<div class=\"wide\">\n<table class=\"groups\">\n<caption>")
                .append(Html.text(caption(section)))
                .append("</caption>\n<thead><tr>");
        for (String field : section.fields()) {
            page.append("<th scope=\"col\">")
                    .append(Html.text(FieldLabel.of(field)))
                    .append("</th>");
        }
        page.append("<th scope=\"col\" class=\"number\">Share</th>");
        for (Measure measure : section.measures()) {
            page.append("<th scope=\"col\" class=\"number\">")
                    .append(Html.text(measure.name()))
                    .append("</th>");
        }
        page.append("</tr></thead>\n<tbody>\n");
        int shown = Math.min(section.rows().size(), MOST_ROWS);
        for (Row row : section.rows().subList(0, shown)) {
            page.append("<tr>");
            for (int i = 0; i < row.group().size(); i++) {
                page.append(i == 0 ? "<th scope=\"row\">" : "<td>")
                        .append(name(row.group().get(i)))
                        .append(i == 0 ? bar(row.points().get(0).sum(), most) + "</th>" : "</td>");
            }
            page.append("<td class=\"number\">")
                    .append(Money.share(row.points().get(0).sum(), first.total()))
                    .append("</td>");
            numbers(section.measures(), row.points());
            page.append("</tr>\n");
        }
        if (shown < section.rows().size()) {
            rest(section, section.rows().subList(shown, section.rows().size()));
        }
        page.append("</tbody>\n<tfoot><tr><th scope=\"row\"%s>Total</th><td></td>"
                .formatted(
                        section.fields().size() > 1
                                ? " colspan=\"" + section.fields().size() + "\""
                                : ""));
        for (Measure measure : section.measures()) {
            page.append("<td class=\"number\">%s</td>"
                    .formatted(Html.text(measure.figures().shown(measure.total()))));
        }
        page.append("</tr></tfoot>\n</table>\n</div>\n");
    }

    private static String caption(ReportSection section) {
        int count = section.rows().size();
        return (count == 1 ? "1 row" : count + " rows") + " by "
                + section.fields().stream().map(FieldLabel::words).collect(Collectors.joining(" and "));
    }

    private void rest(ReportSection section, List<Row> rest) {
        page.append("<tr><th scope=\"row\"%s><em>%d more, in the CSV of this report</em></th><td></td>"
                .formatted(
                        section.fields().size() > 1
                                ? " colspan=\"" + section.fields().size() + "\""
                                : "",
                        rest.size()));
        List<Point> sums = new ArrayList<>();
        for (int i = 0; i < section.measures().size(); i++) {
            int measure = i;
            sums.add(rest.stream().map(row -> row.points().get(measure)).reduce(Point.ZERO, Point::plus));
        }
        numbers(section.measures(), sums);
        page.append("</tr>\n");
    }

    private void numbers(List<Measure> measures, List<Point> points) {
        for (int i = 0; i < points.size(); i++) {
            Figures figures = measures.get(i).figures();
            page.append("<td class=\"number\">")
                    .append(Html.text(figures.shown(points.get(i).sum())))
                    .append(
                            figures == Figures.MONEY
                                    ? provisional(figures, points.get(i).provisional())
                                    : "")
                    .append("</td>");
        }
    }

    private static String provisional(Figures figures, BigDecimal amount) {
        return amount.signum() == 0 ? "" : " <small>%s provisional</small>".formatted(Html.text(figures.shown(amount)));
    }

    private static String name(GroupValue value) {
        if (value.value() == null) {
            return "<em>" + Html.text(FieldLabel.absent(value.field())) + "</em>";
        }
        if (value.name() == null) {
            return value.field().endsWith("_id")
                    ? "<code>" + Html.text(value.value()) + "</code>"
                    : "<bdi>" + Html.text(value.value()) + "</bdi>";
        }
        return "<bdi>%s</bdi>%s <code>%s</code>"
                .formatted(
                        Html.text(value.name()),
                        value.archived() ? " <mark>archived</mark>" : "",
                        Html.text(value.value()));
    }

    private static String bar(BigDecimal amount, BigDecimal most) {
        return amount.signum() <= 0
                ? ""
                : "<div class=\"share\" style=\"width:%s%%\"></div>"
                        .formatted(amount.multiply(BigDecimal.valueOf(100)).divide(most, 2, RoundingMode.HALF_UP));
    }
}
