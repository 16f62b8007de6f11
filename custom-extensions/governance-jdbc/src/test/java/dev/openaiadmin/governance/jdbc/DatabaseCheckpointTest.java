package dev.openaiadmin.governance.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.audit.AuditProgress;
import dev.openaiadmin.governance.audit.AuditSource;
import dev.openaiadmin.governance.audit.AuditStream;
import dev.openaiadmin.governance.audit.AuditTrail;
import dev.openaiadmin.governance.audit.Checkpoint;
import dev.openaiadmin.governance.audit.CheckpointInUseException;
import dev.openaiadmin.governance.audit.CheckpointStore;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@WithOrganization
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
    void lets_a_follower_on_another_machine_continue(TestDatabase database, InMemoryOrganization organization)
            throws SQLException {
        DataSource source = database.newSource();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String first = organization.auditLogs().add("project.created", now.minusSeconds(300), Map.of());
        assertThat(follow(organization, source, Duration.ofSeconds(90))).containsExactly(first);

        String late = organization.auditLogs().add("project.archived", now.minusSeconds(301), Map.of());
        assertThat(follow(organization, source, Duration.ofSeconds(60))).containsExactly(late);
        assertThat(follow(organization, source, Duration.ofSeconds(30))).isEmpty();
    }

    /**
     * Returns the ids of the events that a follower delivers which knows no more than the database.
     *
     * @param settle shorter each time, so that each follower has a new window to read
     */
    private static List<String> follow(InMemoryOrganization organization, DataSource source, Duration settle) {
        List<String> delivered = new ArrayList<>();
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                        .adminKey(organization.adminKey())
                        .baseUrl(organization.baseUrl())
                        .build();
                AuditTrail trail = AuditTrail.follow(admin)
                        .checkpoint(GovernanceDatabase.open(source).checkpoint("siem"))
                        .from(Instant.now().minusSeconds(3600))
                        .settle(settle)
                        .to(event -> delivered.add(event.id()))
                        .build()) {
            trail.poll();
        }
        return delivered;
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
