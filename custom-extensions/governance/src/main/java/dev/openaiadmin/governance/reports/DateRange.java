package dev.openaiadmin.governance.reports;

import dev.openaiadmin.InvalidValueException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A range of days in UTC. Immutable.
 *
 * @param from the first day
 * @param to the day after the last one
 */
public record DateRange(LocalDate from, LocalDate to) {

    /**
     * Creates a range.
     *
     * @param from the first day
     * @param to the day after the last one
     * @throws InvalidValueException if {@code to} is not after {@code from}
     */
    public DateRange {
        if (!to.isAfter(from)) {
            throw new InvalidValueException("to", to, "must be after from, which is " + from);
        }
    }

    /**
     * Returns the days of a month.
     *
     * @param month the month
     * @return from its first day to the first day of the next month
     */
    public static DateRange ofMonth(YearMonth month) {
        return new DateRange(month.atDay(1), month.plusMonths(1).atDay(1));
    }

    /**
     * Returns the days of a calendar year.
     *
     * @param year the year
     * @return from its first day to the first day of the next year
     */
    public static DateRange ofYear(int year) {
        return new DateRange(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
    }

    /**
     * Returns the number of days.
     *
     * @return at least 1
     */
    public long days() {
        return ChronoUnit.DAYS.between(from, to);
    }

    /**
     * Returns the beginning of the first day.
     *
     * @return midnight in UTC
     */
    public Instant start() {
        return from.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /**
     * Returns the end of the last day.
     *
     * @return midnight in UTC
     */
    public Instant end() {
        return to.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Returns the first and the last day, such as {@code 2026-11-01 to 2026-11-30}. */
    @Override
    public String toString() {
        return from + " to " + to.minusDays(1);
    }
}
