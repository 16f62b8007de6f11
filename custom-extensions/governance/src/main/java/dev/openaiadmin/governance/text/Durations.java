package dev.openaiadmin.governance.text;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes durations as people write them: {@code 90s}, {@code 30m}, {@code 12h}, {@code 7d}, {@code 2w}, or ISO 8601. */
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})\\s*([smhdw])");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param text a number and a unit, or a duration in ISO 8601
     * @return the duration
     * @throws DateTimeParseException if the text is no duration
     */
    public static Duration parse(String text) {
        Matcher parts = SHORT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Duration.parse(text.strip());
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
    }

    /**
     * Returns a duration in the largest unit that shows it exactly, such as {@code 30 days} or {@code 90 minutes}.
     *
     * @param duration the duration
     * @return a number and a unit; ISO 8601 for a duration with a fraction of a second
     */
    public static String text(Duration duration) {
        if (duration.toNanosPart() != 0) {
            return duration.toString();
        }
        long seconds = duration.toSeconds();
        if (seconds == 0) {
            return "0 seconds";
        }
        for (Unit unit : Unit.values()) {
            if (seconds % unit.seconds == 0) {
                long number = seconds / unit.seconds;
                return number + " " + unit.name().toLowerCase(Locale.ROOT) + (number == 1 ? "" : "s");
            }
        }
        throw new AssertionError("every number of seconds is shown in seconds");
    }

    /** The largest unit first. */
    private enum Unit {
        DAY(86_400),
        HOUR(3_600),
        MINUTE(60),
        SECOND(1);

        private final long seconds;

        Unit(long seconds) {
            this.seconds = seconds;
        }
    }
}
