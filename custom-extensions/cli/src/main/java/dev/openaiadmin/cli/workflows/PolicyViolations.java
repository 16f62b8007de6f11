package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.governance.policy.PolicyViolationException;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Gives blueprints that do not keep their policies the exit code of something that was found. */
final class PolicyViolations {
    private PolicyViolations() {}

    static Integer report(Callable<Integer> command, CommandSpec spec) throws Exception {
        try {
            return command.call();
        } catch (PolicyViolationException e) {
            PrintWriter err = spec.commandLine().getErr();
            String violations = PrintableText.lines(String.valueOf(e.getMessage()));
            err.println(Invocation.of(spec).wrapped(violations));
            err.flush();
            return ExitCode.CHANGES_FOUND;
        }
    }
}
