package dev.openaiadmin.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

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

    private CompletionScript() {}

    static String of(CommandLine commands, CompletionCommand.Shell shell) {
        return switch (shell) {
            case bash -> bash(commands);
            case zsh -> ZshCompletion.of(commands);
            case fish -> FishCompletion.of(commands);
        };
    }

    private static String bash(CommandLine commands) {
        String script = AutoComplete.bash(PROGRAM, commands);
        if (!script.contains(EXPANDED_REPLY)) {
            throw new IllegalStateException("The completion of this version of picocli has other replies");
        }
        return script.replace(EXPANDED_REPLY, REPLY) + """

                # Bash takes the "=" of --option=value for a word of its own; the functions above take it for a space.
                function _openai_admin() {
                  if [[ ${COMP_WORDS[COMP_CWORD]} == "=" ]]; then
                    COMP_WORDS[COMP_CWORD]=""
                  elif ((COMP_CWORD > 0)) && [[ ${COMP_WORDS[COMP_CWORD-1]} == "=" ]]; then
                    COMP_WORDS=("${COMP_WORDS[@]:0:COMP_CWORD-1}" "${COMP_WORDS[@]:COMP_CWORD}")
                    ((COMP_CWORD--))
                  fi
                  _complete_openai-admin
                }
                complete -F _openai_admin -o default openai-admin
                """;
    }

    /** Returns whether the value of an option or argument is the name of a file. */
    static boolean isFile(ArgSpec argument) {
        return argument.paramLabel().contains("FILE") || argument.paramLabel().contains("FOLDER");
    }

    /** Returns the first sentence of a text. */
    static String first(String[] texts) {
        String text = texts.length == 0 ? "" : texts[0];
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replace("%%", "%");
    }
}
