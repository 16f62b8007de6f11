package dev.openaiadmin.cli.secrets;

import dev.openaiadmin.cli.terminal.ShellCommand;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.text.OutputFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a secret goes that the API shows only once. A command that creates one has them as a {@code @Mixin}. */
public final class SecretOptions {
    @ArgGroup(validate = false, heading = "%nThe secret, which is shown only once:%n")
    private final Group group = new Group();

    private static final class Group {
        @Option(
                names = "--secret-file",
                paramLabel = "FILE",
                description = "Write the secret to a file that only you may read.")
        private @Nullable Path file;

        @Option(
                names = "--secret-command",
                paramLabel = "COMMAND",
                description = "Pass the secret to standard input of a command, such as 'vault kv put secret/ci key=-'.")
        private @Nullable String command;

        @Option(names = "--show-secret", description = "Print the secret with the result.")
        private boolean show;
    }

    /** Returns whether the secret is printed with the result. */
    public boolean isShown() {
        return group.show;
    }

    /** Returns whether the secret goes anywhere. */
    public boolean isGiven() {
        return group.show || group.file != null || group.command != null;
    }

    /**
     * Checks that a secret can be stored, before it is created.
     *
     * @throws GovernanceException if the file exists, or its folder cannot be written to
     */
    public void prepare() {
        if (group.file != null) {
            Path folder =
                    Optional.ofNullable(group.file.toAbsolutePath().getParent()).orElse(Path.of("."));
            try {
                if (Files.isRegularFile(group.file)) {
                    throw new FileAlreadyExistsException(group.file + " exists, and would be replaced");
                }
                OutputFile.requireWritableFolder(folder);
            } catch (IOException e) {
                throw new GovernanceException(
                        "Nothing was sent, because the secret cannot be stored: " + e.getMessage(), e);
            }
        }
    }

    /**
     * Stores a secret.
     *
     * @param secret the secret
     * @param owner the object that it belongs to, such as {@code key_abc123}
     * @throws GovernanceException if it cannot be stored; the message says which object has to be deleted
     */
    public void store(String secret, String owner) {
        try {
            if (group.file != null) {
                OutputFile.write(group.file, OutputFile.Readers.OWNER, out -> out.write(secret + "\n"));
            }
            if (group.command != null) {
                run(group.command, secret);
            }
        } catch (IOException e) {
            throw new GovernanceException(
                    owner + " has been created, but its secret could not be stored: " + e.getMessage()
                            + "; delete it, and create another one",
                    e);
        }
    }

    private static void run(String command, String secret) throws IOException {
        Process process = ShellCommand.of(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(secret.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The command has ended without reading it; its exit code says more.
        }
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroy();
                throw new IOException("the command did not end within 5 minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException("the command ended with the code " + process.exitValue());
        }
    }
}
