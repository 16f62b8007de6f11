package dev.openaiadmin.governance.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.journal.ApplyJournal.Entry;
import dev.openaiadmin.governance.journal.ApplyJournal.State;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

@Timeout(60)
class DatabaseSchemaTest {
    private static final Entry ENTRY =
            new Entry("project a", State.DONE, Instant.parse("2031-01-01T10:00:01Z"), "proj_1", null);
    private static final String CANARY = "canary-7f3a";

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void creates_the_tables_once_when_many_open_the_database(TestDatabase database) throws Exception {
        DataSource source = database.newSource();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<GovernanceDatabase> open = () -> GovernanceDatabase.open(source);
            for (Future<GovernanceDatabase> opened : threads.invokeAll(List.of(open, open, open, open))) {
                opened.get().journal("payments").entries();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void leaves_the_migrations_of_an_application_alone(TestDatabase database, @TempDir Path folder) throws Exception {
        DataSource source = database.newSource();
        Migrations application = new Migrations(source, folder);
        application.add("V1__orders.sql", "CREATE TABLE orders (id INTEGER)");
        GovernanceDatabase.open(source).journal("payments").record(ENTRY);
        application.add("V2__more.sql", "ALTER TABLE orders ADD COLUMN name VARCHAR(10)");

        assertThat(GovernanceDatabase.open(source).journal("payments").entries())
                .containsExactly(ENTRY);
        TestDatabase.execute(source, "SELECT name FROM orders");
    }

    private record Migrations(DataSource source, Path folder) {
        void add(String name, String sql) throws Exception {
            Files.writeString(folder.resolve(name), sql);
            Flyway.configure()
                    .dataSource(source)
                    .locations("filesystem:" + folder)
                    .load()
                    .migrate();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void refuses_tables_of_a_newer_version(TestDatabase database) throws SQLException {
        DataSource source = database.newSource();
        GovernanceDatabase.open(source);
        TestDatabase.execute(
                source,
                "INSERT INTO \"openai_admin_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\","
                        + " \"script\", \"installed_by\", \"execution_time\", \"success\")"
                        + " VALUES (99, '7', 'newer', 'SQL', 'V7__newer.sql', 'somebody', 1, TRUE)");

        assertThatThrownBy(() -> GovernanceDatabase.open(source))
                .isInstanceOf(GovernanceException.class)
                .hasMessage("The tables of the journals have version 7, which a newer version of"
                        + " openai-admin-governance-jdbc has made, and this one knows version 1 at most; nothing was"
                        + " changed. Update it here as well");
    }

    @Test
    void works_with_tables_of_an_administrator_and_rights_on_their_rows_alone() throws SQLException {
        PGSimpleDataSource owner = (PGSimpleDataSource) TestDatabase.POSTGRESQL.newSource();
        String schema = owner.getCurrentSchema();
        String runner = "runner_of_" + schema;
        TestDatabase.execute(owner, "CREATE USER " + runner, "GRANT USAGE ON SCHEMA " + schema + " TO " + runner);
        DataSource source = as(runner, owner);

        assertThatThrownBy(() -> GovernanceDatabase.open(source))
                .isInstanceOf(GovernanceException.class)
                .as("reported before Flyway repeats its attempts")
                .hasCauseInstanceOf(SQLException.class)
                .hasMessageContainingAll(
                        "The tables of the journals cannot be created: the user of the database lacks rights (",
                        "permission denied for schema " + schema,
                        "Let an administrator of the database run the statements of GovernanceDatabase.sql() and grant"
                                + " this user SELECT, INSERT, UPDATE and DELETE on the tables");

        TestDatabase.execute(owner, GovernanceDatabase.sql());
        assertThatThrownBy(() -> GovernanceDatabase.open(source))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("lacks rights");
        TestDatabase.execute(
                owner, "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO " + runner);
        ApplyJournal journal = GovernanceDatabase.open(source).journal("payments");
        try (ApplyJournal.Lock lock = journal.lock("process 7")) {
            lock.requireHeld();
            journal.record(ENTRY);
        }
        assertThat(journal.entries()).containsExactly(ENTRY);
    }

    private static PGSimpleDataSource as(String user, PGSimpleDataSource other) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(other.getURL());
        source.setUser(user);
        return source;
    }

    @Test
    void creates_all_tables_with_the_statements_for_administrators() throws SQLException {
        DataSource source = TestDatabase.H2.newSource();
        TestDatabase.execute(source, GovernanceDatabase.sql());

        GovernanceDatabase.open(source).journal("payments").record(ENTRY);

        assertThatThrownBy(() -> TestDatabase.execute(source, "SELECT * FROM \"openai_admin_schema_history\""))
                .as("migrated")
                .isInstanceOf(SQLException.class);
    }

    @Test
    void refuses_a_read_only_server() throws SQLException {
        PGSimpleDataSource source = (PGSimpleDataSource) TestDatabase.POSTGRESQL.newSource();
        GovernanceDatabase.open(source);
        source.setOptions("-c default_transaction_read_only=on");

        ApplyJournal journal = GovernanceDatabase.open(source).journal("payments");
        assertThat(journal.entries()).isEmpty();
        String readOnly = "the database is read-only, as a replica is (";
        assertThatThrownBy(() -> journal.lock("process 7"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageStartingWith(
                        "The journal payments in the database cannot be locked, and so nothing was done")
                .hasMessageContainingAll(readOnly, "Use the address of the primary server");
        assertThatThrownBy(() -> journal.record(ENTRY)).hasMessageContaining(readOnly);
    }

    @Test
    void refuses_a_read_only_database_without_tables(@TempDir Path folder) throws SQLException {
        TestDatabase.execute(TestDatabase.source("jdbc:h2:" + folder.resolve("new")), "SELECT 1");

        assertThatThrownBy(() -> GovernanceDatabase.open(
                        TestDatabase.source("jdbc:h2:" + folder.resolve("new") + ";ACCESS_MODE_DATA=r")))
                .isInstanceOf(GovernanceException.class)
                .hasCauseInstanceOf(SQLException.class)
                .hasMessageContaining("the database is read-only, as a replica is (");
    }

    @Test
    void shows_no_password_when_the_database_cannot_be_used() throws SQLException {
        PGSimpleDataSource guarded = as("guarded", (PGSimpleDataSource) TestDatabase.POSTGRESQL.newSource());
        requireMessageWithoutCanary(guarded, "the database refused the user or the password (");
        guarded.setPassword(CANARY);
        requireMessageWithoutCanary(guarded, "the database refused the user or the password (");

        PGSimpleDataSource unreachable = new PGSimpleDataSource();
        unreachable.setURL("jdbc:postgresql://localhost:1/payments?user=deploy&password=" + CANARY);
        requireMessageWithoutCanary(unreachable, "the database cannot be reached (");

        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:guarded;IFEXISTS=TRUE;PASSWORD=" + CANARY);
        requireMessageWithoutCanary(h2, "The tables of the journals cannot be read: ");

        for (String address : List.of(
                "jdbc:nothing://localhost/payments?user=deploy&password=" + CANARY,
                "jdbc:nothing://deploy:" + CANARY + "@localhost/payments")) {
            requireMessageWithoutCanary(new ByDriverManager(address), "No suitable driver found for jdbc:nothing://");
        }
    }

    private static void requireMessageWithoutCanary(DataSource source, String message) {
        Throwable failure = catchThrowable(() -> GovernanceDatabase.open(source));

        assertThat(failure).isInstanceOf(GovernanceException.class).hasMessageContaining(message);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(CANARY);
    }

    /** Connections by address alone. */
    private record ByDriverManager(String address) implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            return DriverManager.getConnection(address);
        }

        @Override
        public Connection getConnection(String user, String password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PrintWriter getLogWriter() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("wraps nothing");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }

    @Test
    void begins_again_where_a_migration_was_cut_off() throws SQLException {
        DataSource source = TestDatabase.H2.newSource();
        GovernanceDatabase.open(source);
        TestDatabase.execute(
                source,
                "DROP TABLE openai_admin_journal_entry",
                "UPDATE \"openai_admin_schema_history\" SET \"success\" = FALSE");

        ApplyJournal journal = GovernanceDatabase.open(source).journal("payments");
        journal.record(ENTRY);

        assertThat(journal.entries()).containsExactly(ENTRY);
    }
}
