package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.costs.CostReport;
import dev.openaiadmin.governance.costs.ProjectCost;
import dev.openaiadmin.governance.text.OutputFile;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "costs", description = "Shows what each project has cost, to the last digit. Days are UTC days.")
final class CostsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @ArgGroup
    private @Nullable Span span;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Option(names = "--json", description = "The same as --format=json.")
    private boolean json;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file instead of the terminal.")
    private @Nullable Path output;

    /** How a report is written; named as users write it. */
    enum Format {
        text,
        csv,
        html,
        json
    }

    @Override
    public Integer call() {
        CostReport report;
        try (OpenAiAdmin admin = client.open()) {
            report = span == null || span.days == null
                    ? CostReport.ofMonth(admin, month())
                    : CostReport.perProject(admin, span.days.from, span.days.to);
        }
        String text = written(report);
        if (output == null) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(text.stripTrailing());
            out.flush();
        } else {
            write(text, output);
        }
        return MissingParts.print(report.missing(), spec.commandLine().getErr(), ExitCode.DONE);
    }

    private static void write(String text, Path file) {
        try {
            OutputFile.write(file, OutputFile.Readers.DEFAULT, out -> out.write(text));
        } catch (IOException e) {
            throw new GovernanceException("The report cannot be written: " + e.getMessage(), e);
        }
    }

    private YearMonth month() {
        return span != null && span.month != null ? span.month : YearMonth.now(Clock.system(ZoneOffset.UTC));
    }

    private String written(CostReport report) {
        return switch (json ? Format.json : format) {
            case text -> table(report);
            case csv -> report.toCsv();
            case html -> report.toHtml();
            case json -> report.toJson();
        };
    }

    private static String table(CostReport report) {
        StringBuilder table = new StringBuilder();
        for (ProjectCost row : report.rows()) {
            String name = row.name() == null ? row.projectId() == null ? "(no project)" : row.projectId() : row.name();
            table.append(line(
                    PrintableText.line(name) + (row.archived() ? " (archived)" : ""),
                    row.amount(),
                    PrintableText.line(row.currency())));
            if (row.provisional().signum() != 0) {
                table.append(line("  provisional part", row.provisional(), PrintableText.line(row.currency())));
            }
        }
        report.totals().forEach((currency, total) -> table.append(line("Total", total, PrintableText.line(currency))));
        return table.isEmpty() ? "There are no costs from " + report.from() + " to " + report.to() : table.toString();
    }

    private static String line(String name, BigDecimal amount, String currency) {
        return String.format(Locale.ROOT, "%-40s %20s %s%n", name, amount.toPlainString(), currency);
    }

    private static final class Span {
        @Option(
                names = "--month",
                paramLabel = "MONTH",
                description = "A month, such as 2026-11. Default: the current one.")
        private @Nullable YearMonth month;

        @ArgGroup(exclusive = false)
        private @Nullable Days days;
    }

    private static final class Days {
        @Option(
                names = "--from",
                paramLabel = "DAY",
                required = true,
                description = "The first day, such as 2026-11-01.")
        @SuppressWarnings("NullAway.Init") // Required.
        private LocalDate from;

        @Option(names = "--to", paramLabel = "DAY", required = true, description = "The day after the last.")
        @SuppressWarnings("NullAway.Init") // Required.
        private LocalDate to;
    }
}
