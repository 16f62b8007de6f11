package dev.openaiadmin.examples;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.Preflight;
import dev.openaiadmin.governance.blueprint.Adoption;
import dev.openaiadmin.governance.blueprint.OrganizationBlueprint;
import dev.openaiadmin.governance.blueprint.Plan;
import dev.openaiadmin.governance.blueprint.ProjectBlueprint;
import dev.openaiadmin.governance.keys.IdleKeys;
import dev.openaiadmin.governance.keys.KeyRotation.Rotated;
import dev.openaiadmin.governance.limits.RateLimitTable;
import dev.openaiadmin.governance.snapshots.OrganizationSnapshot;
import dev.openaiadmin.governance.snapshots.SnapshotDiff;
import dev.openaiadmin.model.CreatedServiceAccount;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One short example for every workflow over the client: name one, or see all names. */
public final class Workflows {
    private static final Map<String, Tour.Example> EXAMPLES = all();
    /** What the examples find in the organization. */
    private static final String SEED = """
            {"users": [{"id": "user-grace", "email": "grace@example.com", "role": "reader"}],
             "groups": [{"id": "group-on-call", "name": "on-call"}],
             "groups/group-on-call/users": [{"id": "user-grace"}],
             "projects": [{"id": "proj_payments", "name": "payments-prod"}],
             "projects/proj_payments/users": [{"id": "user-grace", "role": "member"}],
             "projects/proj_payments/api_keys": [
               {"name": "laptop of ada", "created_at": 1767225600},
               {"name": "laptop of grace", "created_at": 1767225600, "owner": {"user": {"id": "user-grace"}}}],
             "audit_logs": [{"type": "project.created", "effective_at": 1793534400,
                             "project.created": {"id": "proj_payments", "data": {"title": "payments-prod"}}},
                            {"type": "login.failed", "effective_at": 1793534460,
                             "login.failed": {"error_code": "invalid_credentials"}}],
             "costs": [{"start_time": 1793577600, "results": [
                          {"project_id": "proj_payments", "amount": {"value": 1249.994, "currency": "usd"}},
                          {"project_id": null, "amount": {"value": 0.0000125, "currency": "usd"}}]}],
             "usage/completions": [{"start_time": 1793577600, "results": [
                          {"project_id": "proj_payments", "model": "gpt-5.1", "input_tokens": 182400, "output_tokens": 40210,
                           "num_model_requests": 312}]}]}""";

    private Workflows() {}

    /**
     * Runs examples.
     *
     * @param names workflows, such as {@code rate-limits}
     */
    public static void main(String[] names) {
        Tour.run(EXAMPLES, SEED, names);
    }

    /**
     * Gives the workflows that have an example.
     *
     * @return their names
     */
    public static Set<String> names() {
        return EXAMPLES.keySet();
    }

    private static Map<String, Tour.Example> all() {
        Map<String, Tour.Example> examples = new TreeMap<>(Map.of(
                "adopt", Workflows::adopt,
                "audit", AuditFollower::run,
                "blueprint", Workflows::blueprint,
                "idle-keys", Workflows::idleKeys,
                "preflight", Workflows::preflight,
                "rate-limits", Workflows::rateLimits,
                "rotation", Workflows::rotation,
                "snapshot", Workflows::snapshot,
                "two-runners", TwoRunners::run));
        examples.putAll(FinOps.EXAMPLES);
        examples.putAll(Safeguards.EXAMPLES);
        return examples;
    }

    private static void blueprint(OpenAiAdmin admin, PrintStream out) {
        Governance governance = Governance.builder(admin)
                .secrets(key -> out.println("  into the vault: " + key))
                .build();
        ProjectBlueprint payments = ProjectBlueprint.named("payments-staging")
                .member("ada@example.com")
                .serviceAccount("ci")
                .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500L))
                .spendAlert(50_000, "finance@example.com");
        Plan plan = governance.plan(payments);
        out.println(plan.toString().indent(2).stripTrailing());
        plan.apply();
        out.println("  again:");
        out.println(governance.plan(payments).toString().indent(4).stripTrailing());
    }

    private static void adopt(OpenAiAdmin admin, PrintStream out) {
        String yaml = Adoption.of(admin).toYaml();
        yaml.lines().takeWhile(line -> !line.contains("rate_limits:")).forEach(line -> out.println("  " + line));
        Governance governance = Governance.builder(admin).build();
        out.println("  a plan of it: " + governance.plan(OrganizationBlueprint.parse("organization.yaml", yaml)));
    }

    private static void rotation(OpenAiAdmin admin, PrintStream out) {
        CreatedServiceAccount account = admin.serviceAccounts().create("proj_payments", "nightly");
        Rotated rotated = Governance.builder(admin)
                .secrets(key -> out.println("  into the vault: " + key))
                .build()
                .rotate("proj_payments", account.id())
                .keepOldFor(Duration.ofDays(1))
                .run();
        out.println("  old keys " + rotated.ending() + " expire at "
                + rotated.endingAt().truncatedTo(ChronoUnit.SECONDS));
    }

    private static void rateLimits(AdminApi admin, PrintStream out) {
        RateLimitTable before = RateLimitTable.of(admin, "proj_payments");
        RateLimitTable.empty()
                .with("gpt-5", limits -> limits.maxRequestsPer1Minute(500))
                .with("gpt-5-mini", limits -> limits.maxRequestsPer1Minute(1_000))
                .applyTo(admin, "proj_payments")
                .forEach(change -> out.println("  " + change));
        before.applyTo(admin, "proj_payments").forEach(change -> out.println("  restored: " + change));
    }

    private static void snapshot(AdminApi admin, PrintStream out) {
        OrganizationSnapshot snapshot = OrganizationSnapshot.of(admin);
        StringWriter before = new StringWriter();
        StringWriter after = new StringWriter();
        snapshot.writeTo(before);
        admin.projects().modify("proj_payments", changes -> changes.name("payments-europe"));
        admin.projectSpendLimits().modify("proj_payments", 250_000);
        snapshot.writeTo(after);
        SnapshotDiff.between(new StringReader(before.toString()), new StringReader(after.toString()))
                .changes()
                .forEach(change -> out.println("  " + change));
    }

    private static void preflight(OpenAiAdmin admin, PrintStream out) {
        AdminApi readOnly = admin.with(options -> options.readOnly(true));
        out.println(Preflight.of(readOnly).toString().indent(2).stripTrailing());
    }

    private static void idleKeys(AdminApi admin, PrintStream out) {
        IdleKeys found = IdleKeys.of(admin, Duration.ofDays(90));
        out.print(found);
    }
}
