package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.blueprint.Plan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "plan",
        description = "Shows what would change for projects to match their blueprints.",
        footerHeading = "%nExample:%n",
        footer = "  openai-admin plan organization.yaml --out plan.json")
final class PlanCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private PlanOptions options;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Save the plan, for apply FILE. Only you may read the file, which holds no secret.")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
        return PolicyViolations.report(this::plan, spec);
    }

    private int plan() {
        try (OpenAiAdmin admin = client.open()) {
            Plan plan = options.governance(admin, Invocation.of(spec))
                    .plan(options.blueprints().read());
            options.format().print(plan, Invocation.of(spec), spec.commandLine().getOut());
            if (out != null) {
                plan.writeTo(out);
            }
            return exitCode(plan, spec.commandLine().getErr());
        }
    }

    static int exitCode(Plan plan, PrintWriter err) {
        if (reportProblems(plan, err)) {
            return ExitCode.ERROR;
        }
        return plan.isEmpty() ? ExitCode.DONE : ExitCode.CHANGES_FOUND;
    }

    /** Prints why blueprints were left out, and returns whether there were any. */
    static boolean reportProblems(Plan plan, PrintWriter err) {
        plan.problems().forEach(problem -> err.println("Left out: " + problem));
        err.flush();
        return !plan.problems().isEmpty();
    }
}
