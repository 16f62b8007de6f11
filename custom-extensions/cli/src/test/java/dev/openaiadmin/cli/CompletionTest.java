package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.openaiadmin.cli.terminal.Invocation;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** Completes in the shells that are installed; the others are skipped. */
class CompletionTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeScripts() throws IOException {
        CommandLine all = OpenAiAdminCommand.allCommands(
                new Invocation(Map.of(), new ByteArrayInputStream(new byte[0]), null, false));
        for (CompletionCommand.Shell shell : CompletionCommand.Shell.values()) {
            Files.writeString(folder.resolve(shell.name()), CompletionScript.of(all, shell));
        }
        // The file by which zsh finds the function.
        Files.copy(
                folder.resolve("zsh"),
                Files.createDirectory(folder.resolve("fpath")).resolve("_openai-admin"));
    }

    @ParameterizedTest
    @EnumSource
    void completes_commands(CompletionCommand.Shell shell) throws Exception {
        assertThat(completions(shell, "openai-admin serv"))
                .contains("serve-metrics", "service-accounts", "service-tier-settings")
                .doesNotContain("projects");
        assertThat(completions(shell, "openai-admin service-accounts cr"))
                .contains("create", "create-api-key")
                .doesNotContain("list", "service-accounts");
    }

    @ParameterizedTest
    @EnumSource
    void completes_options_and_known_values(CompletionCommand.Shell shell) throws Exception {
        assertThat(completions(shell, "openai-admin projects create --resid"))
                .singleElement()
                .satisfies(option -> assertThat(option).startsWith("--residency"));
        assertThat(completions(shell, "openai-admin projects create --residency EU"))
                .containsExactly("EU_STORAGE_PROCESSING");
        assertThat(completions(shell, "openai-admin projects create --residency=EU"))
                .singleElement()
                .satisfies(value -> assertThat(value).endsWith("EU_STORAGE_PROCESSING"));
    }

    @ParameterizedTest
    @EnumSource
    void completes_names_of_files_with_spaces_and_colons(CompletionCommand.Shell shell, @TempDir Path files)
            throws Exception {
        Files.createFile(files.resolve("my plan.yaml"));
        Files.createFile(files.resolve("my:plan.yaml"));

        assertThat(completions(shell, files, "openai-admin plan my"))
                .containsExactlyInAnyOrder("my plan.yaml", "my:plan.yaml");
        assertThat(completions(shell, files, "openai-admin plan a.yaml --out my"))
                .containsExactlyInAnyOrder("my plan.yaml", "my:plan.yaml");
    }

    @ParameterizedTest
    @EnumSource
    void does_not_run_what_the_name_of_a_file_holds(CompletionCommand.Shell shell, @TempDir Path files)
            throws Exception {
        Files.createFile(files.resolve("plan$(touch run).yaml"));

        assertThat(completions(shell, files, "openai-admin plan pl"))
                .singleElement()
                .satisfies(name -> assertThat(name).contains("touch run"));
        assertThat(files.resolve("run")).doesNotExist();
    }

    @Test
    void is_found_by_zsh_in_a_folder_of_its_functions() throws Exception {
        assertThat(inZsh(folder, "fpath=(" + folder.resolve("fpath") + " $fpath)", "openai-admin serv"))
                .contains("service-accounts");
    }

    private static List<String> completions(CompletionCommand.Shell shell, String line) throws Exception {
        return completions(shell, folder, line);
    }

    private static List<String> completions(CompletionCommand.Shell shell, Path directory, String line)
            throws Exception {
        String script = folder.resolve(shell.name()).toString();
        return switch (shell) {
            case bash -> inBash(directory, script, line);
            case zsh -> inZsh(directory, "source_after_compinit=" + script, line);
            case fish ->
                lines(output(
                                directory,
                                "fish",
                                "--no-config",
                                "-c",
                                "source $argv[1]; complete -C $argv[2]",
                                script,
                                line))
                        .map(each -> each.replaceFirst("\t.*", "").replace("\\", ""))
                        .toList();
        };
    }

    /** Calls the function as bash does, which takes the "=" of an option for a word of its own. */
    private static List<String> inBash(Path directory, String script, String line) throws Exception {
        String call = """
                compopt() { :; }
                source "$0"
                read -ra COMP_WORDS <<< "${1//=/ = }"
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                COMP_LINE=$1
                completion=$(complete -p openai-admin)
                completion=${completion#*-F }
                ${completion%% *}
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        return lines(output(directory, "bash", "--norc", "-c", call, script, line))
                .toList();
    }

    /** Types the line and the tabulator in a terminal of zsh, and reads what zsh finds. */
    private static List<String> inZsh(Path directory, String setting, String line) throws Exception {
        Path found = Files.createTempFile(folder, "found", ".txt");
        String driver = """
                zmodload zsh/zpty || exit 1
                zpty shell "zsh -f -i"
                zpty -w shell "$1"
                zpty -w shell 'autoload -Uz compinit; compinit -u -D
                    [[ -z $source_after_compinit ]] || source $source_after_compinit
                    compadd() {
                        if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
                        local -a found; builtin compadd -A found "$@"; print -rl -- $found >> '"$2"'
                        builtin compadd "$@"
                    }
                    complete-and-say() { zle list-choices; print END-OF''-COMPLETION; }
                    zle -N complete-and-say; bindkey "^I" complete-and-say; print READY''-TO-COMPLETE'
                zpty -r -m shell ready '*READY-TO-COMPLETE*'
                zpty -w -n shell "$3"$'\t'
                zpty -r -m shell ended '*END-OF-COMPLETION*'
                zpty -d shell
                """;
        output(directory, "zsh", "-f", "-c", driver, "zsh", setting, found.toString(), line);
        return Files.readAllLines(found).stream()
                .filter(each -> !each.isEmpty())
                .map(each -> each.replace("\\", ""))
                .distinct()
                .toList();
    }

    private static Stream<String> lines(String text) {
        return text.lines().filter(line -> !line.isEmpty()).distinct();
    }

    private static String output(Path directory, String... command) throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, command[0]))),
                command[0] + " is not installed");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
