package dev.openaiadmin.cli;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.StandardStream;
import dev.openaiadmin.cli.terminal.Values;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

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
    /** What the system says when the reader of a pipe ended, such as {@code head}, which is no mistake. */
    private static final String NO_READER = "Broken pipe";

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
            if (!NO_READER.equals(failure.getMessage())) {
                err.writer().println("The output cannot be written: " + failure.getMessage());
            }
            exitCode = ExitCode.ERROR;
        }
        err.finish();
        System.exit(exitCode);
    }

    /** Runs a command, and returns its exit code. */
    static int run(Invocation invocation, PrintWriter out, PrintWriter err, String... arguments) {
        Line line = Line.of(invocation, arguments);
        if (arguments.length == 0) {
            line.commands().usage(err);
            return ExitCode.USAGE;
        }
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
                .setColorScheme(colors(invocation.color() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setExitCodeExceptionMapper(failure -> ExitCode.ERROR)
                .setParameterExceptionHandler((wrong, arguments) -> report.writeUsage(
                        CommandLineMistake.message(wrong),
                        wrong.getCommandLine().getErr()))
                .setExecutionExceptionHandler((failure, command, arguments) -> {
                    if (!(failure instanceof OpenAiAdminException known)) {
                        throw failure;
                    }
                    return report.write(known, command.getErr());
                });
    }

    /** Styles without a color are legible on every background. The defaults of the library are yellow, also on white. */
    private static Help.ColorScheme colors(Help.Ansi ansi) {
        return new Help.ColorScheme.Builder(ansi)
                .commands(Help.Ansi.Style.bold)
                .options(Help.Ansi.Style.bold)
                .parameters(Help.Ansi.Style.italic)
                .optionParams(Help.Ansi.Style.italic)
                .build();
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
