package dev.openaiadmin.cli.terminal;

import dev.openaiadmin.governance.text.Durations;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Reads times as people write them. Days are UTC days, as in the API. */
public final class Times {
    private static final Pattern SECONDS = Pattern.compile("\\d{9,11}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private Times() {}

    /**
     * Reads a time: {@code now}, a day, a time in ISO 8601 (UTC without an offset), unix seconds, or a duration such as
     * {@code 7d}, which is the time so long ago.
     *
     * @throws DateTimeException if the text is no time
     */
    public static Instant parse(String text) {
        return parse(text, Clock.systemUTC());
    }

    static Instant parse(String text, Clock clock) {
        String given = text.strip();
        if (given.equalsIgnoreCase("now")) {
            return clock.instant();
        }
        if (SECONDS.matcher(given).matches()) {
            return Instant.ofEpochSecond(Long.parseLong(given));
        }
        if (DAY.matcher(given).matches()) {
            return LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (given.indexOf('T') > 0) {
            boolean offset = given.endsWith("Z") || given.matches(".*[+-]\\d{2}:?\\d{2}");
            return offset
                    ? OffsetDateTime.parse(given).toInstant()
                    : LocalDateTime.parse(given).toInstant(ZoneOffset.UTC);
        }
        return clock.instant().minus(Durations.parse(given));
    }
}
