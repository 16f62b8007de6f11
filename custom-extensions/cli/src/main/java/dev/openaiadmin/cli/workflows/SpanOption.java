package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.governance.reports.DateRange;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The days of a report: a month, or from a day to another. */
final class SpanOption {
    @ArgGroup
    private @Nullable Span span;

    /** Returns the days; those of the current month by default. */
    DateRange range() {
        return span == null || span.days == null
                ? DateRange.ofMonth(month())
                : new DateRange(span.days.from, span.days.to);
    }

    private YearMonth month() {
        return span != null && span.month != null ? span.month : YearMonth.now(Clock.system(ZoneOffset.UTC));
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
