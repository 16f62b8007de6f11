package dev.openaiadmin.cli.operations;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;

/** Makes commands of the operations of the API. */
public final class ResourceCommands {
    private ResourceCommands() {}

    /** Returns the names of the resources in the order of the description. */
    public static Set<String> names() {
        return Resources.index().keySet();
    }

    /** Returns whether a resource has a verb. */
    public static boolean has(String resource, String verb) {
        Resources.Resource known = Resources.index().get(resource);
        return known != null && known.verbs().contains(verb);
    }

    /** Returns the command of a resource without its verbs, for the list of all commands, where one sentence is enough. */
    public static CommandSpec summary(String resource) {
        return command(resource, HelpText::firstSentence);
    }

    private static CommandSpec command(String resource, UnaryOperator<String> text) {
        CommandSpec command = CommandSpec.create().name(resource);
        Resources.Resource described = Resources.index().get(resource);
        if (described != null) {
            command.usageMessage().description(HelpText.of(text.apply(described.text())));
        }
        return command;
    }

    /** Returns the command of a resource with all of its verbs. */
    public static CommandSpec withVerbs(String resource) {
        CommandSpec command = command(resource, UnaryOperator.identity());
        addVerbs(command, resource);
        return command;
    }

    /** Adds the verbs of a resource to a command, such as those of costs to the workflow of this name. */
    public static void addVerbs(CommandSpec command, String resource) {
        for (Map.Entry<String, DescribedCommand> verb :
                Resources.commands(resource).entrySet()) {
            command.addSubcommand(verb.getKey(), OperationCommand.spec(verb.getValue()));
        }
    }

    /**
     * Adds the required arguments of an operation to its command as arguments by position. A command that is run takes all
     * positions as one argument, because an argument that is given by name has none; completion needs to know each position.
     */
    public static void addPositions(CommandSpec command) {
        if (command.userObject() instanceof OperationCommand operation) {
            operation.addPositions();
        }
    }

    /** Returns the command of a resource with one of its verbs. */
    public static CommandSpec withVerb(String resource, String verb) {
        CommandSpec command = command(resource, UnaryOperator.identity());
        DescribedCommand described = Resources.commands(resource).get(verb);
        if (described != null) {
            command.addSubcommand(verb, OperationCommand.spec(described));
        }
        return command;
    }
}
