package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.snapshots.OrganizationSnapshot;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
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

@Command(
        name = "snapshot",
        description = "Writes the state of the organization as JSON, without secrets. Only reads.",
        footerHeading = "%nExample:%n",
        footer = "  openai-admin snapshot --output monday.json")
final class SnapshotCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file instead of the terminal.")
    private @Nullable Path output;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ParallelOption parallel;

    @Override
    public Integer call() {
        try (OpenAiAdmin admin = client.open()) {
            OrganizationSnapshot snapshot = OrganizationSnapshot.of(admin.with(
                            options -> options.timeout(Duration.ofHours(1)).readOnly(true)))
                    .parallelRequests(parallel.number());
            List<String> missing = output == null
                    ? snapshot.writeTo(new FailingWriter(spec.commandLine().getOut()))
                    : snapshot.writeTo(output);
            return MissingParts.print(missing, spec.commandLine().getErr(), ExitCode.DONE);
        }
    }

    /** Ends the snapshot when nobody reads it any more, rather than to read the whole organization for nothing. */
    private static final class FailingWriter extends FilterWriter {
        private final PrintWriter printed;

        FailingWriter(PrintWriter printed) {
            super(printed);
            this.printed = printed;
        }

        @Override
        public void write(char[] characters, int offset, int length) throws IOException {
            printed.write(characters, offset, length);
            if (printed.checkError()) {
                throw new IOException("the output is closed");
            }
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            write(text.toCharArray(), offset, length);
        }

        @Override
        public void write(int character) throws IOException {
            write(new char[] {(char) character}, 0, 1);
        }
    }
}
