package dev.openaiadmin.examples;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.costs.CostBreakdown;
import dev.openaiadmin.governance.costs.CostQuery;
import dev.openaiadmin.governance.costs.CostReport;
import dev.openaiadmin.governance.focus.FocusExport;
import dev.openaiadmin.governance.focus.FocusSummary;
import dev.openaiadmin.governance.metrics.MetricsServer;
import dev.openaiadmin.governance.metrics.OrganizationMetrics;
import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.governance.reports.Granularity;
import dev.openaiadmin.governance.usage.UsageQuery;
import dev.openaiadmin.governance.usage.UsageReport;
import dev.openaiadmin.model.CostGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;

/** Costs and usage as reports, as a FOCUS file and as metrics. */
final class FinOps {
    static final Map<String, Tour.Example> EXAMPLES =
            Map.of("costs", FinOps::costs, "focus", FinOps::focus, "metrics", FinOps::metrics, "usage", FinOps::usage);

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    private FinOps() {}

    private static void costs(AdminApi admin, PrintStream out) {
        CostReport november = CostReport.ofMonth(admin, NOVEMBER);
        november.toCsv().lines().forEach(line -> out.println("  " + line));
        out.println("  " + november.totals() + "; and a page of "
                + november.toHtml().length() + " characters");
        CostQuery byDay = CostQuery.of(DateRange.ofMonth(NOVEMBER))
                .groupBy(CostGroup.PROJECT_ID)
                .granularity(Granularity.DAY);
        out.println(CostBreakdown.of(admin, byDay).toText().indent(2).stripTrailing());
    }

    private static void usage(AdminApi admin, PrintStream out) {
        UsageQuery byModel = UsageQuery.of(DateRange.ofMonth(NOVEMBER))
                .endpoints("completions")
                .groupBy("project_id", "model");
        out.println(UsageReport.of(admin, byModel).toText().indent(2).stripTrailing());
    }

    private static void focus(OpenAiAdmin admin, PrintStream out) {
        try {
            Path folder = Files.createTempDirectory("focus");
            FocusSummary written = FocusExport.of(admin, DateRange.ofMonth(NOVEMBER))
                    .billingAccount("org-abc123", "Example GmbH")
                    .writeTo(folder);
            out.println("  " + written.file().getFileName() + ": " + written.rows() + " charges, " + written.totals());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void metrics(AdminApi admin, PrintStream out) {
        Clock secondOfNovember = Clock.fixed(Instant.parse("2026-11-02T12:00:00Z"), ZoneOffset.UTC);
        try (OrganizationMetrics metrics = OrganizationMetrics.builder(admin)
                        .clock(secondOfNovember)
                        .build();
                MetricsServer server = MetricsServer.start(metrics, "localhost", 0)) {
            metrics.refresh();
            URI address = URI.create("http://localhost:" + server.port() + "/metrics");
            try (BufferedReader scraped =
                    new BufferedReader(new InputStreamReader(address.toURL().openStream(), StandardCharsets.UTF_8))) {
                scraped.lines()
                        .filter(line -> line.contains("_month_to_date{"))
                        .forEach(line -> out.println("  " + line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
