package dev.openaiadmin.governance.cli;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.snapshots.OrganizationSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "snapshot", description = "Writes the state of the organization as JSON, without secrets. Only reads.")
final class SnapshotCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file instead of the terminal.")
    private @Nullable Path output;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ParallelOption parallel;

    @Override
    public Integer call() {
        try (OpenAiAdmin admin = EnvironmentClient.create()) {
            OrganizationSnapshot snapshot = OrganizationSnapshot.of(admin.with(
                            options -> options.timeout(Duration.ofHours(1)).readOnly(true)))
                    .parallelRequests(parallel.number());
            List<String> missing =
                    output == null ? snapshot.writeTo(spec.commandLine().getOut()) : snapshot.writeTo(output);
            return MissingParts.print(missing, spec.commandLine().getErr(), ExitCode.DONE);
        }
    }
}
