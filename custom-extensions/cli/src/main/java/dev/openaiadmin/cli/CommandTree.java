package dev.openaiadmin.cli;

import dev.openaiadmin.cli.doctor.DoctorCommand;
import dev.openaiadmin.cli.operations.ApiCommand;
import dev.openaiadmin.cli.operations.ResourceCommands;
import dev.openaiadmin.cli.workflows.WorkflowCommands;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Makes the tree of commands. Building all of them takes longer than most commands run, so only the branch of the words of
 * the command line is built; the other commands have their names and their first sentences.
 */
final class CommandTree {
    private static final Map<String, Supplier<Object>> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put("api", ApiCommand::new);
        OTHERS.put("doctor", DoctorCommand::new);
        OTHERS.put("completion", CompletionCommand::new);
    }

    private final CommandSpec root;
    private final HelpPage page;

    private CommandTree(OpenAiAdminCommand root) {
        this.root = CommandSpec.forAnnotatedObject(root);
        this.page = HelpPage.of(root.invocation().terminal());
    }

    /** Returns the commands of all operations and workflows. */
    static CommandSpec all(OpenAiAdminCommand root) {
        CommandTree tree = new CommandTree(root);
        for (String name : names()) {
            tree.add(name, null);
        }
        tree.root.addMixin("shared", SharedOptions.all());
        return tree.withSections();
    }

    /** Returns what the words of a command line need. */
    static CommandSpec of(OpenAiAdminCommand root, List<String> words) {
        CommandTree tree = new CommandTree(root);
        String first = words.isEmpty() ? "" : words.get(0);
        if (names().contains(first)) {
            tree.add(first, words.size() > 1 ? words.get(1) : null);
        } else if (!first.equals("--version") && !first.equals("-V")) {
            names().forEach(tree::addSummary);
            tree.root.addMixin("shared", SharedOptions.all());
        }
        return tree.withSections();
    }

    private static Set<String> names() {
        Set<String> names = new LinkedHashSet<>(WorkflowCommands.byName().keySet());
        names.addAll(ResourceCommands.names());
        names.addAll(OTHERS.keySet());
        return names;
    }

    private static @Nullable Object command(String name) {
        Supplier<Object> workflow = WorkflowCommands.byName().get(name);
        Supplier<Object> command = workflow == null ? OTHERS.get(name) : workflow;
        return command == null ? null : command.get();
    }

    private void add(String name, @Nullable String verb) {
        Object command = command(name);
        CommandSpec spec;
        if (command == null) {
            spec = verb != null && ResourceCommands.has(name, verb)
                    ? ResourceCommands.withVerb(name, verb)
                    : ResourceCommands.withVerbs(name);
        } else {
            spec = CommandSpec.forAnnotatedObject(command);
            if (ResourceCommands.names().contains(name) && isVerbOrHelp(verb)) {
                ResourceCommands.addVerbs(spec, name);
            }
        }
        root.addSubcommand(name, withHelp(spec));
    }

    /** Options alone are those of the workflow. A word that is no verb can be a misspelt one. */
    private static boolean isVerbOrHelp(@Nullable String verb) {
        return verb == null || verb.equals("--help") || verb.equals("-h") || !verb.startsWith("-");
    }

    private void addSummary(String name) {
        Object command = command(name);
        root.addSubcommand(
                name, command == null ? ResourceCommands.summary(name) : CommandSpec.forAnnotatedObject(command));
    }

    /** Adds the help to a command and those below it. The version is an option of the program alone. */
    private CommandSpec withHelp(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
        page.layOut(spec);
        for (CommandLine subcommand : spec.subcommands().values()) {
            withHelp(subcommand.getCommandSpec());
        }
        return spec;
    }

    /** Lists the commands by their kind. */
    private CommandSpec withSections() {
        page.layOut(root);
        Set<String> workflows = WorkflowCommands.byName().keySet();
        Set<String> operations = new LinkedHashSet<>(ResourceCommands.names());
        operations.removeAll(workflows);
        root.usageMessage()
                .sectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                        help -> page.commands(help, "Workflows", workflows::contains)
                                + page.commands(help, "Resources, each with its verbs", operations::contains)
                                + page.commands(help, "More", OTHERS::containsKey));
        return root;
    }

    /** Returns what a command does in one sentence. */
    static String firstSentence(CommandSpec command) {
        String[] description = command.usageMessage().description();
        String text = description.length == 0 ? "" : description[0];
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
