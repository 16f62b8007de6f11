package dev.openaiadmin.governance.cli;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.OrganizationSnapshot;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "snapshot", description = "Writes the state of the organization as JSON, without secrets. Reads only.")
final class SnapshotCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file instead of the terminal.")
    private @Nullable Path output;

    @Override
    public Integer call() {
        try (OpenAiAdmin admin = OpenAiAdmin.fromEnv()) {
            OrganizationSnapshot snapshot = OrganizationSnapshot.of(
                    admin.with(options -> options.timeout(Duration.ofHours(1)).readOnly(true)));
            if (output == null) {
                PrintWriter out = spec.commandLine().getOut();
                snapshot.writeTo(out);
                out.flush();
            } else {
                snapshot.writeTo(output);
            }
            return ExitCode.DONE;
        }
    }
}
