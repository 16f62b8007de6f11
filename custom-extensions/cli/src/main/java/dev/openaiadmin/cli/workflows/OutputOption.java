package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.Terminal;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.text.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where a report is written. */
final class OutputOption {
    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file instead of the terminal.")
    private @Nullable Path file;

    @Nullable
    Path file() {
        return file;
    }

    /** Returns a report for the terminal that shows it, or for a usual one when it is written elsewhere. */
    String text(CommandSpec spec, Supplier<String> usual, IntFunction<String> ofWidth) {
        Terminal terminal = Invocation.of(spec).terminal();
        return file == null && terminal != null ? ofWidth.apply(terminal.width()) : usual.get();
    }

    /** Writes to the file, or prints when there is none. */
    void write(String text, PrintWriter out) {
        if (file == null) {
            out.println(text.stripTrailing());
            out.flush();
            return;
        }
        try {
            OutputFile.write(file, OutputFile.Readers.DEFAULT, written -> written.write(text));
        } catch (IOException e) {
            throw new GovernanceException("The report cannot be written: " + e.getMessage(), e);
        }
    }
}
