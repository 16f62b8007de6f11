package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.openaiadmin.cli.terminal.Invocation;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
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

    private static final Map<CompletionCommand.Shell, CompletingShell> SHELLS = new ConcurrentHashMap<>();

    @BeforeAll
    static void writeScripts() throws IOException {
        CommandLine all =
                CompletionScript.commands(new Invocation(Map.of(), new ByteArrayInputStream(new byte[0]), null, false));
        for (CompletionCommand.Shell shell : CompletionCommand.Shell.values()) {
            Files.writeString(folder.resolve(shell.name()), CompletionScript.of(all, shell));
        }
        // The file by which zsh finds the function.
        Files.copy(
                folder.resolve("zsh"),
                Files.createDirectory(folder.resolve("fpath")).resolve("_openai-admin"));
    }

    @AfterAll
    static void endShells() throws IOException {
        for (CompletingShell shell : SHELLS.values()) {
            shell.close();
        }
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

    @ParameterizedTest
    @EnumSource
    void completes_known_values_by_position(CompletionCommand.Shell shell) throws Exception {
        assertThat(completions(shell, "openai-admin invites create ada@example.com "))
                .containsExactlyInAnyOrder("owner", "reader");
        assertThat(completions(shell, "openai-admin invites create ada@example.com re"))
                .containsExactly("reader");
        assertThat(completions(shell, "openai-admin invites create ")).doesNotContain("owner");
        assertThat(completions(shell, "openai-admin invites create ada@example.com reader "))
                .doesNotContain("owner");
    }

    @ParameterizedTest
    @EnumSource
    void counts_positions_beside_options(CompletionCommand.Shell shell) throws Exception {
        // The name of the profile is also a part of the names of options.
        assertThat(completions(shell, "openai-admin invites create --profile time -v ada@example.com "))
                .containsExactlyInAnyOrder("owner", "reader");
        assertThat(completions(shell, "openai-admin invites create --profile=prod ada@example.com "))
                .containsExactlyInAnyOrder("owner", "reader");
        assertThat(completions(shell, "openai-admin invites create time "))
                .containsExactlyInAnyOrder("owner", "reader");
    }

    @Test
    void is_found_by_zsh_in_a_folder_of_its_functions() throws Exception {
        assumeInstalled(CompletionCommand.Shell.zsh);
        try (CompletingShell zsh = CompletingShell.startZsh("fpath=(" + folder.resolve("fpath") + " $fpath)", folder)) {
            assertThat(zsh.completions(folder, "openai-admin serv")).contains("service-accounts");
        }
    }

    private static List<String> completions(CompletionCommand.Shell shell, String line) throws IOException {
        return completions(shell, folder, line);
    }

    private static List<String> completions(CompletionCommand.Shell shell, Path directory, String line)
            throws IOException {
        assumeInstalled(shell);
        return SHELLS.computeIfAbsent(shell, CompletionTest::start).completions(directory, line);
    }

    private static CompletingShell start(CompletionCommand.Shell shell) {
        try {
            return CompletingShell.start(shell, folder.resolve(shell.name()), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assumeInstalled(CompletionCommand.Shell shell) {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, shell.name()))),
                shell + " is not installed");
    }
}
