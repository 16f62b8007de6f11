package dev.openaiadmin.cli;

import dev.openaiadmin.cli.operations.ResourceCommands;
import dev.openaiadmin.cli.workflows.WorkflowCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command line whose shared options can be before the words of the command as well as after them. Those before are moved
 * behind the words, where the command reads them.
 */
final class LeadingOptions {
    /** The long name of the format is that of a file in reports; the short name is the format everywhere. */
    private static final Map<String, String> PASSED_AS = Map.of("--output", "-o");

    private List<String> arguments;
    private final List<Given> options = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private int next;
    private @Nullable CommandSpec shared;

    private LeadingOptions(List<String> arguments) {
        this.arguments = arguments;
    }

    /** An option with its value; null if it takes none. */
    private record Given(String name, @Nullable String value) {}

    /** Reads a command line, which need not be a valid one. */
    static LeadingOptions of(List<String> arguments) {
        LeadingOptions line = new LeadingOptions(arguments);
        line.read();
        return line;
    }

    /** Returns the words of the command and what follows them, without the options before them. */
    List<String> withoutOptions() {
        List<String> line = new ArrayList<>(words);
        line.addAll(arguments.subList(next, arguments.size()));
        return line;
    }

    /** Returns the arguments in the order in which the commands of a tree read them. */
    List<String> moved(CommandSpec root) {
        CommandSpec command = root;
        for (String word : words) {
            CommandLine subcommand = command.subcommands().get(word);
            command = subcommand == null ? command : subcommand.getCommandSpec();
        }
        List<String> line = new ArrayList<>(words);
        for (Given option : options) {
            String name = PASSED_AS.getOrDefault(option.name(), option.name());
            if (command.findOption(name) != null || SharedOptions.ofConnection().findOption(name) == null) {
                line.add(name);
                if (option.value() != null) {
                    line.add(option.value());
                }
            }
        }
        line.addAll(arguments.subList(next, arguments.size()));
        return line;
    }

    private void read() {
        readOptions();
        String first = peek();
        if (first == null || first.startsWith("-")) {
            // Help, the version, or a mistake: what follows it would hide the mistake.
            arguments = arguments.subList(0, Math.min(next + 1, arguments.size()));
            next = 0;
            options.clear();
            return;
        }
        words.add(first);
        next++;
        int begin = next;
        List<Given> before = List.copyOf(options);
        readOptions();
        String second = peek();
        boolean needsVerb = ResourceCommands.names().contains(first)
                && !WorkflowCommands.byName().containsKey(first);
        if (second != null && !second.startsWith("-") && (needsVerb || ResourceCommands.has(first, second))) {
            words.add(second);
            next++;
        } else {
            next = begin;
            options.clear();
            options.addAll(before);
        }
    }

    private @Nullable String peek() {
        return next < arguments.size() ? arguments.get(next) : null;
    }

    private void readOptions() {
        for (String argument = peek(); argument != null && argument.startsWith("-"); argument = peek()) {
            boolean read = argument.startsWith("--") ? readLong(argument) : readShort(argument);
            if (!read) {
                return;
            }
        }
    }

    private boolean readLong(String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        return read(name, equals < 0 ? null : argument.substring(equals + 1));
    }

    /** Reads one or several options of one letter, such as {@code -v}, {@code -ojson} and {@code -vy}. */
    private boolean readShort(String argument) {
        String name = argument.substring(0, Math.min(2, argument.length()));
        String rest = argument.substring(name.length());
        OptionSpec option = shared().findOption(name);
        if (option == null || rest.isEmpty()) {
            return read(name, null);
        }
        if (option.arity().max() > 0) {
            return read(name, rest.startsWith("=") ? rest.substring(1) : rest);
        }
        options.add(new Given(name, null));
        return readShort("-" + rest);
    }

    private boolean read(String name, @Nullable String attached) {
        OptionSpec option = shared().findOption(name);
        if (option == null) {
            return false;
        }
        next++;
        String value = attached;
        if (value == null && option.arity().max() > 0) {
            value = peek();
            next += value == null ? 0 : 1;
        }
        options.add(new Given(name, value));
        return true;
    }

    /** Most command lines begin with a word, and need none of them. */
    private CommandSpec shared() {
        CommandSpec known = shared;
        if (known == null) {
            known = SharedOptions.all();
            shared = known;
        }
        return known;
    }
}
