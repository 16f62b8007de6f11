package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.settings.SentChanges;
import dev.openaiadmin.cli.terminal.Confirmation;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.StopNotice;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.offboarding.AccessRemoval;
import dev.openaiadmin.governance.offboarding.Offboarded;
import dev.openaiadmin.governance.offboarding.Offboarding;
import dev.openaiadmin.governance.offboarding.OffboardingPlan;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
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
                + " everywhere with --apply.",
        footerHeading = "%nExample:%n",
        footer = "  openai-admin offboard ada@example.com --apply")
final class OffboardCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Parameters(paramLabel = "PERSON", description = "The email address, or the id of the user.")
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
    private Confirmation confirmation;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private JournalOption journal;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ParallelOption parallel;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ReportFormat format;

    @Override
    public Integer call() {
        Invocation invocation = Invocation.of(spec);
        if (apply) {
            client.requireChangesAllowed("offboard");
            confirmation.requireAnswer("offboard", invocation);
        }
        try (OpenAiAdmin admin = client.open()) {
            Offboarding offboarding = Governance.builder(admin)
                    .journal(journal.open(invocation))
                    .parallelRequests(parallel.number())
                    .build()
                    .offboard(person);
            offboarding = deleteKeys ? offboarding.deleteKeys() : offboarding;
            offboarding = allowLosingOwnKey ? offboarding.allowLosingOwnKey() : offboarding;
            OffboardingPlan plan = offboarding.plan();
            PrintWriter out = spec.commandLine().getOut();
            out.println(format.isJson() ? plan.toJson() : invocation.wrapped(plan.toString()));
            out.flush();
            return apply && !plan.isEmpty() ? apply(plan, invocation, out) : exitCode(plan);
        }
    }

    private int exitCode(OffboardingPlan plan) {
        boolean isDone = plan.isEmpty() && plan.obstacles().isEmpty();
        int notRemoved = apply ? ExitCode.ERROR : ExitCode.CHANGES_FOUND;
        return MissingParts.print(plan.missing(), spec.commandLine().getErr(), isDone ? ExitCode.DONE : notRemoved);
    }

    private int apply(OffboardingPlan plan, Invocation invocation, PrintWriter out) {
        PrintWriter err = spec.commandLine().getErr();
        Offboarded offboarded = StopNotice.during(err, this::stopped, () -> {
            confirmation.ask(summary(plan), "\nRemove " + PrintableText.line(plan.person()) + "?", invocation, err);
            return plan.apply();
        });
        if (!format.isJson()) {
            out.println("\n" + offboarded);
            out.flush();
        }
        offboarded.remaining().forEach(removal -> err.println("Still there: " + removal));
        offboarded.obstacles().forEach(obstacle -> err.println("Not possible here: " + obstacle));
        return MissingParts.print(offboarded.missing(), err, offboarded.isComplete() ? ExitCode.DONE : ExitCode.ERROR);
    }

    private List<String> summary(OffboardingPlan plan) {
        int number = plan.removals().size();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("In " + client.target() + ": " + number + (number == 1 ? " removal." : " removals."));
        List<AccessRemoval> permanent =
                plan.removals().stream().filter(AccessRemoval::isPermanent).toList();
        if (!permanent.isEmpty()) {
            lines.add("Permanent, and cannot be undone:");
            permanent.forEach(removal -> lines.add("  " + removal));
        }
        return lines;
    }

    private String stopped() {
        SentChanges sent = client.changes();
        return sent.isEmpty()
                ? "nothing was changed."
                : sent + ". Run the same command again to continue: it removes what is left.";
    }
}
