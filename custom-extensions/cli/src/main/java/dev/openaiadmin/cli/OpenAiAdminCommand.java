package dev.openaiadmin.cli;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.StandardStream;
import dev.openaiadmin.cli.terminal.Values;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program, and what all of its commands share: version, exit codes, and messages of errors. */
@Command(
        name = "openai-admin",
        description = {
            "Administers an OpenAI organization.",
            "",
            "The options below are those that commands share. They are accepted before and after the words of a command."
        },
        mixinStandardHelpOptions = true,
        versionProvider = OpenAiAdminCommand.Version.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing to do, or done",
            "1:an error, or only a part was done; see standard error",
            "2:changes are planned, or something was found",
            "3:the report lacks what the key may not read; see standard error",
            "4:the key is refused, or lacks a permission",
            "5:the object does not exist",
            "6:try later: rate limits, the network, or an error of the server",
            "7:the change can have been carried out; look before you repeat it",
            "64:a wrong command line or setting, or not confirmed; nothing was sent",
            "130:stopped by Ctrl-C; standard error says what was and was not done"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  OPENAI_ADMIN_KEY       the admin key; no option, because others can see those",
            "  OPENAI_ADMIN_KEY_FILE  a file with the admin key instead",
            "  OPENAI_ADMIN_PROFILE   the profile in ~/.config/openai-admin/config.yaml",
            "  OPENAI_ORG_ID          the organization, for keys that belong to several",
            "  OPENAI_BASE_URL        another address of the API, such as a test server"
        })
final class OpenAiAdminCommand implements Invocation.Holder {
    private final Invocation invocation;

    OpenAiAdminCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * Runs a command, and exits with its exit code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        StandardStream out = StandardStream.out();
        StandardStream err = StandardStream.err();
        Runtime.getRuntime().addShutdownHook(new Thread(out::stop, "openai-admin-last-line"));
        int exitCode = run(Invocation.current(), out.writer(), err.writer(), arguments);
        IOException failure = out.finish();
        if (failure != null) {
            err.writer().println("The output cannot be written: " + failure.getMessage());
            exitCode = ExitCode.ERROR;
        }
        err.finish();
        System.exit(exitCode);
    }

    /** Runs a command, and returns its exit code. */
    static int run(Invocation invocation, PrintWriter out, PrintWriter err, String... arguments) {
        Line line = Line.of(invocation, arguments);
        return line.commands().setOut(out).setErr(err).execute(line.arguments().toArray(String[]::new));
    }

    /**
     * A command line that can be run.
     *
     * @param commands the commands that it needs
     * @param arguments the arguments in the order in which the commands read them
     */
    record Line(CommandLine commands, List<String> arguments) {
        static Line of(Invocation invocation, String... given) {
            LeadingOptions options = LeadingOptions.of(List.of(given));
            CommandSpec root = CommandTree.of(new OpenAiAdminCommand(invocation), options.withoutOptions());
            return new Line(
                    commandLine(root, invocation, ErrorReport.of(List.of(given), invocation)), options.moved(root));
        }
    }

    /** Returns all commands, to write their documentation. */
    static CommandLine allCommands(Invocation invocation) {
        return commandLine(
                CommandTree.all(new OpenAiAdminCommand(invocation)), invocation, ErrorReport.of(List.of(), invocation));
    }

    private static CommandLine commandLine(CommandSpec root, Invocation invocation, ErrorReport report) {
        return Values.register(new CommandLine(root))
                .setColorScheme(Help.defaultColorScheme(invocation.color() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setExitCodeExceptionMapper(failure -> ExitCode.ERROR)
                .setParameterExceptionHandler((wrong, arguments) ->
                        report.writeUsage(message(wrong), wrong.getCommandLine().getErr()))
                .setExecutionExceptionHandler((failure, command, arguments) -> {
                    if (!(failure instanceof OpenAiAdminException known)) {
                        throw failure;
                    }
                    return report.write(known, command.getErr());
                });
    }

    private static String message(ParameterException wrong) {
        String nearest = "";
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            nearest = ", did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
        } else if (!(wrong instanceof MissingParameterException) && isGroup(wrong.getCommandLine())) {
            nearest = ": "
                    + String.join(", ", wrong.getCommandLine().getSubcommands().keySet());
        }
        return reason(wrong) + nearest + "; see "
                + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    }

    private static String reason(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !wrong.getCommandLine().getSubcommands().isEmpty()) {
            return "'" + unmatched.getUnmatched().get(0) + "' is not a command of "
                    + wrong.getCommandLine().getCommandSpec().qualifiedName();
        }
        return String.valueOf(wrong.getMessage());
    }

    /** Returns whether a command does nothing without one of its subcommands. */
    private static boolean isGroup(CommandLine command) {
        Object userObject = command.getCommandSpec().userObject();
        return !command.getSubcommands().isEmpty() && !(userObject instanceof Callable);
    }

    @Override
    public Invocation invocation() {
        return invocation;
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
