package dev.openaiadmin.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes down what was measured: the figures first, then every metric of every subject. */
final class Report {
    private final Results results;

    Report(Results results) {
        this.results = results;
    }

    void writeTo(Path folder) throws IOException {
        Files.writeString(folder.resolve("report.md"), markdown());
        Files.writeString(folder.resolve("report.json"), json());
        Files.writeString(folder.resolve("growth.svg"), new Growth(results).svg());
    }

    private String markdown() {
        StringBuilder page = new StringBuilder("# Benchmarks\n\n")
                .append(Machine.describe())
                .append("\n\n| figure | bound | median | middle half | |\n|---|---|---|---|---|\n");
        for (Figure figure : Figure.ALL) {
            Samples reached = figure.reached(results);
            page.append("| ").append(figure.says()).append(" | ").append(bound(figure));
            if (reached.isEmpty()) {
                page.append(" | – | – | not measured |\n");
            } else {
                page.append(" | ")
                        .append(ratio(reached.median()))
                        .append(" | ")
                        .append(ratio(reached.low()))
                        .append(" – ")
                        .append(ratio(reached.high()))
                        .append(" | ")
                        .append(verdict(figure, reached))
                        .append(" |\n");
            }
        }
        List<String> subjects = new ArrayList<>(results.subjects());
        page.append(
                        "\nMedians; beside them, in parentheses, half the width of the middle half in percent.\n\n| metric | ")
                .append(String.join(" | ", subjects))
                .append(" |\n|---|")
                .append("---|".repeat(subjects.size()))
                .append('\n');
        for (String metric : results.metrics()) {
            page.append("| ").append(metric);
            for (String subject : subjects) {
                page.append(" | ").append(cell(results.of(metric, subject)));
            }
            page.append(" |\n");
        }
        return page.append("\n![What a project costs in walks of all lengths](growth.svg)\n")
                .toString();
    }

    private static String bound(Figure figure) {
        return figure.bound() == null ? "–" : (figure.atMost() ? "≤ " : "≥ ") + number(figure.bound());
    }

    private static String verdict(Figure figure, Samples reached) {
        if (figure.bound() == null) {
            return "";
        }
        return figure.isReachedBy(reached.median()) ? "reached" : "**missed**";
    }

    private static String cell(Samples samples) {
        if (samples.isEmpty()) {
            return "–";
        }
        double median = samples.median();
        double spread = median == 0 ? 0 : 50 * (samples.high() - samples.low()) / median;
        return number(median) + (spread < 0.5 ? "" : String.format(Locale.ROOT, " (%.0f)", spread));
    }

    private String json() {
        String figures = Figure.ALL.stream()
                .filter(figure -> !figure.reached(results).isEmpty())
                .map(figure -> String.format(
                        Locale.ROOT,
                        "    {\"figure\": \"%s\", \"bound\": %s, \"atMost\": %s, \"median\": %.4f, \"reached\": %s}",
                        figure.says(),
                        figure.bound(),
                        figure.atMost(),
                        figure.reached(results).median(),
                        figure.isReachedBy(figure.reached(results).median())))
                .collect(Collectors.joining(",\n"));
        String metrics = results.metrics().stream()
                .map(metric -> "    \"" + metric + "\": {"
                        + results.bySubject(metric).entrySet().stream()
                                .map(Report::json)
                                .collect(Collectors.joining(", "))
                        + "}")
                .collect(Collectors.joining(",\n"));
        return "{\n  \"machine\": \"" + Machine.describe() + "\",\n  \"figures\": [\n" + figures
                + "\n  ],\n  \"metrics\": {\n" + metrics + "\n  }\n}\n";
    }

    private static String json(Map.Entry<String, Samples> subject) {
        Samples samples = subject.getValue();
        return String.format(
                Locale.ROOT,
                "\"%s\": {\"median\": %.3f, \"low\": %.3f, \"high\": %.3f}",
                subject.getKey(),
                samples.median(),
                samples.low(),
                samples.high());
    }

    private static String ratio(double value) {
        return value >= 10 || value < 0.1 ? number(value) : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String number(double value) {
        if (value == Math.rint(value) && value < 1_000) {
            return String.valueOf((long) value);
        }
        if (Math.abs(value) < 0.1) {
            return String.format(Locale.ROOT, "%.3f", value);
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 1_000 ? "%.1f" : "%,.0f", value);
    }
}
