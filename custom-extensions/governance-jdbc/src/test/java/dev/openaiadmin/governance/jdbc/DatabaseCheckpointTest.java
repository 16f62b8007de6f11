package dev.openaiadmin.governance.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.audit.AuditProgress;
import dev.openaiadmin.governance.audit.AuditSource;
import dev.openaiadmin.governance.audit.AuditStream;
import dev.openaiadmin.governance.audit.Checkpoint;
import dev.openaiadmin.governance.audit.CheckpointInUseException;
import dev.openaiadmin.governance.audit.CheckpointStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DatabaseCheckpointTest {
    private static final Instant NINE = Instant.parse("2031-01-01T09:00:00Z");
    private static final Instant TEN = Instant.parse("2031-01-01T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2031-01-01T11:00:00Z");
    private static final AuditSource SOURCE =
            new AuditSource("org-1", AuditStream.ORGANIZATION, "{\"project_ids[]\":[\"proj_1\"]}");

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void returns_what_was_saved_and_forgets_events_that_are_not_read_again(TestDatabase database) throws SQLException {
        DataSource source = database.newSource();
        CheckpointStore store = GovernanceDatabase.open(source).checkpoint("siem");
        assertThat(store.load()).isEmpty();
        AuditProgress first = new AuditProgress(TEN, NINE, NINE, null);
        AuditProgress second = new AuditProgress(ELEVEN, TEN, TEN, "4711");
        try (CheckpointStore.Lock lock = store.lock("process 7")) {
            assertThat(lock).isNotNull();
            store.save(SOURCE, first, Map.of("audit_log-1", NINE, "audit_log-2", TEN));
            assertThat(GovernanceDatabase.open(source).checkpoint("siem").load())
                    .contains(new Checkpoint(SOURCE, first, Map.of("audit_log-1", NINE, "audit_log-2", TEN)));
            store.save(SOURCE, second, Map.of("audit_log-2", TEN, "audit_log-3", ELEVEN));
        }

        assertThat(GovernanceDatabase.open(source).checkpoint("siem").load())
                .contains(new Checkpoint(SOURCE, second, Map.of("audit_log-2", TEN, "audit_log-3", ELEVEN)));
        assertThat(GovernanceDatabase.open(source).checkpoint("other").load()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void gives_its_lock_to_one_follower_at_a_time(TestDatabase database) throws SQLException {
        DataSource source = database.newSource();
        CheckpointStore store = GovernanceDatabase.open(source).checkpoint("siem");
        CheckpointStore.Lock lock = store.lock("process 7");

        assertThatThrownBy(
                        () -> GovernanceDatabase.open(source).checkpoint("siem").lock("process 8"))
                .isInstanceOf(CheckpointInUseException.class)
                .hasMessageStartingWith("The checkpoint siem in the database is in use by process 7 since ");
        GovernanceDatabase.open(source).journal("siem").lock("process 8").close();
        lock.close();
        GovernanceDatabase.open(source).checkpoint("siem").lock("process 8").close();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void saves_nothing_when_the_lock_is_lost(TestDatabase database) throws SQLException {
        DataSource source = database.newSource();
        CheckpointStore store = GovernanceDatabase.open(source).checkpoint("siem");
        AuditProgress progress = new AuditProgress(TEN, NINE, NINE, null);
        CheckpointStore.Lock lock = store.lock("process 7");
        database.endOtherConnections(source);

        assertThatThrownBy(() -> store.save(SOURCE, progress, Map.of()))
                .isInstanceOf(GovernanceException.class)
                .hasMessageStartingWith("The lock of the checkpoint siem in the database was lost, because its"
                        + " connection to the database has ended (")
                .hasMessageEndingWith(
                        "Start this one again: events after the last saved checkpoint are delivered again");
        assertThat(store.load()).isEmpty();
        lock.close();
    }
}
