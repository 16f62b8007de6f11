package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.offboarding.Offboarded;
import dev.openaiadmin.governance.offboarding.Offboarding;
import dev.openaiadmin.governance.offboarding.OffboardingPlan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "offboard",
        description = "Lists where a person is in the organization, and the keys of this person. Removes the person"
                + " everywhere with --apply.")
final class OffboardCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Parameters(paramLabel = "PERSON", description = "The e-mail address, or the id of the user.")
    @SuppressWarnings("NullAway.Init") // The library sets it, or refuses the command.
    private String person;

    @Option(names = "--apply", description = "Remove the person. Without it, nothing is changed.")
    private boolean apply;

    @Option(
            names = "--delete-keys",
            description = "Delete the keys that the person owns, too: programs that use them stop.")
    private boolean deleteKeys;

    @Option(
            names = "--allow-losing-own-key",
            description = "Remove the person even if this run uses an admin key of this person, which may then stop.")
    private boolean allowLosingOwnKey;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private JournalOption journal;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ParallelOption parallel;

    @Option(names = "--json", description = "Print the plan as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (OpenAiAdmin admin = client.open()) {
            Offboarding offboarding = Governance.builder(admin)
                    .journal(journal.open())
                    .parallelRequests(parallel.number())
                    .build()
                    .offboard(person);
            offboarding = deleteKeys ? offboarding.deleteKeys() : offboarding;
            offboarding = allowLosingOwnKey ? offboarding.allowLosingOwnKey() : offboarding;
            OffboardingPlan plan = offboarding.plan();
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? plan.toJson() : plan);
            out.flush();
            return apply && !plan.isEmpty() ? apply(plan, out) : exitCode(plan);
        }
    }

    private int exitCode(OffboardingPlan plan) {
        boolean isDone = plan.isEmpty() && plan.obstacles().isEmpty();
        int notRemoved = apply ? ExitCode.ERROR : ExitCode.CHANGES_FOUND;
        return MissingParts.print(plan.missing(), spec.commandLine().getErr(), isDone ? ExitCode.DONE : notRemoved);
    }

    private int apply(OffboardingPlan plan, PrintWriter out) {
        Offboarded offboarded = plan.apply();
        if (!json) {
            out.println("\n" + offboarded);
            out.flush();
        }
        PrintWriter err = spec.commandLine().getErr();
        offboarded.remaining().forEach(removal -> err.println("Still there: " + removal));
        offboarded.obstacles().forEach(obstacle -> err.println("Not possible here: " + obstacle));
        return MissingParts.print(offboarded.missing(), err, offboarded.isComplete() ? ExitCode.DONE : ExitCode.ERROR);
    }
}
