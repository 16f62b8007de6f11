package dev.openaiadmin.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Asks before something changes. */
public final class Confirmation {
    private static final Set<String> YES = Set.of("y", "yes");

    private Confirmation() {}

    /**
     * Asks on the terminal.
     *
     * @param change what is about to be done, such as {@code projects archive proj_abc123}
     * @throws NotConfirmedException if the answer is not yes, or nobody can answer
     */
    public static void ask(String change, Invocation invocation, PrintWriter err) {
        if (!invocation.interactive()) {
            throw new NotConfirmedException(
                    "'" + change + "' changes the organization and nobody can be asked: add --yes; nothing was sent");
        }
        err.print("Run '" + change + "'? [y/N] ");
        err.flush();
        try {
            String answer =
                    new BufferedReader(new InputStreamReader(invocation.in(), StandardCharsets.UTF_8)).readLine();
            if (answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT))) {
                return;
            }
        } catch (IOException e) {
            throw new NotConfirmedException("The answer cannot be read: " + e.getMessage() + "; nothing was sent");
        }
        throw new NotConfirmedException("Nothing was sent.");
    }
}
