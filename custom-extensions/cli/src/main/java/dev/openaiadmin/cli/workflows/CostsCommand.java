package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.costs.CostBreakdown;
import dev.openaiadmin.governance.costs.CostQuery;
import dev.openaiadmin.governance.costs.CostReport;
import dev.openaiadmin.governance.focus.FocusSummary;
import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "costs",
        description = {
            "Shows what each project has cost, to the last digit. Days are UTC days.",
            "--group-by and --by divide the costs in other ways; --format=focus writes a FOCUS file for FinOps tools."
        },
        footerHeading = "%nExample:%n",
        footer = "  openai-admin costs --month 2026-11 --group-by project_id,line_item")
final class CostsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private PeriodOptions period;

    @Option(
            names = "--group-by",
            split = ",",
            paramLabel = "FIELD",
            description = "Divide by project_id, line_item, api_key_id, user_id or api_source, or several of them.")
    private List<String> groupBy = List.of();

    @Option(names = "--project", paramLabel = "ID", description = "Only the costs of this project; can be repeated.")
    private List<String> projects = List.of();

    @Option(names = "--api-key", paramLabel = "ID", description = "Only the costs of this API key; can be repeated.")
    private List<String> apiKeys = List.of();

    @Option(
            names = "--line-item",
            paramLabel = "NAME",
            description = "Only the costs of this line item, by its whole name; can be repeated.")
    private List<String> lineItems = List.of();

    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Option(names = "--json", description = "The same as --format=json.")
    private boolean json;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private OutputOption output;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private FocusOptions focus;

    /** How a report is written; named as users write it. */
    enum Format {
        text,
        csv,
        html,
        json,
        focus
    }

    @Override
    public Integer call() {
        DateRange range = period.range();
        if (format() == Format.focus) {
            return writeFocus(range);
        }
        return isDivided() ? writeBreakdown(query(range)) : writeReport(range);
    }

    private Format format() {
        return json ? Format.json : format;
    }

    private boolean isDivided() {
        return period.isDivided()
                || !groupBy.isEmpty()
                || !projects.isEmpty()
                || !apiKeys.isEmpty()
                || !lineItems.isEmpty();
    }

    private CostQuery query(DateRange range) {
        return CostQuery.of(range)
                .groupBy(groupBy.toArray(String[]::new))
                .granularity(period.granularity(format() == Format.html))
                .projectIds(projects.toArray(String[]::new))
                .apiKeyIds(apiKeys.toArray(String[]::new))
                .lineItems(lineItems.toArray(String[]::new));
    }

    private int writeBreakdown(CostQuery query) {
        CostBreakdown costs;
        try (OpenAiAdmin admin = client.open()) {
            costs = CostBreakdown.of(admin, query);
        }
        output.write(
                switch (format()) {
                    case csv -> costs.toCsv();
                    case html -> costs.toHtml();
                    case json -> costs.toJson();
                    default -> output.text(spec, costs::toText, costs::toText);
                },
                spec.commandLine().getOut());
        return MissingParts.print(costs.missing(), spec.commandLine().getErr(), ExitCode.DONE);
    }

    private int writeReport(DateRange range) {
        CostReport report;
        try (OpenAiAdmin admin = client.open()) {
            report = CostReport.perProject(admin, range.from(), range.to());
        }
        output.write(
                switch (format()) {
                    case csv -> report.toCsv();
                    case html -> report.toHtml();
                    case json -> report.toJson();
                    default -> output.text(spec, report::toText, report::toText);
                },
                spec.commandLine().getOut());
        return MissingParts.print(report.missing(), spec.commandLine().getErr(), ExitCode.DONE);
    }

    private int writeFocus(DateRange range) {
        focus.validate();
        Path file = output.file();
        if (file == null) {
            throw new InvalidValueException(
                    "--output", null, "must name a file or a folder, because FOCUS has metadata beside the file");
        }
        if (isDivided()) {
            throw new InvalidValueException(
                    "--format", "focus", "has its own days and groups; leave out --by, --group-by and filters");
        }
        FocusSummary written;
        try (OpenAiAdmin admin = client.open()) {
            written = focus.export(admin, range).writeTo(file);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(PrintableText.line(written.file() + ": " + written.rows() + " charges"));
        written.totals().forEach((currency, total) -> out.print(line("Total", total, PrintableText.line(currency))));
        out.flush();
        written.differences()
                .forEach((currency, difference) -> spec.commandLine()
                        .getErr()
                        .println("The total of the API differs by " + difference.toPlainString() + " "
                                + PrintableText.line(currency) + "; run the export again"));
        return MissingParts.print(written.missing(), spec.commandLine().getErr(), ExitCode.DONE);
    }

    private static String line(String name, BigDecimal amount, String currency) {
        return String.format(Locale.ROOT, "%-40s %20s %s%n", name, amount.toPlainString(), currency);
    }
}
