package dev.openaiadmin.cli;

import dev.openaiadmin.cli.operations.ResourceCommands;
import dev.openaiadmin.cli.terminal.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the script that completes words in a shell, from the same commands that are run. */
final class CompletionScript {
    static final String PROGRAM = "openai-admin";

    /**
     * The reply of the library, which expands the names of files as bash expands arguments: it would run the command that a
     * name such as {@code $(command)} holds.
     */
    private static final String EXPANDED_REPLY =
            "COMPREPLY=( $(compgen -W \"${commands// /$'\\n'}${IFS}${positionals}\" -- \"${curr_word}\") )";

    private static final String REPLY =
            "COMPREPLY=( $(compgen -W \"${commands// /$'\\n'}\" -- \"${curr_word}\") ${positionals} )";

    /** Tests of the library, which take words such as {@code time} for options because they are a part of their names. */
    private static final List<String> OPTION_TESTS = List.of(
            "[[ \"${optionsWithArgs}\" =~ ${previousWord} ]]", "[[ \"${booleanOptions}\" =~ ${previousWord} ]]");

    private CompletionScript() {}

    /** Returns all commands, with each required argument of an operation at its position. */
    static CommandLine commands(Invocation invocation) {
        CommandLine commands = OpenAiAdminCommand.allCommands(invocation);
        addPositions(commands);
        return commands;
    }

    private static void addPositions(CommandLine command) {
        ResourceCommands.addPositions(command.getCommandSpec());
        command.getSubcommands().values().forEach(CompletionScript::addPositions);
    }

    static String of(CommandLine commands, CompletionCommand.Shell shell) {
        return switch (shell) {
            case bash -> bash(commands);
            case zsh -> ZshCompletion.of(commands);
            case fish -> FishCompletion.of(commands);
        };
    }

    private static String bash(CommandLine commands) {
        String script = AutoComplete.bash(PROGRAM, commands);
        script = replaced(script, EXPANDED_REPLY, REPLY);
        for (String test : OPTION_TESTS) {
            script = replaced(script, test, test.replace("=~ ${previousWord}", "== *\"'${previousWord}'\"*"));
        }
        return script + """

                # Bash takes the "=" of --option=value for a word of its own; the functions above take it for a space.
                function _openai_admin() {
                  local i words=()
                  if [[ ${COMP_WORDS[COMP_CWORD]} == "=" ]]; then
                    COMP_WORDS[COMP_CWORD]=""
                  fi
                  for ((i = 0; i <= COMP_CWORD; i++)); do
                    [[ ${COMP_WORDS[i]} == "=" ]] || words+=("${COMP_WORDS[i]}")
                  done
                  COMP_WORDS=("${words[@]}")
                  COMP_CWORD=$((${#words[@]} - 1))
                  _complete_openai-admin
                }
                complete -F _openai_admin -o default openai-admin
                """;
    }

    private static String replaced(String script, String text, String replacement) {
        if (!script.contains(text)) {
            throw new IllegalStateException("The completion of this version of picocli has no " + text);
        }
        return script.replace(text, replacement);
    }

    /** Returns whether the value of an option or argument is the name of a file. */
    static boolean isFile(ArgSpec argument) {
        return argument.paramLabel().contains("FILE") || argument.paramLabel().contains("FOLDER");
    }

    /** Returns the known values of an option or argument; empty if there are none. */
    static List<String> values(ArgSpec argument) {
        List<String> values = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(values::add);
        }
        return values;
    }

    /** Returns the option by which an argument can also be given; null if there is none. */
    static @Nullable OptionSpec option(CommandLine command, PositionalParamSpec argument) {
        return command.getCommandSpec()
                .findOption(
                        "--" + argument.paramLabel().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Returns the first sentence of a text. */
    static String first(String[] texts) {
        String text = texts.length == 0 ? "" : texts[0];
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replace("%%", "%");
    }
}
