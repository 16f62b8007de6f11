package dev.openaiadmin.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.governance.GovernanceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
    private static final Instant NOON = Instant.parse("2031-01-01T12:00:00Z");
    private static final AuditSource SOURCE = new AuditSource("org-acme", AuditStream.ORGANIZATION, "{}");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("checkpoint");
    }

    @Test
    void is_empty_before_it_is_saved() {
        assertThat(CheckpointStore.file(file).load()).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void adds_events_and_forgets_those_that_are_not_read_again() {
        save(CheckpointStore.file(file), NOON, Map.of("a", NOON, "b", NOON.plusSeconds(1)));
        save(CheckpointStore.file(file), NOON.plusSeconds(1), Map.of("c", NOON.plusSeconds(2)));

        assertThat(CheckpointStore.file(file).load())
                .hasValue(new Checkpoint(
                        SOURCE,
                        progress(NOON.plusSeconds(1)),
                        Map.of("b", NOON.plusSeconds(1), "c", NOON.plusSeconds(2))));
    }

    @Test
    void ignores_a_line_that_a_crash_has_cut_off() throws IOException {
        save(CheckpointStore.file(file), NOON, Map.of("a", NOON));
        String whole = Files.readString(file);
        save(CheckpointStore.file(file), NOON, Map.of("b", NOON));
        String both = Files.readString(file);
        for (int length = whole.length(); length < both.length() - 1; length++) {
            Files.writeString(file, both.substring(0, length));

            assertThat(CheckpointStore.file(file).load().orElseThrow().delivered())
                    .as("after %s bytes", length)
                    .containsOnlyKeys("a");
        }
    }

    @Test
    void does_not_grow_with_the_number_of_saves() throws IOException {
        CheckpointStore store = CheckpointStore.file(file);
        for (int i = 0; i < 500; i++) {
            save(store, NOON.plusSeconds(i), Map.of("audit_log-" + i, NOON.plusSeconds(i)));
        }

        assertThat(Files.size(file)).isLessThan(150_000);
        assertThat(CheckpointStore.file(file).load().orElseThrow().delivered()).containsOnlyKeys("audit_log-499");
    }

    @Test
    void keeps_all_events_that_are_read_again_when_the_file_is_written_anew() {
        CheckpointStore store = CheckpointStore.file(file);
        Map<String, Instant> all = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            all.put("audit_log-" + i, NOON.plusSeconds(i));
            save(store, NOON, Map.of("audit_log-" + i, NOON.plusSeconds(i)));
        }

        assertThat(CheckpointStore.file(file).load().orElseThrow().delivered()).isEqualTo(all);
    }

    @Test
    void leaves_a_file_alone_that_is_not_a_checkpoint() throws IOException {
        Files.writeString(file, "{\"id\":\"audit_log-1\"}\n");

        assertThatThrownBy(() -> CheckpointStore.file(file).load())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("line 1: is not an entry of a checkpoint");
        assertThatThrownBy(() -> save(CheckpointStore.file(file), NOON, Map.of()))
                .isInstanceOf(GovernanceException.class);
        assertThat(file).content().isEqualTo("{\"id\":\"audit_log-1\"}\n");
    }

    @Test
    void names_the_folder_that_is_missing() {
        assertThatThrownBy(() -> CheckpointStore.file(folder.resolve("missing/checkpoint"))
                        .load())
                .hasMessageContaining("missing")
                .hasMessageContaining("no such folder");
    }

    @Test
    void refuses_a_second_follower_with_the_name_of_the_first() {
        CheckpointStore.Lock lock = CheckpointStore.file(file).lock("process 4711 of siem on build-7");
        try (lock) {
            assertThatThrownBy(() -> CheckpointStore.file(file).lock("another"))
                    .isInstanceOfSatisfying(
                            CheckpointInUseException.class,
                            inUse -> assertThat(inUse.holder()).isEqualTo("process 4711 of siem on build-7"));
        }
        CheckpointStore.file(file).lock("the next").close();
    }

    private static void save(CheckpointStore store, Instant knownFrom, Map<String, Instant> delivered) {
        store.save(SOURCE, progress(knownFrom), delivered);
    }

    private static AuditProgress progress(Instant knownFrom) {
        return new AuditProgress(NOON.plusSeconds(5_000), knownFrom, NOON, "audit.jsonl:17");
    }
}
