package dev.openaiadmin.benchmarks;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Samples by metric and subject, in the order in which they came. */
final class Results {
    private final Map<String, Map<String, Samples>> byMetric = new LinkedHashMap<>();

    void add(String metric, String subject, double value) {
        byMetric.computeIfAbsent(metric, m -> new LinkedHashMap<>())
                .computeIfAbsent(subject, s -> new Samples())
                .add(value);
    }

    /** Adds all values of an answer, each as a metric of its own. */
    void addAll(String metric, String subject, Map<String, Double> values) {
        values.forEach((name, value) -> add(metric + " " + name, subject, value));
    }

    Samples of(String metric, String subject) {
        return byMetric.getOrDefault(metric, Map.of()).getOrDefault(subject, new Samples());
    }

    Set<String> metrics() {
        return byMetric.keySet();
    }

    Map<String, Samples> bySubject(String metric) {
        return byMetric.getOrDefault(metric, Map.of());
    }

    Set<String> subjects() {
        Set<String> subjects = new LinkedHashSet<>();
        byMetric.values().forEach(samples -> subjects.addAll(samples.keySet()));
        return subjects;
    }
}
