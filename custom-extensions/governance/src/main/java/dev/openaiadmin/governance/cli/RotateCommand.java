package dev.openaiadmin.governance.cli;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.KeyRotation.Rotated;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "rotate", description = "Gives a service account another key, and has its other keys end.")
final class RotateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

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
            description = "For how long the old keys go on, such as PT1H or P7D. Default: they end at once.")
    private Duration keepOldFor = Duration.ZERO;

    @Override
    public Integer call() {
        try (OpenAiAdmin admin = OpenAiAdmin.fromEnv()) {
            Rotated rotated = Governance.builder(admin)
                    .journal(journal.open())
                    .secrets(keys.sink())
                    .build()
                    .rotate(projectId, serviceAccountId)
                    .keepOldFor(keepOldFor)
                    .run();
            PrintWriter out = spec.commandLine().getOut();
            out.println("New key " + rotated.keyId() + " is stored; "
                    + rotated.ending().size() + " old ones end at " + rotated.endingAt() + ".");
            out.flush();
            return ExitCode.DONE;
        }
    }
}
