package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.util.List;

/** What a report does not show, because the key may not read it. */
final class MissingParts {
    private MissingParts() {}

    /** Prints the parts, and returns the exit code: the given one when there are none. */
    static int print(List<String> missing, PrintWriter err, int complete) {
        missing.forEach(part -> err.println("Missing: " + PrintableText.line(part)));
        err.flush();
        return missing.isEmpty() ? complete : ExitCode.INCOMPLETE;
    }
}
