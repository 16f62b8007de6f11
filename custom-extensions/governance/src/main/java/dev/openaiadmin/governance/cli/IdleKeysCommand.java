package dev.openaiadmin.governance.cli;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.IdleKeys;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "idle-keys", description = "Lists keys that nobody owns any more, or that were idle. Reads only.")
final class IdleKeysCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Option(names = "--days", paramLabel = "N", description = "How long a key may be idle. Default: ${DEFAULT-VALUE}")
    private int days = 90;

    @Option(names = "--json", description = "Print the keys as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (OpenAiAdmin admin = OpenAiAdmin.fromEnv()) {
            IdleKeys found = IdleKeys.of(
                    admin.with(options -> options.timeout(Duration.ofHours(1)).readOnly(true)), Duration.ofDays(days));
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? found.toJson() : found.toString());
            out.flush();
            return found.isEmpty() ? ExitCode.DONE : ExitCode.CHANGES_FOUND;
        }
    }
}
