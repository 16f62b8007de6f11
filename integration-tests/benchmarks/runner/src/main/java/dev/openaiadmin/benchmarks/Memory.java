package dev.openaiadmin.benchmarks;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** How much memory this process has taken, found out with as little as possible of its own. */
final class Memory {
    private static final String PEAK = "VmHWM:";

    private Memory() {}

    static long peakKilobytes() throws IOException {
        try (InputStream status = new FileInputStream("/proc/self/status")) {
            String lines = new String(status.readAllBytes(), StandardCharsets.US_ASCII);
            int begin = lines.indexOf(PEAK) + PEAK.length();
            return Long.parseLong(
                    lines.substring(begin, lines.indexOf("kB", begin)).strip());
        }
    }
}
