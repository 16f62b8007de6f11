package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A shell that has read a completion script, and completes many lines, because the start of a shell takes long. */
final class CompletingShell implements AutoCloseable {
    private static final String END = "END-OF-COMPLETIONS";

    /** Calls the function as bash does, which takes the "=" of an option for a word of its own. */
    private static final String BASH = """
            compopt() { :; }
            source "$0"
            completion=$(complete -p openai-admin)
            completion=${completion#*-F }
            while IFS=$'\\t' read -r directory line; do
                cd "$directory"
                read -ra COMP_WORDS <<< "${line//=/ = }"
                [[ $line == *" " ]] && COMP_WORDS+=("")
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                COMP_LINE=$line
                COMPREPLY=()
                ${completion%% *}
                printf '%s\\n' "${COMPREPLY[@]}" END-OF-COMPLETIONS
            done
            """;

    /** Types the line and the tabulator in a terminal of zsh, and writes what zsh finds. */
    private static final String ZSH = """
            zmodload zsh/zpty || exit 1
            found=$2/found directory_file=$2/directory
            zpty shell "zsh -f -i"
            zpty -w shell "found=${(q)found} directory_file=${(q)directory_file} $1"
            zpty -w shell 'autoload -Uz compinit; compinit -u -D
                [[ -z $source_after_compinit ]] || source $source_after_compinit
                compadd() {
                    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
                    local -a words; builtin compadd -A words "$@"; print -rl -- $words >> $found
                    builtin compadd "$@"
                }
                complete-and-say() {
                    cd -q "$(<$directory_file)"; zle list-choices; BUFFER=; print END-OF''-COMPLETION
                }
                zle -N complete-and-say; bindkey "^I" complete-and-say; print READY''-TO-COMPLETE'
            zpty -r -m shell ready '*READY-TO-COMPLETE*'
            while IFS=$'\\t' read -r directory line; do
                : > $found
                print -r -- $directory > $directory_file
                zpty -w -n shell "$line"$'\\t'
                zpty -r -m shell ended '*END-OF-COMPLETION*'
                print -r -- "$(<$found)"
                print END-OF-COMPLETIONS
            done
            zpty -d shell
            """;

    private static final String FISH = """
            source $argv[1]
            while read -d \\t -l directory line
                cd $directory
                complete -C $line
                echo END-OF-COMPLETIONS
            end
            """;

    private final Process process;
    private final Writer lines;
    private final BufferedReader words;

    private CompletingShell(Path home, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(Files.createTempFile(home, command[0], ".err").toFile());
        builder.environment().put("TERM", "xterm");
        builder.environment().put("HOME", home.toString());
        this.process = builder.start();
        this.lines = process.outputWriter();
        this.words = process.inputReader();
    }

    /** Starts a shell that reads the script. */
    static CompletingShell start(CompletionCommand.Shell shell, Path script, Path home) throws IOException {
        return switch (shell) {
            case bash -> new CompletingShell(home, "bash", "--norc", "-c", BASH, script.toString());
            case zsh -> startZsh("source_after_compinit=" + script, home);
            case fish -> new CompletingShell(home, "fish", "--no-config", "-c", FISH, script.toString());
        };
    }

    /** Starts a zsh with the setting of a variable. */
    static CompletingShell startZsh(String setting, Path home) throws IOException {
        Path files = Files.createTempDirectory(home, "zsh");
        return new CompletingShell(home, "zsh", "-f", "-c", ZSH, "zsh", setting, files.toString());
    }

    /** Returns the words that the shell offers in a directory at the end of a line. */
    synchronized List<String> completions(Path directory, String line) throws IOException {
        lines.write(directory + "\t" + line + "\n");
        lines.flush();
        List<String> found = new ArrayList<>();
        String word = words.readLine();
        while (!END.equals(word)) {
            assertThat(word).as("the shell has ended").isNotNull();
            // What follows the tabulator is the description of fish.
            found.add(word.replaceFirst("\t.*", "").replace("\\", ""));
            word = words.readLine();
        }
        return found.stream().filter(each -> !each.isEmpty()).distinct().toList();
    }

    @Override
    public void close() throws IOException {
        lines.close();
        process.destroy();
    }
}
