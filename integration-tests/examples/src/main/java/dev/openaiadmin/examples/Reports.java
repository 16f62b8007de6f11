package dev.openaiadmin.examples;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.model.AuditLog;
import dev.openaiadmin.model.AuditLogEventType;
import dev.openaiadmin.model.CompletionsUsage;
import dev.openaiadmin.model.CompletionsUsageBucket;
import dev.openaiadmin.model.CompletionsUsageGroup;
import dev.openaiadmin.model.Cost;
import dev.openaiadmin.model.CostAmount;
import dev.openaiadmin.model.CostBucket;
import dev.openaiadmin.model.CostGroup;
import dev.openaiadmin.model.UsageBucketWidth;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What was used, what it cost, and who did what. */
final class Reports {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-08T00:00:00Z");

    static final Map<String, Tour.Example> EXAMPLES =
            Map.of("usage", Reports::usage, "costs", Reports::costs, "auditLogs", Reports::auditLogs);

    private Reports() {}

    private static void usage(AdminApi admin, PrintStream out) {
        long tokens = 0;
        for (CompletionsUsageBucket bucket : admin.usage()
                .completions(
                        FROM,
                        query -> query.endTime(TO)
                                .bucketWidth(UsageBucketWidth.DAY)
                                .groupBy(List.of(CompletionsUsageGroup.MODEL)))) {
            for (CompletionsUsage usage : Objects.requireNonNullElse(bucket.results(), List.<CompletionsUsage>of())) {
                tokens += usage.inputTokens() + usage.outputTokens();
            }
        }
        out.println("  " + tokens + " tokens");
    }

    private static void costs(AdminApi admin, PrintStream out) {
        Map<String, BigDecimal> byProject = new TreeMap<>();
        for (CostBucket bucket :
                admin.costs().list(FROM, query -> query.endTime(TO).groupBy(List.of(CostGroup.PROJECT_ID)))) {
            for (Cost cost : Objects.requireNonNullElse(bucket.results(), List.<Cost>of())) {
                CostAmount amount = cost.amount();
                if (amount != null && amount.value() != null) {
                    byProject.merge(String.valueOf(cost.projectId()), amount.value(), BigDecimal::add);
                }
            }
        }
        byProject.forEach((project, sum) -> out.println("  " + project + " cost " + sum));
    }

    private static void auditLogs(AdminApi admin, PrintStream out) {
        for (AuditLog log : admin.auditLogs()
                .list(query -> query.effectiveAtGte(FROM)
                        .eventTypes(List.of(AuditLogEventType.PROJECT_CREATED, AuditLogEventType.API_KEY_CREATED)))) {
            out.println("  " + log.effectiveAt() + " " + log.type() + " " + log.actor());
        }
    }
}
