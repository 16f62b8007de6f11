package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.settings.SentChanges;
import dev.openaiadmin.cli.terminal.Confirmation;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.StopNotice;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.keys.KeyRotation;
import dev.openaiadmin.governance.keys.KeyRotation.Rotated;
import dev.openaiadmin.governance.text.Durations;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "rotate",
        description = "Replaces the key of a service account, and lets its older keys expire.",
        footerHeading = "%nExample:%n",
        footer = "  openai-admin rotate proj_abc123 svc_acct_abc123 --keys keys --keep-old-for 7d")
final class RotateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Parameters(paramLabel = "PROJECT_ID", description = "The project, such as proj_abc123.")
    @SuppressWarnings("NullAway.Init") // The library sets it, or refuses the command.
    private String projectId;

    @Parameters(paramLabel = "SERVICE_ACCOUNT_ID", description = "The service account, such as svc_acct_abc123.")
    @SuppressWarnings("NullAway.Init") // The library sets it, or refuses the command.
    private String serviceAccountId;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private JournalOption journal;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private KeysOption keys;

    @Option(
            names = "--keep-old-for",
            paramLabel = "DURATION",
            description = "How long the old keys go on working, such as 1h or 7d. Default: they expire at once.")
    private Duration keepOldFor = Duration.ZERO;

    @Option(
            names = "--expires-after",
            paramLabel = "DURATION",
            description = "How long the new key lives, such as 90d. Default: as long as the old one.")
    private @Nullable Duration expiresAfter;

    @Option(
            names = "--scopes",
            paramLabel = "SCOPE",
            split = ",",
            description = "The scopes of the new key. Default: those of the old one, as far as they are known.")
    private String @Nullable [] scopes;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private Confirmation confirmation;

    @Override
    public Integer call() {
        Invocation invocation = Invocation.of(spec);
        PrintWriter err = spec.commandLine().getErr();
        client.requireChangesAllowed("rotate");
        confirmation.requireAnswer("rotate", invocation);
        try (OpenAiAdmin admin = client.open()) {
            KeyRotation rotation = rotation(admin, invocation);
            Rotated rotated = StopNotice.during(err, this::stopped, () -> {
                if (!confirmation.isGiven()) {
                    confirmation.ask(summary(admin), "Rotate the key?", invocation, err);
                }
                return rotation.run();
            });
            PrintWriter out = spec.commandLine().getOut();
            out.println(invocation.wrapped("The new key " + PrintableText.line(rotated.keyId()) + " is stored."));
            out.println(oldKeys(rotated));
            out.flush();
            return ExitCode.DONE;
        }
    }

    private static String oldKeys(Rotated rotated) {
        int number = rotated.ending().size();
        String time = rotated.endingAt().truncatedTo(ChronoUnit.SECONDS).toString();
        return switch (number) {
            case 0 -> "There was no old key.";
            case 1 -> "The old key expires at " + time + ".";
            default -> "The " + number + " old keys expire at " + time + ".";
        };
    }

    private KeyRotation rotation(OpenAiAdmin admin, Invocation invocation) {
        KeyRotation rotation = Governance.builder(admin)
                .journal(journal.open(invocation))
                .secrets(keys.sink())
                .build()
                .rotate(projectId, serviceAccountId)
                .keepOldFor(keepOldFor);
        rotation = expiresAfter == null ? rotation : rotation.expiresAfter(expiresAfter);
        return scopes == null ? rotation : rotation.scopes(scopes);
    }

    /** Reads what the ids stand for, so that a person sees which key it is. */
    private List<String> summary(OpenAiAdmin admin) {
        String project = String.valueOf(admin.projects().retrieve(projectId).name());
        String account = String.valueOf(
                admin.serviceAccounts().retrieve(projectId, serviceAccountId).name());
        return List.of(
                "In " + client.target() + ": the service account '" + PrintableText.line(account) + "' of the project '"
                        + PrintableText.line(project) + "' gets a new key.",
                keepOldFor.isZero()
                        ? "Its older keys expire at once, and programs that use them stop. This cannot be undone."
                        : "Its older keys expire in " + Durations.text(keepOldFor) + ".");
    }

    private String stopped() {
        SentChanges sent = client.changes();
        return sent.isEmpty()
                ? "nothing was changed."
                : sent + ". Run the same command again: it creates and stores another key, and lets the other keys of"
                        + " the account expire, that of this run included.";
    }
}
