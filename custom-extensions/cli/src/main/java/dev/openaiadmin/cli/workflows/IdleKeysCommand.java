package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.keys.IdleKeys;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "idle-keys",
        description = "Lists keys without an owner, and keys that have been idle. Only reads.",
        footerHeading = "%nExample:%n",
        footer = "  openai-admin idle-keys --days 90")
final class IdleKeysCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "How many days a key may be idle. Default: ${DEFAULT-VALUE}")
    private int days = 90;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ParallelOption parallel;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ReportFormat format;

    @Override
    public Integer call() {
        try (OpenAiAdmin admin = client.open()) {
            IdleKeys found = IdleKeys.of(
                    admin.with(options -> options.timeout(Duration.ofHours(1)).readOnly(true)),
                    Duration.ofDays(days),
                    Clock.systemUTC(),
                    parallel.number());
            PrintWriter out = spec.commandLine().getOut();
            out.print(format.isJson() ? found.toJson() : found.toString());
            out.flush();
            return MissingParts.print(
                    found.missing(),
                    spec.commandLine().getErr(),
                    found.isEmpty() ? ExitCode.DONE : ExitCode.CHANGES_FOUND);
        }
    }
}
