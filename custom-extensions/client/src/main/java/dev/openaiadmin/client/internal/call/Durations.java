package dev.openaiadmin.client.internal.call;

import java.time.Duration;
import java.util.Locale;

/** Formats durations for messages: {@code 41 s}, {@code 6.9 s}, {@code 250 ms}. */
public final class Durations {
    private Durations() {}

    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis % 1000 < 50 || millis >= 100_000
                ? (millis / 1000) + " s"
                : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
