package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.governance.policy.PolicyViolationException;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** Gives blueprints that do not keep their policies the exit code of something that was found. */
final class PolicyViolations {
    private PolicyViolations() {}

    static Integer report(Callable<Integer> command, PrintWriter err) throws Exception {
        try {
            return command.call();
        } catch (PolicyViolationException e) {
            err.println(PrintableText.lines(String.valueOf(e.getMessage())));
            err.flush();
            return ExitCode.CHANGES_FOUND;
        }
    }
}
