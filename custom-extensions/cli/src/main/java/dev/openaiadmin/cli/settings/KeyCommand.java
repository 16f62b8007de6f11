package dev.openaiadmin.cli.settings;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.cli.terminal.ShellCommand;
import dev.openaiadmin.client.AdminKey;
import dev.openaiadmin.client.AdminKeySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Gets the key from a command, such as {@code pass show openai/admin}. The command is run once. */
final class KeyCommand implements AdminKeySource {
    private final String command;
    private @Nullable AdminKey key;

    KeyCommand(String command) {
        this.command = command;
    }

    @Override
    public synchronized AdminKey currentKey() {
        AdminKey known = key;
        if (known == null) {
            known = AdminKey.of(output());
            key = known;
        }
        return known;
    }

    private String output() {
        try {
            Process process = ShellCommand.of(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new InvalidValueException(
                        "key_command", null, "must succeed, but ended with the code " + exitCode);
            }
            return output;
        } catch (IOException e) {
            throw new InvalidValueException("key_command", null, "must be a command: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidValueException("key_command", null, "was interrupted");
        }
    }
}
