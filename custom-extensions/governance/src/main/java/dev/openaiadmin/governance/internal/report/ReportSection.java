package dev.openaiadmin.governance.internal.report;

import dev.openaiadmin.governance.reports.GroupValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a report whose numbers belong together: one currency, or one endpoint of usage.
 *
 * @param title the unit of the headline, such as {@code USD}, or the name of the section
 * @param headline whether the total of the first measure is the heading
 * @param facts what is shown below the heading
 * @param fields the fields that the rows are grouped by, possibly none
 * @param measures what is measured, at least one
 * @param rows the groups, in the order in which they are shown
 */
public record ReportSection(
        String title, boolean headline, List<Fact> facts, List<String> fields, List<Measure> measures, List<Row> rows) {

    /** Copies the lists. */
    public ReportSection {
        facts = List.copyOf(facts);
        fields = List.copyOf(fields);
        measures = List.copyOf(measures);
        rows = List.copyOf(rows);
    }

    /** How a fact is to be read. */
    public enum Kind {
        /** The value is final. */
        PLAIN,
        /** The value may still change. */
        PROVISIONAL,
        /** The value has a problem, which the text names. */
        WARNING
    }

    /** A short statement about the section. */
    public record Fact(String term, String value, Kind kind) {}

    /**
     * Something that is measured.
     *
     * @param name a heading, such as {@code Input tokens}
     * @param figures how its numbers are shown
     * @param total the sum of all rows
     * @param series what the chart is drawn from, the largest first; none for no chart
     */
    public record Measure(String name, Figures figures, BigDecimal total, List<Series> series) {
        /** Copies the list. */
        public Measure {
            series = List.copyOf(series);
        }
    }

    /**
     * The numbers of one group over time.
     *
     * @param group the group; null for everything
     * @param days numbers by day, or by the first day of a month
     */
    public record Series(@Nullable List<GroupValue> group, Map<LocalDate, Point> days) {
        /** Returns the sum of all days. */
        public BigDecimal total() {
            return days.values().stream().map(Point::sum).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /** A number, and the part of it that the API still revises. */
    public record Point(BigDecimal settled, BigDecimal provisional) {
        /** The value zero. */
        public static final Point ZERO = new Point(BigDecimal.ZERO, BigDecimal.ZERO);

        /** Returns a number that is either settled or provisional. */
        public static Point of(BigDecimal number, boolean provisional) {
            return provisional ? new Point(BigDecimal.ZERO, number) : new Point(number, BigDecimal.ZERO);
        }

        /** Returns the whole number. */
        public BigDecimal sum() {
            return settled.add(provisional);
        }

        /** Returns the sum of two. */
        public Point plus(Point other) {
            return new Point(settled.add(other.settled), provisional.add(other.provisional));
        }
    }

    /**
     * A group and its numbers, one for each measure.
     *
     * @param group the values of the group
     * @param points a number for each measure
     */
    public record Row(List<GroupValue> group, List<Point> points) {
        /** Puts the row with the largest number of the first measure first. */
        public static final Comparator<Row> LARGEST_FIRST = Comparator.comparing(
                        (Row row) -> row.points().get(0).sum(), Comparator.reverseOrder())
                .thenComparing(row -> row.group().toString());

        /** Copies the lists. */
        public Row {
            group = List.copyOf(group);
            points = List.copyOf(points);
        }
    }
}
