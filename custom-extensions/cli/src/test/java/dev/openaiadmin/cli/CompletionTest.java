package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.openaiadmin.cli.terminal.Invocation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

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
    }

    @ParameterizedTest
    @CsvSource({
        "openai-admin serv, service-accounts service-tier-settings",
        "openai-admin service-accounts cr, create create-api-key",
        "openai-admin projects create --resid, --residency",
        "openai-admin projects create --residency EU, EU_STORAGE_PROCESSING",
    })
    void completes_commands_options_and_values_in_bash(String line, String expected) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));

        assertThat(output(
                                "/bin/bash",
                                "-c",
                                "source \"$0\"; read -ra COMP_WORDS <<< \"$1\"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                                        + " COMP_LINE=\"$1\"; _complete_openai-admin; echo \"${COMPREPLY[@]}\"",
                                folder.resolve("bash").toString(),
                                line)
                        .strip()
                        .split("\\s+"))
                .contains(expected.split(" "));
    }

    @Test
    void completes_in_fish() throws Exception {
        String script = Files.readString(folder.resolve("fish"));
        assertThat(script)
                .contains("complete -c openai-admin -n '__fish_use_subcommand' -a 'projects' -d 'Projects separate")
                .contains("-l residency -r -a 'GLOBAL US_STORAGE_PROCESSING");
        if (Files.isExecutable(Path.of("/usr/bin/fish"))) {
            assertThat(output(
                            "fish",
                            "-c",
                            "source $argv[1]; complete -C 'openai-admin serv'",
                            folder.resolve("fish").toString()))
                    .contains("service-accounts");
        }
    }

    private static String output(String... command) throws Exception {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
