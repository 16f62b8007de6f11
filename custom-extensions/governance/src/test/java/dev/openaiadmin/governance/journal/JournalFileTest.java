package dev.openaiadmin.governance.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.journal.ApplyJournal.Entry;
import dev.openaiadmin.governance.journal.ApplyJournal.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalFileTest {
    private static final Entry FIRST =
            new Entry("project 東京/ci\u2028", State.INTENDED, Instant.parse("2031-01-01T10:00:00Z"), null, null);
    private static final Entry SECOND =
            new Entry("project a", State.DONE, Instant.parse("2031-01-01T10:00:01Z"), "proj_1", "detail");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("journal");
    }

    @Test
    void returns_what_was_recorded() {
        ApplyJournal.file(file).record(FIRST);
        ApplyJournal.file(file).record(SECOND);

        assertThat(ApplyJournal.file(file).entries()).containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REGION=eu",
                "REGION=eu\n",
                "\n",
                "{\"step\":\"a\"}\n",
                "{\"projects\": []}",
                "projects:\n  - name: a\n",
                "{\"step\":\"a\",\"state\":\"done\",\"at\":\"2031-01-01T10:00:00Z\"} REGION=eu\n"
            })
    void leaves_a_file_alone_that_is_not_a_journal(String content) throws IOException {
        Files.writeString(file, content);
        ApplyJournal journal = ApplyJournal.file(file);

        assertThatThrownBy(() -> journal.record(FIRST))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContainingAll("journal", "line 1", "is not an entry of a journal");
        assertThatThrownBy(journal::entries).isInstanceOf(GovernanceException.class);
        assertThat(file).hasContent(content).hasBinaryContent(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void leaves_a_binary_file_alone() throws IOException {
        byte[] image = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0};
        Files.write(file, image);

        assertThatThrownBy(() -> ApplyJournal.file(file).record(FIRST)).isInstanceOf(GovernanceException.class);
        assertThat(file).hasBinaryContent(image);
    }

    @Test
    void overwrites_only_an_entry_that_was_cut_off() throws IOException {
        ApplyJournal.file(file).record(FIRST);
        ApplyJournal.file(file).record(SECOND);
        String whole = Files.readString(file);

        for (int length = whole.indexOf('\n') + 1; length < whole.length() - 1; length++) {
            Files.writeString(file, whole.substring(0, length));

            assertThat(ApplyJournal.file(file).entries()).containsExactly(FIRST);
            ApplyJournal.file(file).record(SECOND);
            assertThat(file).hasContent(whole);
        }
    }

    @Test
    void keeps_an_entry_whose_line_feed_an_editor_has_removed() throws IOException {
        ApplyJournal.file(file).record(FIRST);
        Files.writeString(file, Files.readString(file).stripTrailing());

        ApplyJournal.file(file).record(SECOND);

        assertThat(ApplyJournal.file(file).entries()).containsExactly(FIRST, SECOND);
    }

    @Test
    void refuses_a_folder_and_a_device() {
        for (Path other : new Path[] {folder, Path.of("/dev/null")}) {
            assertThatThrownBy(() -> ApplyJournal.file(other).entries())
                    .isInstanceOf(GovernanceException.class)
                    .hasMessageContaining("is not a regular file");
        }
    }

    @Test
    void gives_its_lock_to_one_run_at_a_time_whatever_the_journal_is_called() throws IOException {
        ApplyJournal.file(file).record(FIRST);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        ApplyJournal.Lock lock = ApplyJournal.file(file).lock("process 7 of deploy on build-1");

        for (Path same : new Path[] {file, link, folder.resolve(".").resolve("journal")}) {
            assertThatThrownBy(() -> ApplyJournal.file(same).lock("another"))
                    .isInstanceOfSatisfying(
                            JournalInUseException.class,
                            inUse -> assertThat(inUse.holder()).isEqualTo("process 7 of deploy on build-1"))
                    .hasMessageContaining("is in use by process 7 of deploy on build-1 since ");
        }
        lock.close();
        lock.close();
        ApplyJournal.file(link).lock("another").close();
    }

    @Test
    void names_the_holder_also_when_the_lock_was_held_before(@TempDir Path other) {
        ApplyJournal journal = ApplyJournal.file(other.resolve("journal"));
        journal.lock("somebody with a much longer name").close();
        try (ApplyJournal.Lock lock = journal.lock("process 7")) {
            assertThat(lock).isNotNull();
            assertThat(other.resolve("journal.lock"))
                    .content()
                    .endsWith(" process 7\n")
                    .hasLineCount(1);
        }
        assertThat(other.resolve("journal.lock")).isEmptyFile();
    }

    @Test
    void says_when_a_plan_is_made_that_the_folder_of_the_journal_is_missing() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("missing", "journal"));
        Path file = Files.createFile(folder.resolve("file"));

        for (Path journal : new Path[] {folder.resolve("missing").resolve("journal"), link}) {
            assertThatThrownBy(() -> ApplyJournal.file(journal).entries())
                    .isInstanceOf(GovernanceException.class)
                    .hasMessageContainingAll("The journal " + journal, folder.resolve("missing") + ": no such folder");
        }
        assertThatThrownBy(() -> ApplyJournal.file(file.resolve("journal")).entries())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining(file + ": is not a folder");
    }

    @Test
    void says_that_the_folder_of_the_journal_is_missing() {
        assertThatThrownBy(
                        () -> ApplyJournal.file(Path.of("missing", "journal")).lock("somebody"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContainingAll("cannot be locked", "its folder has to exist");
    }
}
