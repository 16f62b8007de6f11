package dev.openaiadmin.examples;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.blueprint.OrganizationBlueprint;
import dev.openaiadmin.governance.blueprint.Plan;
import dev.openaiadmin.governance.blueprint.PlanOutdatedException;
import dev.openaiadmin.governance.blueprint.ProjectBlueprint;
import dev.openaiadmin.governance.blueprint.SavedPlan;
import dev.openaiadmin.governance.offboarding.OffboardingPlan;
import dev.openaiadmin.governance.policy.PolicyViolationException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Workflows that keep an organization safe: who leaves, which rules are kept, and what may be applied. */
final class Safeguards {
    static final Map<String, Tour.Example> EXAMPLES = Map.of(
            "offboard", Safeguards::offboard, "policies", Safeguards::policies, "saved-plan", Safeguards::savedPlan);

    private Safeguards() {}

    private static void offboard(OpenAiAdmin admin, PrintStream out) {
        OffboardingPlan plan = Governance.builder(admin)
                .build()
                .offboard("grace@example.com")
                .deleteKeys()
                .plan();
        out.println(plan);
        out.println(plan.apply());
    }

    private static void policies(OpenAiAdmin admin, PrintStream out) {
        OrganizationBlueprint blueprint = OrganizationBlueprint.parse("organization.yaml", """
                policies:
                  spend_limit: { at_most_in_cents: 500_000 }
                  no_keys_of_people: {}
                  project_names:
                    pattern: "[a-z]+-(prod|staging|dev)"
                    except: { Default project: every organization has it }
                projects:
                  - name: search_prod
                """);
        Governance governance = Governance.builder(admin).build();
        try {
            governance.plan(blueprint);
        } catch (PolicyViolationException e) {
            e.violations().forEach(violation -> out.println("  " + violation));
        }
        out.println(governance.check(blueprint).toString().indent(2).stripTrailing());
    }

    private static void savedPlan(OpenAiAdmin admin, PrintStream out) {
        Governance governance = Governance.builder(admin).build();
        Path file = temporaryFile();
        Plan plan = governance.plan(ProjectBlueprint.named("billing-prod").monthlySpendLimit(250_000));
        plan.writeTo(file);
        out.println(plan.toMarkdown().indent(2).stripTrailing());
        String project = admin.projects().create("billing-prod").id();
        try {
            governance.plan(SavedPlan.read(file)).apply();
        } catch (PlanOutdatedException e) {
            out.println("  " + e.differences());
        }
        admin.projects().archive(project);
        out.println("  applied: "
                + governance
                        .plan(SavedPlan.read(file))
                        .requireAtMostRemovals(0)
                        .apply()
                        .changes());
    }

    private static Path temporaryFile() {
        try {
            Path file = Files.createTempDirectory("plans").resolve("plan.json");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
