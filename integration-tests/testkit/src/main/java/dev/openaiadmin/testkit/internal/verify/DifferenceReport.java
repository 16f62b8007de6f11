package dev.openaiadmin.testkit.internal.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.verify.ExchangeCheck.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts differences by kind, prints each kind when it is first seen, and writes a JSON file. Safe for many threads. */
final class DifferenceReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExchangeCheck check = new ExchangeCheck();
    private final Map<Difference, Seen> seen = new LinkedHashMap<>();
    private final String subject;
    private final @Nullable Path file;
    private final Consumer<String> out;
    private long exchanges;

    /**
     * Creates an empty report.
     *
     * @param subject what is compared, such as the URL of the API
     * @param file where the report is written, or null
     * @param out receives a line for each new kind of difference
     */
    DifferenceReport(String subject, @Nullable Path file, Consumer<String> out) {
        this.subject = subject;
        this.file = file;
        this.out = out;
    }

    /** Compares an exchange with the description, and counts how it differs. */
    synchronized void add(Exchange exchange) {
        exchanges++;
        List<Difference> added = new ArrayList<>();
        for (Finding finding : check.check(exchange)) {
            Seen before = seen.get(finding.difference());
            if (before == null) {
                added.add(finding.difference());
            }
            seen.put(
                    finding.difference(),
                    before == null
                            ? new Seen(exchange.method(), exchange.path(), finding.place(), exchange.status(), 1)
                            : before.oneMore());
        }
        added.forEach(difference -> out.accept(line(difference, seen.get(difference))));
        if (!added.isEmpty()) {
            write();
        }
    }

    /** Returns a line for each kind of difference, with its count and an example, and one for the whole. */
    synchronized List<String> summary() {
        List<String> lines = new ArrayList<>();
        seen.forEach((difference, where) -> lines.add(line(difference, where)));
        lines.add(exchanges + " exchanges with " + subject + "; kinds of differences: " + seen.size());
        return lines;
    }

    /** Prints a line for the user. */
    void print(String line) {
        out.accept(line);
    }

    synchronized boolean isEmpty() {
        return seen.isEmpty();
    }

    /** Writes the file, if there is one. */
    synchronized void write() {
        if (file == null) {
            return;
        }
        ObjectNode report =
                JsonNodeFactory.instance.objectNode().put("subject", subject).put("exchanges", exchanges);
        report.putArray("differences");
        seen.forEach((difference, where) -> report.withArray("/differences")
                .addObject()
                .put("kind", difference.kind().name().toLowerCase(Locale.ROOT))
                .put("operation", difference.operation())
                .put("subject", difference.subject())
                .put("count", where.count())
                .putObject("example")
                .put("method", where.method())
                .put("path", where.path())
                .put("place", where.place())
                .put("status", where.status()));
        try {
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
        } catch (IOException e) {
            out.accept("Cannot write the report " + file + ": " + e.getMessage());
        }
    }

    private static String line(Difference difference, @Nullable Seen where) {
        return where == null
                ? difference.toString()
                : difference + " (" + where.count() + (where.count() == 1 ? " time" : " times") + ", such as "
                        + where.method() + " " + SecretMask.maskText(where.path())
                        + (where.place().isEmpty() ? "" : " at " + where.place()) + ")";
    }

    /** Where a difference was seen first, and how often it was seen. */
    private record Seen(String method, String path, String place, int status, long count) {
        Seen oneMore() {
            return new Seen(method, path, place, status, count + 1);
        }
    }
}
