package dev.openaiadmin.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the script that completes words in fish. */
final class FishCompletion {
    private FishCompletion() {}

    static String of(CommandLine commands) {
        StringBuilder script = new StringBuilder("# Completes ")
                .append(CompletionScript.PROGRAM)
                .append(" in fish.\n");
        script.append("complete -c ").append(CompletionScript.PROGRAM).append(" -f\n");
        script.append("""

                # Succeeds if the words before the cursor have at least and at most a number of arguments and words of
                # commands; the options that have a value follow.
                function __openai_admin_has_arguments -a least most
                    set -l words (commandline -opc)
                    set -l count 0
                    set -l is_value 0
                    for word in $words[2..-1]
                        if test $is_value = 1
                            set is_value 0
                        else if contains -- $word $argv[3..-1]
                            set is_value 1
                        else if not string match -q -- '-*' $word
                            set count (math $count + 1)
                        end
                    end
                    test $count -ge $least -a $count -le $most
                end

                """);
        add(script, commands, new ArrayList<>());
        return script.toString();
    }

    private static void add(StringBuilder script, CommandLine command, List<String> words) {
        String here = condition(words, command.getSubcommands());
        for (Map.Entry<String, CommandLine> subcommand :
                command.getSubcommands().entrySet()) {
            String text = CompletionScript.first(
                    subcommand.getValue().getCommandSpec().usageMessage().description());
            line(script, here, "-a " + quoted(subcommand.getKey()) + " -d " + quoted(text));
        }
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.hidden()) {
                continue;
            }
            StringBuilder names = new StringBuilder();
            for (String name : option.names()) {
                names.append(name.startsWith("--") ? "-l " : "-s ")
                        .append(name.replaceFirst("^--?", ""))
                        .append(' ');
            }
            boolean value = option.arity().max() > 0;
            List<String> known = CompletionScript.values(option);
            String values = known.isEmpty() ? "" : " -a " + quoted(String.join(" ", known));
            line(
                    script,
                    here,
                    names
                            + (value
                                    ? "-r" + (values.isEmpty() && CompletionScript.isFile(option) ? " -F" : values)
                                            + " "
                                    : "")
                            + "-d " + quoted(CompletionScript.first(option.description())));
        }
        for (PositionalParamSpec argument : command.getCommandSpec().positionalParameters()) {
            List<String> values = CompletionScript.values(argument);
            if (CompletionScript.isFile(argument)) {
                line(script, here, "-F");
            } else if (!values.isEmpty()) {
                line(
                        script,
                        here + "; and " + position(command, argument, words.size()),
                        "-a " + quoted(String.join(" ", values)) + " -d " + quoted(argument.paramLabel()));
            }
        }
        command.getSubcommands().forEach((name, subcommand) -> {
            List<String> below = new ArrayList<>(words);
            below.add(name);
            add(script, subcommand, below);
        });
    }

    private static void line(StringBuilder script, String condition, String rest) {
        script.append("complete -c ")
                .append(CompletionScript.PROGRAM)
                .append(" -n ")
                .append(quoted(condition))
                .append(' ');
        script.append(rest).append('\n');
    }

    private static String condition(List<String> words, Map<String, CommandLine> subcommands) {
        if (words.isEmpty()) {
            return "__fish_use_subcommand";
        }
        String seen = String.join(
                "; and ",
                words.stream()
                        .map(word -> "__fish_seen_subcommand_from " + word)
                        .toList());
        return subcommands.isEmpty()
                ? seen
                : seen + "; and not __fish_seen_subcommand_from " + String.join(" ", subcommands.keySet());
    }

    /** Returns the condition under which the next word is the value of an argument. */
    private static String position(CommandLine command, PositionalParamSpec argument, int wordsOfCommand) {
        OptionSpec option = CompletionScript.option(command, argument);
        String optionsWithValues = command.getCommandSpec().options().stream()
                .filter(each -> each.arity().max() > 0)
                .flatMap(each -> Arrays.stream(each.names()))
                .collect(Collectors.joining(" "));
        return (option == null
                        ? ""
                        : "not __fish_contains_opt " + option.longestName().substring(2) + "; and ")
                + "__openai_admin_has_arguments "
                + (wordsOfCommand + argument.index().min()) + " "
                + (argument.index().max() == Integer.MAX_VALUE
                        ? Integer.MAX_VALUE
                        : wordsOfCommand + argument.index().max())
                + " " + optionsWithValues;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
