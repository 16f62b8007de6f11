package dev.openaiadmin.examples;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.offboarding.OffboardingPlan;
import dev.openaiadmin.governance.policy.Policies;
import dev.openaiadmin.governance.policy.PolicyReport;
import java.io.PrintStream;
import java.util.Map;

/** Workflows that keep an organization safe: who leaves, which rules are kept, and what may be applied. */
final class Safeguards {
    static final Map<String, Tour.Example> EXAMPLES =
            Map.of("offboard", Safeguards::offboard, "policies", Safeguards::policies);

    private Safeguards() {}

    private static void offboard(OpenAiAdmin admin, PrintStream out) {
        OffboardingPlan plan = Governance.builder(admin)
                .build()
                .offboard("grace@example.com")
                .deleteKeys()
                .plan();
        out.println(plan.toString().indent(2).stripTrailing());
        out.println(plan.apply().toString().indent(2).stripTrailing());
    }

    private static void policies(OpenAiAdmin admin, PrintStream out) {
        Policies policies = Policies.parse("policies.yaml", """
                spend_limit: { at_most_in_cents: 500_000 }
                no_keys_of_people: {}
                project_names:
                  pattern: "[a-z]+-(prod|staging|dev)"
                  except: { Default project: every organization has it }
                """);
        out.println(PolicyReport.of(admin, policies).toString().indent(2).stripTrailing());
    }
}
