package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.blueprint.Plan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "plan", description = "Shows what would change for projects to match their blueprints.")
final class PlanCommand implements Callable<Integer> {
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

    @Override
    public Integer call() {
        try (OpenAiAdmin admin = client.open()) {
            Plan plan = Governance.builder(admin)
                    .journal(journal.open())
                    .secrets(keys.sink())
                    .parallelRequests(parallel.number())
                    .build()
                    .plan(blueprints.read());
            print(plan, json, spec.commandLine().getOut());
            return exitCode(plan, spec.commandLine().getErr());
        }
    }

    static int exitCode(Plan plan, PrintWriter err) {
        if (reportProblems(plan, err)) {
            return ExitCode.ERROR;
        }
        return plan.isEmpty() ? ExitCode.DONE : ExitCode.CHANGES_FOUND;
    }

    /** Prints why blueprints were left out, and returns whether there were any. */
    static boolean reportProblems(Plan plan, PrintWriter err) {
        plan.problems().forEach(problem -> err.println("Left out: " + problem));
        err.flush();
        return !plan.problems().isEmpty();
    }

    static void print(Plan plan, boolean json, PrintWriter out) {
        if (json) {
            out.println(plan.toJson());
        } else {
            out.println(Ansi.AUTO.enabled() ? plan.toColoredString() : plan);
        }
        out.flush();
    }
}
