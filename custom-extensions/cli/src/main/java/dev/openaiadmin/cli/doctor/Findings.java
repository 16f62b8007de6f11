package dev.openaiadmin.cli.doctor;

import dev.openaiadmin.cli.output.Json;
import dev.openaiadmin.cli.terminal.LineWrapper;
import dev.openaiadmin.cli.terminal.Terminal;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what was examined: each line as soon as it is known, or all of it as JSON at the end. */
final class Findings {
    private static final int INDENT = 14;
    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final boolean json;
    private final @Nullable Terminal terminal;
    private final List<Map<String, @Nullable Object>> all = new ArrayList<>();

    Findings(PrintWriter out, boolean json, @Nullable Terminal terminal) {
        this.out = out;
        this.json = json;
        this.terminal = terminal;
    }

    /** Adds what needs no change. */
    void add(String name, String detail) {
        add(name, detail, null);
    }

    /** Adds what is wrong, and what to do about it. */
    void addProblem(String name, String detail, String nextStep) {
        add(name, detail, nextStep);
    }

    boolean hasProblem() {
        return all.stream().anyMatch(finding -> "problem".equals(finding.get("status")));
    }

    private void add(String name, String detail, @Nullable String nextStep) {
        Map<String, @Nullable Object> finding = new LinkedHashMap<>();
        finding.put("check", name);
        finding.put("status", nextStep == null ? "ok" : "problem");
        finding.put("detail", PrintableText.lines(detail));
        finding.put("next_step", nextStep);
        all.add(finding);
        if (!json) {
            String text = PrintableText.lines(nextStep == null ? detail : withNextStep(detail, nextStep));
            String lines = String.join("\n" + " ".repeat(INDENT), wrapped(text));
            boolean red = nextStep != null && terminal != null && terminal.color();
            out.println((red ? RED + name + PLAIN : name) + " ".repeat(INDENT - name.length()) + lines);
            out.flush();
        }
    }

    /** Below several lines, the next step has a line of its own. */
    private static String withNextStep(String detail, String nextStep) {
        return detail.contains("\n")
                ? detail + "\n" + nextStep.substring(0, 1).toUpperCase(Locale.ROOT) + nextStep.substring(1)
                : detail + ": " + nextStep;
    }

    /** Writes the findings as JSON, if that is wanted. */
    void end() {
        if (json) {
            out.println(Json.line(Map.of("checks", all)));
            out.flush();
        }
    }

    private List<String> wrapped(String text) {
        if (terminal == null) {
            return text.lines().toList();
        }
        LineWrapper wrapper = LineWrapper.of(terminal.width() - INDENT);
        return text.lines().flatMap(line -> wrapper.lines(line).stream()).toList();
    }
}
