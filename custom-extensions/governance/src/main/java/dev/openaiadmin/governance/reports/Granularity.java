package dev.openaiadmin.governance.reports;

import java.time.LocalDate;
import java.time.YearMonth;

/** The periods that a report is divided into. Days and months are those of UTC. */
public enum Granularity {
    /** A row for each day. */
    DAY,
    /** A row for each calendar month. */
    MONTH,
    /** A row for the whole range. */
    TOTAL;

    /**
     * Returns the first day of the period that a day belongs to.
     *
     * @param day the day
     * @param range the range of the report
     * @return the day itself, the first day of its month, or the first day of the range
     */
    public LocalDate startOf(LocalDate day, DateRange range) {
        return switch (this) {
            case DAY -> day;
            case MONTH -> YearMonth.from(day).atDay(1);
            case TOTAL -> range.from();
        };
    }
}
