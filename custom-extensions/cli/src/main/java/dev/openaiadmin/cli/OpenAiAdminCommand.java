package dev.openaiadmin.cli;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.StandardStream;
import dev.openaiadmin.cli.terminal.Values;
import dev.openaiadmin.cli.workflows.WorkflowCommands;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The program, and what all of its commands share: version, exit codes, and messages of errors. */
@Command(
        name = "openai-admin",
        description = "Administers an OpenAI organization.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = OpenAiAdminCommand.Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing to do, or done",
            "1:an error, or only a part was done; see standard error",
            "2:changes are planned, or something was found",
            "3:the report lacks what the key may not read; see standard error"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  OPENAI_ADMIN_KEY  the admin key; there is no option for it, because others can see options",
            "  OPENAI_ORG_ID     the organization, for keys that belong to several",
            "  OPENAI_BASE_URL   another address of the API, such as that of a test server"
        },
        subcommands = GenerateCompletion.class)
final class OpenAiAdminCommand {
    private OpenAiAdminCommand() {}

    /**
     * Runs a command, and exits with its exit code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        StandardStream out = StandardStream.out();
        StandardStream err = StandardStream.err();
        int exitCode = commandLine().setOut(out.writer()).setErr(err.writer()).execute(arguments);
        IOException failure = out.finish();
        if (failure != null) {
            err.writer().println("The output cannot be written: " + failure.getMessage());
            exitCode = ExitCode.ERROR;
        }
        err.finish();
        System.exit(exitCode);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new OpenAiAdminCommand());
        WorkflowCommands.byName().forEach((name, command) -> commandLine.addSubcommand(name, command.get()));
        return Values.register(commandLine)
                .setExitCodeExceptionMapper(failure -> ExitCode.ERROR)
                .setParameterExceptionHandler((wrong, arguments) -> {
                    PrintWriter err = wrong.getCommandLine().getErr();
                    err.println(PrintableText.line(String.valueOf(wrong.getMessage())) + "; see --help");
                    return ExitCode.ERROR;
                })
                .setExecutionExceptionHandler((failure, command, arguments) -> {
                    if (!(failure instanceof OpenAiAdminException)) {
                        throw failure;
                    }
                    command.getErr().println(message(failure));
                    return ExitCode.ERROR;
                });
    }

    /** Messages of workflows have several lines; those of calls quote the API, and are kept on one. */
    private static String message(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof GovernanceException ? PrintableText.lines(message) : PrintableText.line(message);
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = OpenAiAdminCommand.class.getPackage().getImplementationVersion();
            return new String[] {"openai-admin " + (version == null ? "(unpacked)" : version)};
        }
    }
}
