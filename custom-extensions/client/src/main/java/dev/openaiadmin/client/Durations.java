package dev.openaiadmin.client;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them: {@code 41 s}, {@code 6.9 s}, {@code 250 ms}. */
final class Durations {
    private Durations() {}

    static String inWords(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis % 1000 < 50 || millis >= 100_000
                ? (millis / 1000) + " s"
                : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
