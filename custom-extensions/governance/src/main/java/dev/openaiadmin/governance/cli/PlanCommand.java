package dev.openaiadmin.governance.cli;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.Plan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "plan", description = "Shows what would change for projects to be as their blueprints say.")
final class PlanCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private Blueprints blueprints;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private JournalOption journal;

    @Option(names = "--json", description = "Print the plan as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (OpenAiAdmin admin = OpenAiAdmin.fromEnv()) {
            Plan plan =
                    Governance.builder(admin).journal(journal.open()).build().plan(blueprints.read());
            print(plan, json, spec.commandLine().getOut());
            return plan.isEmpty() ? ExitCode.DONE : ExitCode.CHANGES_FOUND;
        }
    }

    static void print(Plan plan, boolean json, PrintWriter out) {
        if (json) {
            out.println(plan.toJson());
        } else {
            out.println(Ansi.AUTO.enabled() ? plan.toColouredString() : plan);
        }
        out.flush();
    }
}
