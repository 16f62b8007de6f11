package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.blueprint.Plan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "apply", description = "Changes projects to match their blueprints. Run again, it changes nothing.")
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

    @Option(names = "--json", description = "Print the plan as JSON.")
    private boolean json;

    @Option(names = "--dry-run", description = "Print the plan, and change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        try (OpenAiAdmin admin = client.open()) {
            Plan plan = Governance.builder(admin)
                    .journal(journal.open())
                    .secrets(keys.sink())
                    .parallelRequests(parallel.number())
                    .build()
                    .plan(blueprints.read());
            PrintWriter out = spec.commandLine().getOut();
            PlanCommand.print(plan, json, out);
            PrintWriter err = spec.commandLine().getErr();
            if (dryRun) {
                return PlanCommand.exitCode(plan, err);
            }
            if (!plan.isEmpty()) {
                apply(plan, out, err);
            }
            return PlanCommand.reportProblems(plan, err) ? ExitCode.ERROR : ExitCode.DONE;
        }
    }

    private void apply(Plan plan, PrintWriter out, PrintWriter err) {
        try (ApplyProgress progress = ApplyProgress.of(plan, err)) {
            plan.apply(progress);
        }
        if (!json) {
            out.println("\nDone: " + plan.changes().size() + " changes.");
            out.flush();
        }
    }
}
