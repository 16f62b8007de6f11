package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.client.internal.http.ResponseHeaders;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long the API asks to wait: from {@code retry-after-ms}, from {@code Retry-After} in seconds or as a date, or
 * from the message, such as "try again in 1m30s", "114h18m0s", "in 20ms" or "retry after 5 seconds".
 */
final class RetryAfter {
    private static final String NUMBER = "\\d{1,9}(?:\\.\\d{1,9})?";
    private static final String UNIT =
            "(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h|days?|d)(?![A-Za-z])|[hmd](?=\\d)";
    private static final String PART = "(" + NUMBER + ") ?(" + UNIT + ")";
    private static final Pattern PARTS = Pattern.compile(PART, Pattern.CASE_INSENSITIVE);
    private static final Pattern SENTENCE = Pattern.compile(
            "(?:again|retry) (?:after|in) ((?:" + PART + "(?:,? (?:and )?)?){1,5})", Pattern.CASE_INSENSITIVE);
    private static final BigDecimal LONGEST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(365).toSeconds());

    private RetryAfter() {}

    static @Nullable Duration in(ResponseHeaders headers, @Nullable String message, Instant now) {
        Duration wait = amount(headers.first("retry-after-ms"), -3);
        if (wait == null) {
            wait = amount(headers.first("retry-after"), 0);
        }
        if (wait == null) {
            wait = until(headers.first("retry-after"), headers.first("date"), now);
        }
        return wait == null && message != null ? inWords(message) : wait;
    }

    private static @Nullable Duration inWords(String message) {
        Matcher sentence = SENTENCE.matcher(message);
        if (!sentence.find()) {
            return null;
        }
        BigDecimal seconds = BigDecimal.ZERO;
        Matcher part = PARTS.matcher(sentence.group(1));
        while (part.find()) {
            seconds = seconds.add(new BigDecimal(part.group(1)).multiply(secondsOf(part.group(2))));
        }
        return duration(seconds.min(LONGEST_SECONDS));
    }

    private static BigDecimal secondsOf(String unit) {
        String lower = unit.toLowerCase(Locale.ROOT);
        if (lower.startsWith("ms") || lower.startsWith("mil")) {
            return new BigDecimal("0.001");
        }
        return switch (lower.charAt(0)) {
            case 's' -> BigDecimal.ONE;
            case 'm' -> BigDecimal.valueOf(60);
            case 'h' -> BigDecimal.valueOf(3600);
            default -> BigDecimal.valueOf(86_400);
        };
    }

    private static @Nullable Duration amount(@Nullable String number, int scale) {
        // A longer number is no plausible wait, and BigDecimal would need much time for a very long one.
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

    /** Measured by the clock of the server where the response has a date, since clocks differ. */
    private static @Nullable Duration until(@Nullable String time, @Nullable String serverTime, Instant now) {
        Instant end = instant(time);
        if (end == null) {
            return null;
        }
        Instant start = instant(serverTime);
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
