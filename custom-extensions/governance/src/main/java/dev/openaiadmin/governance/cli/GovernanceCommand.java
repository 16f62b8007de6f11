package dev.openaiadmin.governance.cli;

import dev.openaiadmin.OpenAiAdminException;
import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The program; each subcommand is a class of its own. */
@Command(
        name = "openai-governance",
        description = "Projects from blueprints, rotated keys, costs and snapshots of an OpenAI organization.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = GovernanceCommand.Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing to do, or done",
            "1:an error, told on standard error",
            "2:changes are planned, or something was found"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  OPENAI_ADMIN_KEY  the admin key; there is no option for it, since options can be seen by others",
            "  OPENAI_ORG_ID     the organization, for keys that belong to several",
            "  OPENAI_BASE_URL   another place of the API, such as a test server"
        },
        subcommands = {
            PlanCommand.class,
            ApplyCommand.class,
            RotateCommand.class,
            CostsCommand.class,
            SnapshotCommand.class,
            DiffCommand.class,
            IdleKeysCommand.class,
            GenerateCompletion.class
        })
final class GovernanceCommand {
    private GovernanceCommand() {}

    /**
     * Runs a command, and ends with its exit code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new GovernanceCommand())
                .setExitCodeExceptionMapper(failure -> ExitCode.ERROR)
                .setParameterExceptionHandler((wrong, arguments) -> {
                    PrintWriter err = wrong.getCommandLine().getErr();
                    err.println(wrong.getMessage() + "; see --help");
                    return ExitCode.ERROR;
                })
                .setExecutionExceptionHandler((failure, command, arguments) -> {
                    if (!(failure instanceof OpenAiAdminException)) {
                        throw failure;
                    }
                    command.getErr().println(failure.getMessage());
                    return ExitCode.ERROR;
                });
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = GovernanceCommand.class.getPackage().getImplementationVersion();
            return new String[] {"openai-governance " + (version == null ? "(unpacked)" : version)};
        }
    }
}
