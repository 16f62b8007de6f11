package dev.openaiadmin.benchmarks;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure of the client, and what it has to reach.
 *
 * @param says what it is
 * @param metric whose samples it is made of
 * @param against the subject that the client is compared with; empty for the value itself
 * @param bound the figure to reach; null where none is asked for
 * @param atMost whether less is better
 */
record Figure(
        String says,
        String metric,
        String against,
        @Nullable Double bound,
        boolean atMost) {
    static final String OURS = "openai-admin";
    /** The client with five operations, there for its start alone. */
    static final String FEW_OPERATIONS = "openai-admin-5";

    static final String OFFICIAL = "openai-java";
    private static final String BY_HAND = "jdk-http-client";

    static final List<Figure> ALL = List.of(
            ratio("retrieve, one caller, p50", "retrieve nanos", 0.33),
            ratio("CPU per call", "retrieve cpu", 0.23),
            ratio("bytes allocated per call", "retrieve bytes", 0.21),
            ratio("create, p50", "create nanos", 0.35),
            atLeast("calls per second, 8 callers", "load-8 rate", 2.4),
            atLeast("calls per second, 64 callers", "load-64 rate", 3.3),
            reported("retrieve over TLS, one caller, p50", "tls-retrieve nanos", true),
            reported("CPU per call over TLS", "tls-retrieve cpu", true),
            reported("calls per second over TLS, 64 callers", "tls-load-64 rate", false),
            ratio("retrieve without network", "canned nanos", 0.19),
            ratio("decode of a 100-project page, time", "decode nanos", 0.22),
            ratio("decode of a 100-project page, bytes", "decode bytes", 0.055),
            new Figure("the same against parsing by hand, time", "decode nanos", BY_HAND, 1.2, true),
            new Figure("the same against parsing by hand, bytes", "decode bytes", BY_HAND, 1.6, true),
            ratio("walk of 100,000 projects, warm", "walk nanos", 0.27),
            ratio("walk of 100,000 projects, first", "walk-first nanos", 0.34),
            ratio("walk of 100,000 projects, bytes", "walk bytes", 0.09),
            value("smallest heap that streams 100,000 projects, MB", "heap megabytes", 6),
            ratio("cold start to the first project, wall", "cold millis", 0.28),
            ratio("cold start to the first project, memory", "cold kilobytes", 0.50),
            ratio("the same with an AppCDS archive on both sides", "cold-archive millis", 0.60),
            value("runtime jars", "jars count", 11),
            value("runtime MB", "jars megabytes", 4.8),
            value("connections opened by 64 callers at 20 ms replies", "connections count", 64),
            atLeast("256 virtual-thread callers on JDK 25 at 20 ms, calls per second", "virtual rate", 2.5),
            ratio("256 virtual-thread callers on JDK 25 at 20 ms, CPU per call", "virtual cpu", 0.30),
            new Figure("cold start with all operations instead of 5", "cold millis", FEW_OPERATIONS, 1.05, true));

    private static Figure ratio(String says, String metric, double bound) {
        return new Figure(says, metric, OFFICIAL, bound, true);
    }

    private static Figure atLeast(String says, String metric, double bound) {
        return new Figure(says, metric, OFFICIAL, bound, false);
    }

    private static Figure value(String says, String metric, double bound) {
        return new Figure(says, metric, "", bound, true);
    }

    private static Figure reported(String says, String metric, boolean atMost) {
        return new Figure(says, metric, OFFICIAL, null, atMost);
    }

    Samples reached(Results results) {
        Samples ours = results.of(metric, OURS);
        return against.isEmpty() ? ours : ours.over(results.of(metric, against));
    }

    boolean isReachedBy(double value) {
        if (bound == null) {
            return true;
        }
        // To the last digit of the bound.
        int digits = Math.max(2, BigDecimal.valueOf(bound).scale());
        double shown = Double.parseDouble(String.format(Locale.ROOT, "%." + digits + "f", value));
        return atMost ? shown <= bound : shown >= bound;
    }
}
