package dev.openaiadmin.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the script that completes words in zsh: a function for each command, on {@code _arguments} of zsh. */
final class ZshCompletion {
    private final StringBuilder script = new StringBuilder();

    private ZshCompletion() {}

    static String of(CommandLine commands) {
        ZshCompletion completion = new ZshCompletion();
        completion.script.append("""
                #compdef openai-admin
                # Completes openai-admin in zsh: source it, or save it as _openai-admin in a folder of fpath.

                """);
        completion.add(commands, "_" + CompletionScript.PROGRAM);
        completion.script.append("""
                # zsh calls the file as a function if it comes from fpath; otherwise it is sourced.
                if [[ $funcstack[1] == _openai-admin ]]; then
                    _openai-admin "$@"
                else
                    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
                    compdef _openai-admin openai-admin
                fi
                """);
        return completion.script.toString();
    }

    private void add(CommandLine command, String function) {
        Map<String, CommandLine> subcommands = command.getSubcommands();
        subcommands.forEach((name, subcommand) -> add(subcommand, function + "_" + name));
        script.append(function).append("() {\n");
        if (!subcommands.isEmpty()) {
            script.append("    local context state state_descr line curcontext=\"$curcontext\"\n")
                    .append("    typeset -A opt_args\n");
        }
        script.append("    _arguments").append(subcommands.isEmpty() ? "" : " -C");
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                word(option(option));
            }
        }
        if (subcommands.isEmpty()) {
            for (PositionalParamSpec argument : command.getCommandSpec().positionalParameters()) {
                if (!argument.hidden()) {
                    word(quoted(position(command, argument) + value(argument)));
                }
            }
        } else {
            word("'1: :->command'");
            word("'*:: :->arguments'");
        }
        script.append("\n");
        if (!subcommands.isEmpty()) {
            addSubcommands(subcommands, function);
        }
        script.append("}\n\n");
    }

    private void addSubcommands(Map<String, CommandLine> subcommands, String function) {
        script.append("    case $state in\n        command)\n            local -a commands=(");
        subcommands.forEach((name, subcommand) -> script.append("\n                ")
                .append(quoted(name + ":"
                        + CompletionScript.first(
                                subcommand.getCommandSpec().usageMessage().description()))));
        script.append("\n            )\n            _describe -t commands command commands\n            ;;\n");
        script.append("        arguments)\n            case $words[1] in\n");
        for (String name : subcommands.keySet()) {
            script.append("                ").append(name).append(") ");
            script.append(function).append('_').append(name).append(" ;;\n");
        }
        script.append("            esac\n            ;;\n    esac\n");
    }

    private void word(String word) {
        script.append(" \\\n        ").append(word);
    }

    /** Returns where an argument is; nowhere, if it is given by its name. */
    private static String position(CommandLine command, PositionalParamSpec argument) {
        OptionSpec option = CompletionScript.option(command, argument);
        return (option == null ? "" : "(" + String.join(" ", option.names()) + ")")
                + (argument.index().max() == Integer.MAX_VALUE
                        ? "*"
                        : "" + (argument.index().min() + 1));
    }

    private static String option(OptionSpec option) {
        boolean hasValue = option.arity().max() > 0;
        String repeated = option.isMultiValue() ? "*" : "";
        String rest = "[" + escaped(CompletionScript.first(option.description()), "[]") + "]"
                + (hasValue ? value(option) : "");
        String[] names = option.names();
        if (names.length == 1) {
            return quoted(repeated + withSeparator(names[0], hasValue) + rest);
        }
        String all = String.join(" ", names);
        StringBuilder words = new StringBuilder();
        for (String name : names) {
            words.append(words.isEmpty() ? "" : " \\\n        ")
                    .append(quoted(
                            (repeated.isEmpty() ? "(" + all + ")" : "*") + withSeparator(name, hasValue) + rest));
        }
        return words.toString();
    }

    private static String withSeparator(String name, boolean hasValue) {
        return name + (!hasValue ? "" : name.startsWith("--") ? "=" : "+");
    }

    /** Returns what a value is called, and what completes it. */
    private static String value(ArgSpec argument) {
        String label = ":" + escaped(argument.paramLabel().replaceAll("[<>\\[\\]]", ""), "");
        List<String> values = CompletionScript.values(argument);
        if (!values.isEmpty()) {
            return label + ":("
                    + values.stream().map(each -> escaped(each, " ()")).collect(Collectors.joining(" ")) + ")";
        }
        return label + (CompletionScript.isFile(argument) ? ":_files" : ": ");
    }

    /** Escapes the characters that separate the parts of a specification, and others. */
    private static String escaped(String text, String others) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '\\' || each == ':' || others.indexOf(each) >= 0) {
                escaped.append('\\');
            }
            escaped.append(each);
        }
        return escaped.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
