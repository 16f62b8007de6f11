package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.Confirmation;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.StopNotice;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.blueprint.Adoption;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
        description = "Writes blueprints of the organization as it is, in YAML. Only reads. A plan of them is empty.",
        footerHeading = "%nExample:%n",
        footer = "  openai-admin adopt --output organization.yaml")
final class AdoptCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @ArgGroup
    private @Nullable Target target;

    @Option(
            names = "--overwrite",
            description = "Replace files that exist, without a question. Without it, a question is asked on a terminal,"
                    + " and files are left as they are elsewhere.")
    private boolean overwrite;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ParallelOption parallel;

    private volatile boolean writing;

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
        PrintWriter err = spec.commandLine().getErr();
        try (OpenAiAdmin admin = client.open()) {
            AdminApi reader =
                    admin.with(options -> options.timeout(Duration.ofHours(1)).readOnly(true));
            return StopNotice.during(err, this::stopped, () -> {
                Adoption adoption = Adoption.of(reader, parallel.number());
                write(adoption);
                return MissingParts.print(adoption.missing(), err, ExitCode.DONE);
            });
        }
    }

    /** Returns whether files may be replaced. Nobody is asked about files that do not exist. */
    private boolean mayReplace(Set<Path> files) {
        List<Path> existing = files.stream().filter(Files::exists).toList();
        Invocation invocation = Invocation.of(spec);
        if (!overwrite && !existing.isEmpty() && invocation.interactive()) {
            String first = PrintableText.line(existing.get(0).toString());
            Confirmation.require(
                    existing.size() == 1
                            ? first + " exists. Replace it?"
                            : existing.size() + " files exist, such as " + first + ". Replace them?",
                    invocation,
                    spec.commandLine().getErr());
            return true;
        }
        return overwrite;
    }

    private String stopped() {
        if (!writing) {
            return "nothing was written.";
        }
        return target == null
                ? "the output is incomplete."
                : "files may be missing, but each that is there is complete. Run the same command again.";
    }

    private void write(Adoption adoption) {
        if (target != null && target.file != null) {
            boolean replace = mayReplace(Set.of(target.file));
            writing = true;
            adoption.writeTo(target.file, replace);
        } else if (target != null && target.directory != null) {
            boolean replace = mayReplace(adoption.files(target.directory));
            writing = true;
            adoption.writeToFolder(target.directory, replace);
        } else {
            writing = true;
            PrintWriter out = spec.commandLine().getOut();
            out.print(adoption.toYaml());
            out.flush();
        }
    }
}
