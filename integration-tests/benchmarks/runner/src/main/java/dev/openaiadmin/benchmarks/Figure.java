package dev.openaiadmin.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * A figure that the client has to reach.
 *
 * @param says what it is
 * @param metric whose samples it is made of
 * @param against the subject that the client is compared with; empty for the value itself
 * @param bound the figure
 * @param atMost whether less is better
 */
record Figure(String says, String metric, String against, double bound, boolean atMost) {
    static final String OURS = "openai-admin";
    /** The client with five operations, there for its start alone. */
    static final String FEW_OPERATIONS = "openai-admin-5";

    private static final String OFFICIAL = "openai-java";
    private static final String BY_HAND = "jdk-http-client";

    static final List<Figure> ALL = List.of(
            ratio("retrieve, one caller, p50", "retrieve nanos", 0.36),
            ratio("CPU per call", "retrieve cpu", 0.28),
            ratio("bytes allocated per call", "retrieve bytes", 0.36),
            ratio("create, p50", "create nanos", 0.40),
            atLeast("calls per second, 8 callers", "load-8 rate", 2.0),
            atLeast("calls per second, 64 callers", "load-64 rate", 2.3),
            ratio("retrieve without network", "canned nanos", 0.20),
            ratio("decode of a 100-project page, time", "decode nanos", 0.22),
            ratio("decode of a 100-project page, bytes", "decode bytes", 0.10),
            new Figure("the same against parsing by hand, time", "decode nanos", BY_HAND, 1.2, true),
            new Figure("the same against parsing by hand, bytes", "decode bytes", BY_HAND, 1.6, true),
            ratio("walk of 100,000 projects, warm", "walk nanos", 0.27),
            ratio("walk of 100,000 projects, first", "walk-first nanos", 0.33),
            ratio("walk of 100,000 projects, bytes", "walk bytes", 0.12),
            value("smallest heap that streams 100,000 projects, MB", "heap megabytes", 8),
            ratio("cold start to the first project, wall", "cold millis", 0.55),
            ratio("cold start to the first project, memory", "cold kilobytes", 0.75),
            ratio("the same with an AppCDS archive on both sides", "cold-archive millis", 0.60),
            value("runtime jars", "jars count", 14),
            value("runtime MB", "jars megabytes", 5.5),
            value("connections opened by 64 callers at 20 ms replies", "connections count", 64),
            atLeast("256 virtual-thread callers on JDK 25 at 20 ms, calls per second", "virtual rate", 1.2),
            ratio("256 virtual-thread callers on JDK 25 at 20 ms, CPU per call", "virtual cpu", 0.36),
            new Figure("cold start with 143 operations instead of 5", "cold millis", FEW_OPERATIONS, 1.05, true));

    private static Figure ratio(String says, String metric, double bound) {
        return new Figure(says, metric, OFFICIAL, bound, true);
    }

    private static Figure atLeast(String says, String metric, double bound) {
        return new Figure(says, metric, OFFICIAL, bound, false);
    }

    private static Figure value(String says, String metric, double bound) {
        return new Figure(says, metric, "", bound, true);
    }

    Samples reached(Results results) {
        Samples ours = results.of(metric, OURS);
        return against.isEmpty() ? ours : ours.over(results.of(metric, against));
    }

    boolean isReachedBy(double value) {
        // To the last digit that is shown.
        double shown = Double.parseDouble(String.format(Locale.ROOT, "%.2f", value));
        return atMost ? shown <= bound : shown >= bound;
    }
}
