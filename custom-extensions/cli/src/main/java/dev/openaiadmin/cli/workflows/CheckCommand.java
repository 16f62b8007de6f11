package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.blueprint.OrganizationBlueprint;
import dev.openaiadmin.governance.policy.PolicyReport;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Checks whether the organization as it is keeps the policies of a file. Only reads.",
        footerHeading = "%nExample:%n",
        footer = "  openai-admin check organization.yaml")
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Parameters(paramLabel = "FILE", description = "Blueprints with policies, or policies alone.")
    @SuppressWarnings("NullAway.Init") // The library sets it, or refuses the command.
    private Path file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ParallelOption parallel;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ReportFormat format;

    @Override
    public Integer call() {
        OrganizationBlueprint blueprint = OrganizationBlueprint.read(file);
        if (blueprint.policies().isEmpty()) {
            throw new GovernanceException(
                    PrintableText.line(file.toString()) + ": has no rule in 'policies'; nothing was checked");
        }
        try (OpenAiAdmin admin = client.open()) {
            PolicyReport report = Governance.builder(admin)
                    .parallelRequests(parallel.number())
                    .build()
                    .check(blueprint);
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    format.isJson()
                            ? report.toJson()
                            : Invocation.of(spec).wrapped(report.toString().stripTrailing()));
            out.flush();
            return MissingParts.print(
                    report.missing(),
                    spec.commandLine().getErr(),
                    report.isEmpty() ? ExitCode.DONE : ExitCode.CHANGES_FOUND);
        }
    }
}
