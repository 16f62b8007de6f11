package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.blueprint.Adoption;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "adopt",
        description = "Writes blueprints of the organization as it is, in YAML. Only reads. A plan of them is empty.")
final class AdoptCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @ArgGroup
    private @Nullable Target target;

    @Option(names = "--overwrite", description = "Replace files that exist.")
    private boolean overwrite;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ParallelOption parallel;

    /** Where the blueprints go. */
    private static final class Target {
        @Option(names = "--output", paramLabel = "FILE", description = "Write one file instead of to the terminal.")
        private @Nullable Path file;

        @Option(
                names = "--directory",
                paramLabel = "DIR",
                description = "Write a file for the organization, and one for each project, to a directory.")
        private @Nullable Path directory;
    }

    @Override
    public Integer call() {
        try (OpenAiAdmin admin = client.open()) {
            Adoption adoption = Adoption.of(
                    admin.with(options -> options.timeout(Duration.ofHours(1)).readOnly(true)), parallel.number());
            write(adoption);
            return MissingParts.print(adoption.missing(), spec.commandLine().getErr(), ExitCode.DONE);
        }
    }

    private void write(Adoption adoption) {
        if (target != null && target.file != null) {
            adoption.writeTo(target.file, overwrite);
        } else if (target != null && target.directory != null) {
            adoption.writeToFolder(target.directory, overwrite);
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.print(adoption.toYaml());
            out.flush();
        }
    }
}
