package dev.openaiadmin.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** Asks before something changes. Every command that changes something has it as a {@code @Mixin}. */
public final class Confirmation {
    private static final Set<String> YES = Set.of("y", "yes");

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask; required where nobody can answer.")
    private boolean given;

    /** Returns whether {@code --yes} is given, so that there is no question. */
    public boolean isGiven() {
        return given;
    }

    /**
     * Refuses a change that nobody can confirm, before anything is sent.
     *
     * @param command the words of the command, such as {@code projects archive}
     * @throws NotConfirmedException if there is no {@code --yes} and no terminal to ask on
     */
    public void requireAnswer(String command, Invocation invocation) {
        if (!given && !invocation.interactive()) {
            throw new NotConfirmedException(
                    "'" + command + "' changes the organization and nobody can be asked: add --yes; nothing was sent");
        }
    }

    /**
     * Asks on the terminal, unless {@code --yes} is given.
     *
     * @param summary what is about to change, one line each
     * @param question the question, such as {@code Apply these changes?}
     * @throws NotConfirmedException if the answer is not yes
     */
    public void ask(List<String> summary, String question, Invocation invocation, PrintWriter err) {
        if (!given) {
            summary.forEach(line -> err.println(invocation.wrapped(line)));
            require(question, invocation, err);
        }
    }

    /**
     * Asks on the terminal, whether {@code --yes} is given or not.
     *
     * @throws NotConfirmedException if the answer is not yes
     */
    public static void require(String question, Invocation invocation, PrintWriter err) {
        err.print(invocation.wrapped(question) + " [y/N] ");
        err.flush();
        String answer;
        try {
            answer = new BufferedReader(new InputStreamReader(invocation.in(), StandardCharsets.UTF_8)).readLine();
        } catch (IOException e) {
            throw new NotConfirmedException("The answer cannot be read: " + e.getMessage() + "; nothing was changed");
        }
        if (answer == null) {
            // The end of the input leaves the cursor behind the question.
            err.println();
        }
        if (answer == null || !YES.contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw new NotConfirmedException("Not confirmed: nothing was changed.");
        }
    }
}
