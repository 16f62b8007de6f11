package dev.openaiadmin.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.model.AuditLogEventType;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
    private static final Instant MONDAY = Instant.parse("2031-01-06T23:59:00Z");
    private static final Instant TUESDAY = Instant.parse("2031-01-07T00:00:00Z");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("audit.jsonl");
    }

    @Test
    void writes_lines_that_only_the_owner_can_read() throws IOException {
        try (FileSink sink = FileSink.of(file)) {
            sink.open(null);
            sink.accept(event("a", MONDAY));
            sink.accept(event("b", TUESDAY));
            sink.commit();
        }

        assertThat(file).content().isEqualTo("{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void returns_to_the_position_of_the_checkpoint() throws IOException {
        String position;
        try (FileSink sink = FileSink.of(file)) {
            sink.open(null);
            sink.accept(event("a", MONDAY));
            position = sink.commit();
            sink.accept(event("b", MONDAY));
            sink.commit();
        }
        Files.writeString(file, Files.readString(file) + "{\"id\":\"half");

        try (FileSink sink = FileSink.of(file)) {
            assertThat(sink.open(position)).isEqualTo(position);
            sink.accept(event("c", MONDAY));
            sink.commit();
        }
        assertThat(file).content().isEqualTo("{\"id\":\"a\"}\n{\"id\":\"c\"}\n");
    }

    @Test
    void returns_to_the_empty_file_that_a_first_run_began_with() throws IOException {
        String position;
        try (FileSink sink = FileSink.of(file)) {
            position = sink.open(null);
            sink.accept(event("a", MONDAY));
            sink.commit();
        }

        try (FileSink sink = FileSink.of(file)) {
            sink.open(position);
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void cuts_half_a_line_off_a_file_without_a_checkpoint() throws IOException {
        Files.writeString(file, "{\"id\":\"old\"}\n{\"id\":\"ha");

        try (FileSink sink = FileSink.of(file)) {
            sink.open(null);
            sink.accept(event("a", MONDAY));
            sink.commit();
        }
        assertThat(file).content().isEqualTo("{\"id\":\"old\"}\n{\"id\":\"a\"}\n");
    }

    @Test
    void begins_anew_when_the_file_was_moved_away() throws IOException {
        String position;
        try (FileSink sink = FileSink.of(file)) {
            sink.open(null);
            sink.accept(event("a", MONDAY));
            position = sink.commit();
        }
        Files.move(file, folder.resolve("audit.jsonl.1"));

        try (FileSink sink = FileSink.of(file)) {
            sink.open(position);
            sink.accept(event("b", MONDAY));
            sink.commit();
        }
        assertThat(file).content().isEqualTo("{\"id\":\"b\"}\n");
    }

    @Test
    void leaves_a_file_alone_that_is_shorter_than_the_checkpoint_says() throws IOException {
        Files.writeString(file, "{\"id\":\"a\"}\n");

        try (FileSink sink = FileSink.of(file)) {
            assertThatThrownBy(() -> sink.open("audit.jsonl:4711"))
                    .hasMessageContaining("has 11 bytes, and the checkpoint says 4711")
                    .hasMessageContaining("Move it away");
        }
        assertThat(file).hasSize(11);
    }

    @Test
    void leaves_a_file_alone_that_has_more_lines_than_a_crash_can_leave() throws IOException {
        Files.writeString(file, "{}\n".repeat(20_000));

        try (FileSink sink = FileSink.of(file)) {
            assertThatThrownBy(() -> sink.open("audit.jsonl:3"))
                    .hasMessageContaining("has 19999 lines after the checkpoint");
        }
        assertThat(file).hasSize(60_000);
    }

    @Test
    void rotates_by_day_and_keeps_late_events_in_the_current_file() throws IOException {
        try (FileSink sink = FileSink.of(file).rotateDaily()) {
            sink.open(null);
            sink.accept(event("a", MONDAY));
            sink.accept(event("b", TUESDAY));
            sink.accept(event("late", MONDAY));
            sink.commit();
        }

        assertThat(files()).containsExactly("audit-2031-01-06-0001.jsonl", "audit-2031-01-07-0001.jsonl");
        assertThat(folder.resolve("audit-2031-01-07-0001.jsonl"))
                .content()
                .isEqualTo("{\"id\":\"b\"}\n{\"id\":\"late\"}\n");
    }

    @Test
    void rotates_by_size_and_never_within_a_line() throws IOException {
        try (FileSink sink = FileSink.of(file).rotateAt(25)) {
            sink.open(null);
            for (String id : List.of("a", "b", "c", "long-enough-for-a-file-of-its-own", "d")) {
                sink.accept(event(id, MONDAY));
            }
            sink.commit();
        }

        assertThat(files())
                .containsExactly(
                        "audit-2031-01-06-0001.jsonl",
                        "audit-2031-01-06-0002.jsonl",
                        "audit-2031-01-06-0003.jsonl",
                        "audit-2031-01-06-0004.jsonl");
        assertThat(folder.resolve("audit-2031-01-06-0001.jsonl"))
                .content()
                .isEqualTo("{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
    }

    @Test
    void deletes_files_that_were_begun_after_the_checkpoint_and_no_others() throws IOException {
        String before;
        String position;
        try (FileSink sink = FileSink.of(file).rotateAt(15)) {
            before = sink.open(null);
            sink.accept(event("a", MONDAY));
            position = sink.commit();
            sink.accept(event("b", MONDAY));
            sink.accept(event("c", MONDAY));
            sink.commit();
        }
        Files.writeString(folder.resolve("audit-2031-01-06-notes.jsonl"), "mine");

        try (FileSink sink = FileSink.of(file).rotateAt(15)) {
            sink.open(position);
            sink.accept(event("d", MONDAY));
            sink.commit();
        }
        assertThat(files())
                .containsExactly(
                        "audit-2031-01-06-0001.jsonl", "audit-2031-01-06-0002.jsonl", "audit-2031-01-06-notes.jsonl");
        assertThat(folder.resolve("audit-2031-01-06-0002.jsonl")).content().isEqualTo("{\"id\":\"d\"}\n");

        try (FileSink sink = FileSink.of(file).rotateAt(15)) {
            sink.open(before);
        }
        assertThat(files()).containsExactly("audit-2031-01-06-notes.jsonl");
    }

    @Test
    void numbers_on_when_the_last_file_was_moved_away() throws IOException {
        String position;
        try (FileSink sink = FileSink.of(file).rotateDaily()) {
            sink.open(null);
            sink.accept(event("a", MONDAY));
            position = sink.commit();
        }
        Files.delete(folder.resolve("audit-2031-01-06-0001.jsonl"));

        try (FileSink sink = FileSink.of(file).rotateDaily()) {
            sink.open(position);
            sink.accept(event("b", MONDAY));
            sink.commit();
        }
        assertThat(files()).containsExactly("audit-2031-01-06-0002.jsonl");
    }

    @Test
    void refuses_a_second_follower_with_the_name_of_the_first() throws IOException {
        try (FileSink first = FileSink.of(file);
                FileSink second = FileSink.of(file)) {
            first.open(null);

            assertThatThrownBy(() -> second.open(null))
                    .isInstanceOf(GovernanceException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void refuses_a_folder_that_does_not_exist() throws IOException {
        try (FileSink sink = FileSink.of(folder.resolve("missing/audit.jsonl"))) {
            assertThatThrownBy(() -> sink.open(null)).hasMessageContaining("no such folder");
        }
    }

    @Test
    void refuses_to_rotate_at_nothing() {
        assertThatThrownBy(() -> FileSink.of(file).rotateAt(0)).isInstanceOf(InvalidValueException.class);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private static AuditEvent event(String id, Instant at) {
        return new AuditEvent(id, AuditLogEventType.PROJECT_CREATED, at, null, "{\"id\":\"" + id + "\"}");
    }
}
