package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.governance.reports.Granularity;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The days of a report, which are a month or a range, and the periods that it divides them into. */
final class PeriodOptions {
    @ArgGroup
    private @Nullable Span span;

    @Option(
            names = "--by",
            paramLabel = "PERIOD",
            description = "${COMPLETION-CANDIDATES}. Default: day for charts, total for everything else.")
    private @Nullable Periods by;

    /** Returns the days; those of the current month by default. */
    DateRange range() {
        return span == null || span.days == null
                ? DateRange.ofMonth(month())
                : new DateRange(span.days.from, span.days.to);
    }

    private YearMonth month() {
        return span != null && span.month != null ? span.month : YearMonth.now(Clock.system(ZoneOffset.UTC));
    }

    /** Returns whether the user has chosen the periods. */
    boolean isDivided() {
        return by != null;
    }

    /** Returns the periods: days for charts, and the whole range otherwise, unless the user has chosen others. */
    Granularity granularity(boolean charts) {
        if (by != null) {
            return by.granularity();
        }
        return charts ? Granularity.DAY : Granularity.TOTAL;
    }

    private static final class Span {
        @Option(
                names = "--month",
                paramLabel = "MONTH",
                description = "A month, such as 2026-11. Default: the current one.")
        private @Nullable YearMonth month;

        @ArgGroup(exclusive = false)
        private @Nullable Days days;
    }

    private static final class Days {
        @Option(
                names = "--from",
                paramLabel = "DAY",
                required = true,
                description = "The first day, such as 2026-11-01.")
        @SuppressWarnings("NullAway.Init") // Required.
        private LocalDate from;

        @Option(names = "--to", paramLabel = "DAY", required = true, description = "The day after the last.")
        @SuppressWarnings("NullAway.Init") // Required.
        private LocalDate to;
    }
}
