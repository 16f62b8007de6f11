package dev.openaiadmin.governance.internal.report;

import dev.openaiadmin.governance.internal.report.ReportSection.Measure;
import dev.openaiadmin.governance.internal.report.ReportSection.Point;
import dev.openaiadmin.governance.internal.report.ReportSection.Row;
import dev.openaiadmin.governance.internal.report.ReportSection.Series;
import dev.openaiadmin.governance.reports.GroupValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Adds up rows of a report by group and day, for its page. */
public final class GroupSums {
    private final int measures;
    private final Map<List<GroupValue>, List<Map<LocalDate, Point>>> sums = new LinkedHashMap<>();

    /**
     * Creates sums of zero.
     *
     * @param measures how many numbers a row has
     */
    public GroupSums(int measures) {
        this.measures = measures;
    }

    /** Adds a row. */
    public void add(List<GroupValue> group, LocalDate start, List<Point> points) {
        List<Map<LocalDate, Point>> ofGroup = sums.computeIfAbsent(group, unused -> emptyMaps());
        for (int i = 0; i < measures; i++) {
            ofGroup.get(i).merge(start, points.get(i), Point::plus);
        }
    }

    private List<Map<LocalDate, Point>> emptyMaps() {
        List<Map<LocalDate, Point>> maps = new ArrayList<>();
        for (int i = 0; i < measures; i++) {
            maps.add(new LinkedHashMap<>());
        }
        return maps;
    }

    /** Returns the groups, the largest first. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        sums.forEach((group, ofGroup) -> rows.add(new Row(
                group,
                ofGroup.stream()
                        .map(days -> days.values().stream().reduce(Point.ZERO, Point::plus))
                        .toList())));
        rows.sort(Row.LARGEST_FIRST);
        return rows;
    }

    /**
     * Returns one of the numbers, with a series for each group if there is to be a chart. The series of all numbers have the
     * same order, so that a group has the same color in each chart: the largest by the first number comes first.
     */
    public Measure measure(int index, String name, Figures figures, boolean chart) {
        List<Series> series = new ArrayList<>();
        for (Row row : rows()) {
            List<Map<LocalDate, Point>> ofGroup = Objects.requireNonNull(sums.get(row.group()));
            series.add(new Series(row.group(), Collections.unmodifiableMap(ofGroup.get(index))));
        }
        BigDecimal total = series.stream().map(Series::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Measure(name, figures, total, chart ? series : List.of());
    }
}
