package dev.openaiadmin.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long the API asked to wait, in any of the ways in which it has been seen to say so. */
final class RetryAfter {
    private static final Pattern SENTENCE =
            Pattern.compile("try again (?:after|in) (\\d{1,9}(?:\\.\\d{1,9})?) ?(ms|s)");
    private static final BigDecimal LONGEST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(365).toSeconds());

    private RetryAfter() {}

    static @Nullable Duration in(ResponseHeaders headers, @Nullable String message, Instant now) {
        Duration wait = amount(headers.first("retry-after-ms"), -3);
        if (wait == null) {
            wait = amount(headers.first("retry-after"), 0);
        }
        if (wait == null) {
            wait = date(headers.first("retry-after"), headers.first("date"), now);
        }
        if (wait == null && message != null) {
            Matcher sentence = SENTENCE.matcher(message);
            wait = sentence.find() ? amount(sentence.group(1), sentence.group(2).equals("ms") ? -3 : 0) : null;
        }
        return wait;
    }

    private static @Nullable Duration amount(@Nullable String number, int scale) {
        // A length that no honest number has would make BigDecimal work for long.
        if (number == null || number.length() > 20) {
            return null;
        }
        try {
            BigDecimal given = new BigDecimal(number.strip());
            // The few characters of 1e-999999999 stand for more digits than there is memory.
            return given.signum() < 0 || given.scale() > 20 || given.scale() < -20
                    ? null
                    : duration(given.scaleByPowerOfTen(scale).min(LONGEST_SECONDS));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Duration duration(BigDecimal seconds) {
        return Duration.ofMillis(
                seconds.movePointRight(3).setScale(0, RoundingMode.CEILING).longValue());
    }

    /** Measured against the server's own clock where it tells it, since ours may be off. */
    private static @Nullable Duration date(@Nullable String until, @Nullable String serverDate, Instant now) {
        Instant end = instant(until);
        if (end == null) {
            return null;
        }
        Instant start = instant(serverDate);
        Duration wait = Duration.between(start == null ? now : start, end);
        return wait.isNegative() ? null : wait;
    }

    private static @Nullable Instant instant(@Nullable String httpDate) {
        if (httpDate == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
