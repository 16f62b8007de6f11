package dev.openaiadmin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the script that completes words in fish. */
final class FishCompletion {
    private FishCompletion() {}

    static String of(CommandLine commands) {
        StringBuilder script = new StringBuilder("# Completes ")
                .append(CompletionScript.PROGRAM)
                .append(" in fish.\n");
        script.append("complete -c ").append(CompletionScript.PROGRAM).append(" -f\n");
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
            String values = option.completionCandidates() == null
                    ? ""
                    : " -a " + quoted(String.join(" ", option.completionCandidates()));
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
        if (command.getCommandSpec().positionalParameters().stream().anyMatch(CompletionScript::isFile)) {
            line(script, here, "-F");
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

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
