package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.Confirmation;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.StopNotice;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.blueprint.Plan;
import dev.openaiadmin.governance.blueprint.SavedPlan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "apply",
        description =
                "Changes the organization to match blueprints, or applies a saved plan while the organization still"
                        + " matches it. Run again, it changes nothing.",
        footerHeading = "%nExample:%n",
        footer = "  openai-admin apply organization.yaml --keys keys")
final class ApplyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private PlanOptions options;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private RemovalsOption removals;

    @Option(names = "--dry-run", description = "Print the plan, and change nothing.")
    private boolean dryRun;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private Confirmation confirmation;

    @Override
    public Integer call() throws Exception {
        return PolicyViolations.report(this::apply, spec);
    }

    private int apply() {
        Invocation invocation = Invocation.of(spec);
        if (!dryRun) {
            client.requireChangesAllowed("apply");
            confirmation.requireAnswer("apply", invocation);
        }
        try (OpenAiAdmin admin = client.open()) {
            PrintWriter out = spec.commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            Plan plan = StopNotice.during(err, () -> "nothing was changed.", () -> confirmed(admin, invocation));
            if (dryRun) {
                return PlanCommand.exitCode(plan, err);
            }
            if (!plan.isEmpty()) {
                apply(plan, invocation, out, err);
            }
            return PlanCommand.reportProblems(plan, err) ? ExitCode.ERROR : ExitCode.DONE;
        }
    }

    /** Returns the plan when it has been shown, and confirmed if it is to be applied. */
    private Plan confirmed(OpenAiAdmin admin, Invocation invocation) {
        Plan plan = plan(options.governance(admin, invocation));
        options.format().print(plan, invocation, spec.commandLine().getOut());
        if (!dryRun && !plan.isEmpty()) {
            removals.require(plan);
            confirmation.ask(
                    PlanSummary.of(plan, client.target()),
                    "\nApply these changes?",
                    invocation,
                    spec.commandLine().getErr());
        }
        return plan;
    }

    /** Plans blueprints, or what was saved. */
    private Plan plan(Governance governance) {
        Blueprints blueprints = options.blueprints();
        if (!SavedPlan.isSavedPlan(blueprints.file())) {
            return governance.plan(blueprints.read());
        }
        if (blueprints.hasOptions()) {
            throw new GovernanceException("A saved plan has the options that it was planned with; leave out --only,"
                    + " --archive-others, --remove-other-members and --all-or-nothing, or plan again");
        }
        return governance.plan(SavedPlan.read(blueprints.file()));
    }

    private void apply(Plan plan, Invocation invocation, PrintWriter out, PrintWriter err) {
        try (ApplyProgress progress = ApplyProgress.of(plan, invocation.terminal(), err)) {
            plan.apply(progress);
        }
        if (options.format().isText()) {
            int changes = plan.changes().size();
            out.println("\nDone: " + changes + (changes == 1 ? " change." : " changes."));
            out.flush();
        }
    }
}
