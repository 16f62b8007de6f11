package dev.openaiadmin.examples;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.model.EnabledServiceTiers;
import dev.openaiadmin.model.HostedToolChange;
import dev.openaiadmin.model.ModelPermissionsMode;
import dev.openaiadmin.model.RateLimit;
import dev.openaiadmin.model.ServiceTier;
import dev.openaiadmin.model.SpendAlertChannel;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** What projects may use, how fast, and for how much money; amounts are in cents. */
final class Limits {
    static final Map<String, Tour.Example> EXAMPLES = Map.of(
            "rateLimits", Limits::rateLimits,
            "modelPermissions", Limits::modelPermissions,
            "hostedToolPermissions", Limits::hostedToolPermissions,
            "serviceTierSettings", Limits::serviceTierSettings,
            "spendLimit", Limits::spendLimit,
            "projectSpendLimits", Limits::projectSpendLimits,
            "spendAlerts", Limits::spendAlerts,
            "projectSpendAlerts", Limits::projectSpendAlerts);

    private static final SpendAlertChannel FINOPS = SpendAlertChannel.builder()
            .recipients(List.of("finops@example.com"))
            .build();

    private Limits() {}

    private static void rateLimits(AdminApi admin, PrintStream out) {
        String project = admin.projects().create("payments-prod").id();
        for (RateLimit limit : admin.rateLimits().list(project)) {
            out.println("  " + limit.model() + ": " + limit.maxRequestsPer1Minute() + " requests a minute");
            admin.rateLimits().modify(project, limit.id(), changes -> changes.maxRequestsPer1Minute(500));
        }
    }

    private static void modelPermissions(AdminApi admin, PrintStream out) {
        String project = admin.projects().create("payments-prod").id();
        admin.modelPermissions().modify(project, ModelPermissionsMode.ALLOW_LIST, List.of("gpt-5", "gpt-5-mini"));
        out.println("  " + admin.modelPermissions().retrieve(project).modelIds());
    }

    private static void hostedToolPermissions(AdminApi admin, PrintStream out) {
        String project = admin.projects().create("payments-prod").id();
        HostedToolChange off = HostedToolChange.builder().enabled(false).build();
        out.println("  "
                + admin.hostedToolPermissions()
                        .modify(project, changes -> changes.mcp(off))
                        .mcp());
    }

    private static void serviceTierSettings(AdminApi admin, PrintStream out) {
        String project = admin.projects().create("payments-prod").id();
        out.println("  "
                + admin.serviceTierSettings()
                        .modify(
                                project,
                                changes -> changes.enabledTiers(
                                        EnabledServiceTiers.of(ServiceTier.FLEX, ServiceTier.FAST)))
                        .enabledTiers());
    }

    private static void spendLimit(AdminApi admin, PrintStream out) {
        out.println("  " + admin.spendLimit().modify(5_000_000).thresholdAmount() + " cents a month at most");
        admin.spendLimit().delete();
    }

    private static void projectSpendLimits(AdminApi admin, PrintStream out) {
        String project = admin.projects().create("payments-prod").id();
        out.println("  " + admin.projectSpendLimits().modify(project, 250_000).enforcement());
    }

    private static void spendAlerts(AdminApi admin, PrintStream out) {
        out.println("  "
                + admin.spendAlerts()
                        .create(4_000_000, FINOPS)
                        .notificationChannel()
                        .recipients());
    }

    private static void projectSpendAlerts(AdminApi admin, PrintStream out) {
        String project = admin.projects().create("payments-prod").id();
        String alert =
                admin.projectSpendAlerts().create(project, 100_000, FINOPS).id();
        admin.projectSpendAlerts().modify(project, alert, 200_000, FINOPS);
        admin.projectSpendAlerts()
                .list(project)
                .forEach(each -> out.println("  at " + each.thresholdAmount() + " cents"));
        admin.projectSpendAlerts().delete(project, alert);
    }
}
