package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
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
                        + " matches it. Run again, it changes nothing.")
final class ApplyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private Blueprints blueprints;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private JournalOption journal;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private KeysOption keys;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ParallelOption parallel;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private RemovalsOption removals;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private PlanFormat format;

    @Option(names = "--dry-run", description = "Print the plan, and change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        return PolicyViolations.report(this::apply, spec.commandLine().getErr());
    }

    private int apply() {
        try (OpenAiAdmin admin = client.open()) {
            Plan plan = plan(blueprints
                    .set(Governance.builder(admin))
                    .journal(journal.open())
                    .secrets(keys.sink())
                    .parallelRequests(parallel.number())
                    .build());
            PrintWriter out = spec.commandLine().getOut();
            format.print(plan, out);
            PrintWriter err = spec.commandLine().getErr();
            if (dryRun) {
                return PlanCommand.exitCode(plan, err);
            }
            if (!plan.isEmpty()) {
                removals.require(plan);
                apply(plan, out, err);
            }
            return PlanCommand.reportProblems(plan, err) ? ExitCode.ERROR : ExitCode.DONE;
        }
    }

    /** Plans blueprints, or what was saved. */
    private Plan plan(Governance governance) {
        if (!SavedPlan.isSavedPlan(blueprints.file())) {
            return governance.plan(blueprints.read());
        }
        if (blueprints.hasOptions()) {
            throw new GovernanceException("A saved plan has the options that it was planned with; leave out --only,"
                    + " --archive-others, --remove-other-members and --all-or-nothing, or plan again");
        }
        return governance.plan(SavedPlan.read(blueprints.file()));
    }

    private void apply(Plan plan, PrintWriter out, PrintWriter err) {
        try (ApplyProgress progress = ApplyProgress.of(plan, err)) {
            plan.apply(progress);
        }
        if (format.isText()) {
            out.println("\nDone: " + plan.changes().size() + " changes.");
            out.flush();
        }
    }
}
