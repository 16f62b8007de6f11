package dev.openaiadmin.cli;

import dev.openaiadmin.cli.terminal.LineWrapper;
import dev.openaiadmin.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Lays out the help of commands. The sections of the library for options would begin another column in each section, and
 * divide words that have dots or slashes in them.
 */
final class HelpPage {
    /** The width where there is no terminal, so that documents do not depend on the machine that made them. */
    private static final int USUAL_WIDTH = 80;
    /** Longer lines are hard to read. */
    private static final int GREATEST_WIDTH = 100;
    /** The library for options refuses less. */
    private static final int LEAST_WIDTH = 55;

    private static final String OPTIONS = "Options";
    private static final int GAP = 2;
    private static final String MARGIN = "  ";
    /** The place of an option of one letter, where there is none. */
    private static final String NO_LETTER = "    ";

    private final int width;

    private HelpPage(int width) {
        this.width = width;
    }

    /** Returns the layout for a terminal; null if there is none. */
    static HelpPage of(@Nullable Terminal terminal) {
        int width = terminal == null ? USUAL_WIDTH : Math.min(GREATEST_WIDTH, terminal.width());
        return new HelpPage(Math.max(LEAST_WIDTH, width));
    }

    /** Lays out the help of a command, without its subcommands. */
    void layOut(CommandSpec command) {
        UsageMessageSpec usage = command.usageMessage();
        usage.width(width).sortOptions(false).abbreviateSynopsis(true);
        usage.sectionKeys(List.of(
                UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
                UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                UsageMessageSpec.SECTION_KEY_DESCRIPTION,
                UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST,
                UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
                UsageMessageSpec.SECTION_KEY_FOOTER));
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_DESCRIPTION, this::description);
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, this::arguments);
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, HelpPage::footer);
        usage.sectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                        help -> commands(help, "Commands", help.subcommands().keySet()::contains));
    }

    private String description(Help help) {
        StringBuilder text = new StringBuilder(System.lineSeparator());
        for (String paragraph : help.commandSpec().usageMessage().description()) {
            for (String line : LineWrapper.of(width).lines(plain(paragraph))) {
                text.append(line).append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    /** A line of a list: what is explained, and the explanation. */
    private record Row(Text label, String text) {
        int columns() {
            return label.plainString().length();
        }
    }

    /** Returns the arguments and options of a command. The explanations of all of them begin in the same column. */
    private String arguments(Help help) {
        Map<String, List<Row>> sections = new LinkedHashMap<>();
        CommandSpec command = help.commandSpec();
        List<Row> positional = rows(
                help,
                command.positionalParameters().stream()
                        .filter(argument -> argument.group() == null)
                        .toList());
        List<OptionSpec> ungrouped = command.options().stream()
                .filter(option -> option.group() == null)
                .toList();
        sections.put("Arguments", positional);
        // Groups without a heading belong to the options; a help that is the only option goes to the end.
        boolean helpAlone = ungrouped.stream().allMatch(OptionSpec::usageHelp);
        if (!helpAlone) {
            sections.put(OPTIONS, new ArrayList<>());
        }
        command.argGroups().stream()
                .sorted(Comparator.comparingInt(ArgGroupSpec::order))
                .forEach(group -> sections.computeIfAbsent(heading(group), unused -> new ArrayList<>())
                        .addAll(rows(help, group.allOptionsNested())));
        sections.computeIfAbsent(OPTIONS, unused -> new ArrayList<>()).addAll(rows(help, ungrouped));
        int column = column(sections.values().stream().flatMap(List::stream).toList());
        StringBuilder text = new StringBuilder();
        sections.forEach((heading, rows) -> text.append(section(heading, rows, column)));
        return text.toString();
    }

    private static String heading(ArgGroupSpec group) {
        String heading = group.heading();
        return heading == null ? OPTIONS : plain(heading.replace("%n", "")).replaceFirst(":$", "");
    }

    private static List<Row> rows(Help help, List<? extends ArgSpec> arguments) {
        List<Row> rows = new ArrayList<>();
        for (ArgSpec argument : arguments) {
            if (!argument.hidden()) {
                rows.add(new Row(label(help, argument), plain(String.join(" ", argument.description()))));
            }
        }
        return rows;
    }

    /** Returns the names and the value of an argument, such as {@code --columns=NAME,...} for a list with commas. */
    private static Text label(Help help, ArgSpec argument) {
        ColorScheme colors = help.colorScheme();
        Text label = colors.text(MARGIN);
        if (!(argument instanceof OptionSpec option)) {
            return label.concat(colors.parameterText(argument.paramLabel()));
        }
        String letter = option.shortestName();
        String name = option.longestName();
        label = letter.equals(name)
                ? label.concat(NO_LETTER)
                : label.concat(colors.optionText(letter)).concat(", ");
        label = label.concat(colors.optionText(option.negatable() ? name.replaceFirst("--", "--[no-]") : name));
        if (option.arity().max() == 0) {
            return label;
        }
        Text value = colors.optionParamText(
                option.paramLabel() + (option.splitRegex().isEmpty() ? "" : ",..."));
        return option.arity().min() == 0
                ? label.concat("[=").concat(value).concat("]")
                : label.concat("=").concat(value);
    }

    /** Returns the commands that a predicate chooses, each with its first sentence. */
    String commands(Help help, String heading, Predicate<String> chosen) {
        List<Row> rows = new ArrayList<>();
        help.subcommands().forEach((name, command) -> {
            if (chosen.test(name)) {
                Text label = help.colorScheme()
                        .text(MARGIN)
                        .concat(help.colorScheme().commandText(name));
                rows.add(new Row(label, plain(CommandTree.firstSentence(command.commandSpec()))));
            }
        });
        return section(heading, rows, column(rows));
    }

    /** Returns where explanations begin: behind the labels, except those that would leave them too little room. */
    private int column(List<Row> rows) {
        int most = width * 2 / 5;
        return rows.stream()
                        .mapToInt(Row::columns)
                        .filter(columns -> columns <= most)
                        .max()
                        .orElse(MARGIN.length())
                + GAP;
    }

    private String section(String heading, List<Row> rows, int column) {
        if (rows.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append(System.lineSeparator()).append(heading).append(':').append(System.lineSeparator());
        for (Row row : rows) {
            text.append(row.label());
            int used = row.columns();
            if (used + GAP > column) {
                text.append(System.lineSeparator());
                used = 0;
            }
            text.append(" ".repeat(column - used))
                    .append(String.join(
                            System.lineSeparator() + " ".repeat(column),
                            LineWrapper.of(width - column).lines(row.text())))
                    .append(System.lineSeparator());
        }
        return text.toString();
    }

    /** Returns the footer as it is, since an address that is wrapped cannot be opened. */
    private static String footer(Help help) {
        StringBuilder footer = new StringBuilder();
        for (String line : help.commandSpec().usageMessage().footer()) {
            footer.append(plain(line)).append(System.lineSeparator());
        }
        return footer.toString();
    }

    private static String plain(String text) {
        return text.replace("%%", "%");
    }
}
