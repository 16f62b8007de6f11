package dev.openaiadmin.governance.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.governance.text.OutputFile.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    private Path folder;

    @Test
    void replaces_a_regular_file_as_a_whole_or_not_at_all() throws IOException {
        Path file = Files.writeString(folder.resolve("report"), "before");

        assertThatThrownBy(() -> OutputFile.write(file, Readers.DEFAULT, out -> {
                    out.write("half");
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(IOException.class);
        assertThat(file).hasContent("before");

        OutputFile.write(file, Readers.DEFAULT, out -> out.write("東京"));
        assertThat(file).hasContent("東京");
        assertThat(names()).containsExactly("report");
    }

    @Test
    void follows_links_also_to_files_that_do_not_exist_yet() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real")).resolve("report");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real", "report"));

        OutputFile.write(link, Readers.DEFAULT, out -> out.write("one"));
        OutputFile.write(link, Readers.DEFAULT, out -> out.write("two"));

        assertThat(link).isSymbolicLink();
        assertThat(real).isRegularFile().hasContent("two");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void writes_to_devices_and_pipes() throws Exception {
        OutputFile.write(Path.of("/dev/null"), Readers.OWNER, out -> out.write("nothing"));
        assertThat(Path.of("/dev/null")).exists();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();

        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        OutputFile.write(pipe, Readers.DEFAULT, out -> out.write("through"));
        assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo("through");
    }

    @Test
    void lets_only_the_owner_read_what_is_secret() throws IOException {
        Path file = folder.resolve("secret");

        OutputFile.write(file, Readers.OWNER, out -> out.write("secret"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void says_that_a_folder_is_missing_or_is_in_the_way() {
        assertThatThrownBy(() -> OutputFile.write(folder.resolve("missing/x"), Readers.DEFAULT, out -> {}))
                .hasMessage(folder.resolve("missing") + ": no such folder");
        assertThatThrownBy(() -> OutputFile.write(folder, Readers.DEFAULT, out -> {}))
                .hasMessage(folder + ": is a folder");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void names_the_file_that_cannot_be_written() {
        assertThatThrownBy(() -> OutputFile.write(Path.of("/dev/full"), Readers.DEFAULT, out -> out.write("x")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("/dev/full: ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refuses_a_folder_in_which_no_file_can_be_created_and_leaves_nothing_in_others() throws IOException {
        // Permissions allow it for the superuser, and the file system refuses it all the same.
        assertThatThrownBy(() -> OutputFile.requireWritableFolder(Path.of("/proc")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("/proc: ");

        OutputFile.requireWritableFolder(folder);
        assertThat(names()).isEmpty();
    }

    private Stream<String> names() throws IOException {
        return Stream.of(folder.toFile().list());
    }
}
