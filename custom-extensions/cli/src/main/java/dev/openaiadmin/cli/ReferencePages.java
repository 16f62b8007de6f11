package dev.openaiadmin.cli;

import dev.openaiadmin.cli.terminal.Invocation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the man pages, the reference in Markdown and the completion scripts, all from the commands that are run. The
 * build runs it, and the program does not contain it. Man pages are written directly, because the generator of picocli writes
 * AsciiDoc, whose converter would take longer than the rest of the build of this module.
 */
public final class ReferencePages {
    private final Path folder;

    private ReferencePages(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the pages.
     *
     * @param arguments the folder of the pages
     */
    public static void main(String[] arguments) throws IOException {
        Invocation invocation = new Invocation(Map.of(), new ByteArrayInputStream(new byte[0]), null, false);
        ReferencePages pages = new ReferencePages(Path.of(arguments[0]));
        pages.writeCompletions(CompletionScript.commands(invocation));
        pages.write(OpenAiAdminCommand.allCommands(invocation));
    }

    private void writeCompletions(CommandLine commands) throws IOException {
        Files.createDirectories(folder.resolve("completions"));
        for (CompletionCommand.Shell shell : CompletionCommand.Shell.values()) {
            Files.writeString(
                    folder.resolve("completions/openai-admin." + shell), CompletionScript.of(commands, shell));
        }
    }

    private void write(CommandLine commands) throws IOException {
        Files.createDirectories(folder.resolve("man/man1"));
        StringBuilder reference = new StringBuilder("# Commands of openai-admin\n");
        for (CommandLine command : withSubcommands(commands)) {
            CommandSpec spec = command.getCommandSpec();
            String name = spec.qualifiedName("-");
            Files.writeString(folder.resolve("man/man1/" + name + ".1"), manPage(spec, name));
            reference.append(markdown(command));
        }
        Files.writeString(folder.resolve("COMMANDS.md"), reference);
    }

    private static List<CommandLine> withSubcommands(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(subcommand -> all.addAll(withSubcommands(subcommand)));
        return all;
    }

    private static String manPage(CommandSpec spec, String name) {
        StringBuilder page = new StringBuilder();
        // The names are too long for the title of the manual between them.
        page.append(".TH \"").append(name.toUpperCase(Locale.ROOT)).append("\" \"1\" \"\" \"openai-admin\" \" \"\n");
        // No word is divided, because most long ones are names.
        page.append(".nh\n.ad l\n");
        page.append(".SH NAME\n").append(roff(name)).append(" \\- ");
        page.append(roff(firstSentence(spec).replaceFirst("\\.$", ""))).append('\n');
        page.append(".SH SYNOPSIS\n.nf\n").append(roff(synopsis(spec))).append(".fi\n");
        page.append(".SH DESCRIPTION\n");
        for (String line : spec.usageMessage().description()) {
            page.append(line.isBlank() ? ".PP\n" : roff(plain(line)) + "\n");
        }
        if (!spec.subcommands().isEmpty()) {
            page.append(".SH COMMANDS\n");
            spec.subcommands()
                    .forEach((word, subcommand) -> page.append(".TP\n.B ")
                            .append(roff(word))
                            .append('\n')
                            .append(roff(firstSentence(subcommand.getCommandSpec())))
                            .append('\n'));
        }
        addArguments(page, spec);
        String[] footer = spec.usageMessage().footer();
        if (footer.length > 0) {
            page.append(".SH ")
                    .append(heading(spec.usageMessage().footerHeading()).toUpperCase(Locale.ROOT))
                    .append("\n.nf\n");
            Arrays.stream(footer).forEach(line -> page.append(roff(plain(line))).append('\n'));
            page.append(".fi\n");
        }
        if (!spec.usageMessage().exitCodeList().isEmpty()) {
            page.append(".SH EXIT CODES\n");
            spec.usageMessage()
                    .exitCodeList()
                    .forEach((code, meaning) -> page.append(".TP\n.B ")
                            .append(code)
                            .append('\n')
                            .append(roff(meaning))
                            .append('\n'));
        }
        addOtherPages(page, spec);
        return page.toString();
    }

    private static void addArguments(StringBuilder page, CommandSpec spec) {
        List<PositionalParamSpec> arguments = spec.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .toList();
        if (!arguments.isEmpty()) {
            page.append(".SH ARGUMENTS\n");
        }
        for (PositionalParamSpec argument : arguments) {
            page.append(".TP\n.I ").append(roff(argument.paramLabel())).append('\n');
            page.append(roff(text(argument.description()))).append('\n');
        }
        page.append(".SH OPTIONS\n");
        spec.options().stream().filter(option -> option.group() == null).forEach(option -> addOption(page, option));
        spec.argGroups().stream()
                .sorted(Comparator.comparingInt(ArgGroupSpec::order))
                .forEach(group -> {
                    if (group.heading() != null) {
                        page.append(".SS ")
                                .append(roff(heading(group.heading())))
                                .append('\n');
                    }
                    group.allOptionsNested().forEach(option -> addOption(page, option));
                });
    }

    private static void addOption(StringBuilder page, OptionSpec option) {
        if (!option.hidden()) {
            page.append(".TP\n.B ").append(roff(names(option))).append('\n');
            page.append(roff(text(option.description()))).append('\n');
        }
    }

    /** Adds the names of the page above this one, and of those below. */
    private static void addOtherPages(StringBuilder page, CommandSpec spec) {
        List<String> names = new ArrayList<>();
        if (spec.parent() != null) {
            names.add(spec.parent().qualifiedName("-"));
        }
        spec.subcommands()
                .values()
                .forEach(subcommand -> names.add(subcommand.getCommandSpec().qualifiedName("-")));
        page.append(".SH SEE ALSO\n");
        page.append(names.stream().map(name -> ".BR " + roff(name) + " (1)").collect(Collectors.joining(",\n")));
        page.append('\n');
    }

    private static String heading(String text) {
        return plain(text).replace("%n", "").replace(":", "").strip();
    }

    private static String synopsis(CommandSpec spec) {
        return spec.commandLine().getHelp().synopsis(0);
    }

    private static String names(OptionSpec option) {
        String names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + "=" + option.paramLabel();
    }

    private static String text(String[] description) {
        return plain(Arrays.stream(description).collect(Collectors.joining(" ")));
    }

    private static String firstSentence(CommandSpec spec) {
        return plain(CommandTree.firstSentence(spec));
    }

    private static String plain(String text) {
        return text.replace("%%", "%");
    }

    /** A line that begins with a dot or an apostrophe would be a request to the formatter. */
    private static String roff(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^([.'])", "\\\\&$1");
    }

    private static String markdown(CommandLine command) {
        String usage =
                command.getUsageMessage(Ansi.OFF).replaceAll("[ \\t]+\n", "\n").strip();
        return "\n## " + command.getCommandSpec().qualifiedName() + "\n\n```text\n" + usage + "\n```\n";
    }
}
