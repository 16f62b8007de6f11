package dev.openaiadmin.governance.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.blueprint.ApplyException;
import dev.openaiadmin.governance.blueprint.ApplyListener;
import dev.openaiadmin.governance.blueprint.OrganizationBlueprint;
import dev.openaiadmin.governance.blueprint.Plan;
import dev.openaiadmin.governance.blueprint.PlannedChange;
import dev.openaiadmin.governance.blueprint.ProjectBlueprint;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.journal.ApplyJournal.Entry;
import dev.openaiadmin.governance.journal.ApplyJournal.State;
import dev.openaiadmin.governance.journal.JournalInUseException;
import dev.openaiadmin.governance.journal.JournalLockLostException;
import dev.openaiadmin.governance.keys.KeyRotation;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@WithOrganization
@Timeout(60)
class DatabaseJournalTest {
    private static final Entry FIRST =
            new Entry("project 東京/ci\u2028", State.INTENDED, Instant.parse("2031-01-01T10:00:00Z"), null, null);
    private static final Entry SECOND = new Entry(
            "project a", State.DONE, Instant.parse("2031-01-01T10:00:01.123456789Z"), "proj_1", "{\"seconds\": 1}");

    private final List<OpenAiAdmin> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(OpenAiAdmin::close);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void returns_what_was_recorded(TestDatabase database) throws SQLException {
        DataSource source = database.newSource();
        GovernanceDatabase.open(source).journal("payments").record(FIRST);
        GovernanceDatabase.open(source).journal("payments").record(SECOND);
        GovernanceDatabase.open(source).journal("research").record(SECOND);

        assertThat(GovernanceDatabase.open(source).journal("payments").entries())
                .containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void gives_its_lock_to_one_run_at_a_time_and_names_it_to_the_others(TestDatabase database) throws SQLException {
        DataSource source = database.newSource();
        ApplyJournal journal = GovernanceDatabase.open(source).journal("payments");
        journal.lock("process 1 of deploy on build-1").close();
        Instant before = Instant.now();
        ApplyJournal.Lock lock = journal.lock("process 7 of deploy on build-1");

        assertThatThrownBy(() ->
                        GovernanceDatabase.open(source).journal("payments").lock("another"))
                .isInstanceOfSatisfying(JournalInUseException.class, inUse -> {
                    assertThat(inUse.holder()).isEqualTo("process 7 of deploy on build-1");
                    assertThat(inUse.since()).isBetween(before, Instant.now());
                })
                .hasMessageStartingWith(
                        "The journal payments in the database is in use by process 7 of deploy on build-1");
        GovernanceDatabase.open(source).journal("research").lock("another").close();
        lock.requireHeld();
        lock.close();
        lock.close();
        assertThatThrownBy(lock::requireHeld).isInstanceOf(JournalLockLostException.class);
        GovernanceDatabase.open(source).journal("payments").lock("another").close();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void names_the_holder_to_every_one_of_many_that_begin_at_once(TestDatabase database) throws Exception {
        GovernanceDatabase opened = GovernanceDatabase.open(database.newSource());
        List<Callable<String>> attempts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String holder = "process " + i;
            attempts.add(() -> {
                try {
                    // Not closed: it ends with the database.
                    ApplyJournal.Lock lock = opened.journal("payments").lock(holder);
                    lock.requireHeld();
                    return holder;
                } catch (JournalInUseException e) {
                    return e.holder();
                }
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(attempts.size());
        try {
            List<String> holders = new ArrayList<>();
            for (Future<String> attempt : threads.invokeAll(attempts)) {
                holders.add(attempt.get());
            }
            assertThat(holders).hasSize(8).containsOnly(holders.get(0));
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void frees_the_lock_when_the_connection_ends_and_the_run_notices(TestDatabase database) throws SQLException {
        DataSource source = database.newSource();
        ApplyJournal journal = GovernanceDatabase.open(source).journal("payments");
        ApplyJournal.Lock lost = journal.lock("process 7");
        database.endOtherConnections(source);

        ApplyJournal other = GovernanceDatabase.open(source).journal("payments");
        try (ApplyJournal.Lock lock = other.lock("process 8")) {
            lock.requireHeld();
            assertThatThrownBy(lost::requireHeld)
                    .isInstanceOf(JournalLockLostException.class)
                    .hasMessageStartingWith("The lock of the journal payments in the database was lost, because its"
                            + " connection to the database has ended (");
            assertThatThrownBy(() -> journal.record(FIRST)).isInstanceOf(JournalLockLostException.class);
            assertThat(other.entries()).isEmpty();
            lost.close();
            lock.requireHeld();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void stops_before_the_next_change_when_the_lock_is_lost(TestDatabase database, InMemoryOrganization organization)
            throws SQLException {
        DataSource source = database.newSource();
        ApplyJournal journal = GovernanceDatabase.open(source).journal("payments");
        Governance governance = governance(organization, journal);
        OrganizationBlueprint blueprint =
                OrganizationBlueprint.of(ProjectBlueprint.named("a"), ProjectBlueprint.named("b"));
        Plan plan = governance.plan(blueprint);
        ApplyListener crash = new ApplyListener() {
            @Override
            public void done(PlannedChange change, int number, int of) {
                try {
                    database.endOtherConnections(source);
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            }
        };

        assertThatThrownBy(() -> plan.apply(crash))
                .isInstanceOf(ApplyException.class)
                .hasMessageContaining("The lock of the journal payments in the database was lost");
        assertThat(organization.requestCount("createProject")).isEqualTo(1);

        governance.plan(blueprint).apply();
        assertThat(organization.requestCount("createProject")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void ends_no_old_key_when_the_lock_is_lost_as_the_new_key_is_stored(
            TestDatabase database, InMemoryOrganization organization) throws SQLException {
        DataSource source = database.newSource();
        OpenAiAdmin admin = client(organization);
        String project = admin.projects().create("payments-prod").id();
        String account = admin.serviceAccounts().create(project, "ci").id();
        KeyRotation rotation = Governance.builder(admin)
                .journal(GovernanceDatabase.open(source).journal("payments"))
                .build()
                .rotate(project, account)
                .into(key -> database.endOtherConnections(source));

        assertThatThrownBy(rotation::run).isInstanceOf(JournalLockLostException.class);
        assertThat(admin.projectApiKeys().list(project).stream())
                .hasSize(2)
                .allSatisfy(key -> assertThat(key.expiresAt()).isNull());
    }

    @Test
    void uses_the_connection_of_the_lock_while_the_run_waits() throws SQLException {
        DataSource source = TestDatabase.POSTGRESQL.newSource();
        LockTimes often = new LockTimes(Duration.ofMillis(5), Duration.ofMinutes(1));
        String lastUse = "SELECT CAST(state_change AS TEXT) FROM pg_stat_activity WHERE state = 'idle in transaction'"
                + " AND application_name = current_setting('application_name') AND pid <> pg_backend_pid()";
        try (ApplyJournal.Lock lock =
                GovernanceDatabase.open(source, often).journal("payments").lock("process 7")) {
            lock.requireHeld();
            String first = null;
            String now;
            do {
                now = read(source, lastUse);
                first = first == null ? now : first;
            } while (now == null || now.equals(first));
        }
    }

    @Test
    void frees_the_lock_of_a_machine_that_has_vanished() throws SQLException {
        GovernanceDatabase database = GovernanceDatabase.open(
                TestDatabase.POSTGRESQL.newSource(), new LockTimes(Duration.ofHours(1), Duration.ofMillis(20)));
        ApplyJournal.Lock vanished = database.journal("payments").lock("process 7");
        while (true) {
            try {
                database.journal("payments").lock("process 8").close();
                break;
            } catch (JournalInUseException e) {
                Thread.onSpinWait();
            }
        }
        assertThatThrownBy(vanished::requireHeld).isInstanceOf(JournalLockLostException.class);
    }

    private static @Nullable String read(DataSource source, String sql) throws SQLException {
        try (Transaction transaction = Transaction.begin(source)) {
            return transaction.first(sql, row -> row.getString(1)).orElse(null);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void refuses_entries_of_two_runs_with_the_same_number(TestDatabase database) throws SQLException {
        DataSource source = database.newSource();
        ApplyJournal one = GovernanceDatabase.open(source).journal("payments");
        ApplyJournal other = GovernanceDatabase.open(source).journal("payments");
        one.record(FIRST);
        other.record(SECOND);

        assertThatThrownBy(() -> one.record(SECOND))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("was written by another run at the same time, and so nothing was done");
        assertThat(one.entries()).containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void refuses_another_organization(TestDatabase database, OrganizationServer server) throws SQLException {
        ApplyJournal journal = GovernanceDatabase.open(database.newSource()).journal("payments");
        ProjectBlueprint blueprint = ProjectBlueprint.named("payments-prod");
        governance(server.newOrganization(), journal).plan(blueprint).apply();
        Governance stranger = governance(server.newOrganization(), journal);

        assertThatThrownBy(() -> stranger.plan(blueprint))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("The journal payments in the database belongs to another organization");
    }

    private Governance governance(InMemoryOrganization organization, ApplyJournal journal) {
        return Governance.builder(client(organization))
                .journal(journal)
                .lag(Duration.ZERO)
                .build();
    }

    private OpenAiAdmin client(InMemoryOrganization organization) {
        OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
        clients.add(admin);
        return admin;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Payments", "-a", "a/b", "a b", "ä"})
    void refuses_a_name_that_databases_may_take_for_another(String name) throws SQLException {
        GovernanceDatabase database = GovernanceDatabase.open(TestDatabase.H2.newSource());

        assertThatThrownBy(() -> database.journal(name))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("name must be 1 to 100 of a-z");
    }

    @Test
    void gives_connections_back_as_they_were_and_says_that_a_pool_of_one_is_too_small() throws SQLException {
        JdbcConnectionPool pool = JdbcConnectionPool.create(TestDatabase.H2.newAddress(), "", "");
        GovernanceDatabase database = GovernanceDatabase.open(pool);
        database.journal("payments").lock("process 7").close();
        assertThat(pool.getActiveConnections()).isZero();
        assertThat(pool.getConnection().getAutoCommit()).isTrue();
        pool.setMaxConnections(2);
        pool.setLoginTimeout(1);

        assertThatThrownBy(() -> database.journal("payments").lock("process 8"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("A run needs two connections to the database at the same time");
        assertThat(pool.getActiveConnections()).isEqualTo(1);
    }
}
