package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.governance.snapshots.SnapshotDiff;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "diff",
        description = "Shows the differences between two snapshots.",
        footerHeading = "%nExample:%n",
        footer = "  openai-admin diff monday.json friday.json")
final class DiffCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "The earlier snapshot.")
    @SuppressWarnings("NullAway.Init") // The library sets it, or refuses the command.
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "The later snapshot.")
    @SuppressWarnings("NullAway.Init") // The library sets it, or refuses the command.
    private Path after;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ReportFormat format;

    @Override
    public Integer call() {
        SnapshotDiff diff = SnapshotDiff.between(before, after);
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                format.isJson()
                        ? diff.toJson()
                        : diff.isEmpty()
                                ? "No difference."
                                : Invocation.of(spec).wrapped(diff.toString().stripTrailing()));
        out.flush();
        return MissingParts.print(
                diff.notCompared(),
                spec.commandLine().getErr(),
                diff.isEmpty() ? ExitCode.DONE : ExitCode.CHANGES_FOUND);
    }
}
