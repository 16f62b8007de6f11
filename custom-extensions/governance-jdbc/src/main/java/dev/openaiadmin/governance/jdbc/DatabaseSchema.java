package dev.openaiadmin.governance.jdbc;

import dev.openaiadmin.governance.GovernanceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables, which Flyway creates and migrates. Its history of them is apart from that of an application. */
final class DatabaseSchema {
    private static final int MOST_ATTEMPTS = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String MIGRATIONS = "dev/openaiadmin/governance/jdbc/migration";
    private static final String CANNOT_BE_CREATED = "The tables of the journals cannot be created";
    private static final String HISTORY = "openai_admin_schema_history";

    /** In the order of their versions. Each can be run again, because some databases commit each statement alone. */
    private static final List<String> SCRIPTS = List.of("V1__journals_and_checkpoints.sql");

    private static final List<String> TABLES = List.of(
            "openai_admin_lock",
            "openai_admin_lock_holder",
            "openai_admin_journal_entry",
            "openai_admin_checkpoint",
            "openai_admin_delivered_event");

    private final DataSource source;

    DatabaseSchema(DataSource source) {
        this.source = source;
    }

    /** Creates or migrates the tables unless they are there. Only creating them needs the right to create tables. */
    void require() {
        if (!isThere()) {
            requireRightToCreate();
            migrate();
        }
    }

    private boolean isThere() {
        try (Transaction transaction = Transaction.begin(source)) {
            int installed = installedVersion(transaction);
            if (installed > SCRIPTS.size()) {
                throw new GovernanceException("The tables of the journals have version " + installed
                        + ", which a newer version of openai-admin-governance-jdbc has made, and this one knows version "
                        + SCRIPTS.size() + " at most; nothing was changed. Update it here as well");
            }
            // Without a history, an administrator has run the scripts.
            return (installed == 0 || installed == SCRIPTS.size()) && hasTables(transaction);
        } catch (SQLException e) {
            throw DatabaseFailure.of("The tables of the journals cannot be read", e);
        }
    }

    /** Returns the version that the history of the tables shows, or 0 when it cannot be read. */
    private static int installedVersion(Transaction transaction) throws SQLException {
        String quote = transaction.connection().getMetaData().getIdentifierQuoteString();
        String sql = "SELECT \"version\" FROM \"" + HISTORY + "\" WHERE \"version\" IS NOT NULL";
        try {
            return transaction.all(sql.replace("\"", quote), row -> Integer.parseInt(row.getString(1))).stream()
                    .max(Integer::compare)
                    .orElse(0);
        } catch (SQLException e) {
            transaction.rollback();
            if (DatabaseFailure.lacksTable(e) || DatabaseFailure.lacksRights(e)) {
                return 0;
            }
            throw e;
        }
    }

    private static boolean hasTables(Transaction transaction) throws SQLException {
        try {
            for (String table : TABLES) {
                transaction.all("SELECT * FROM " + table + " WHERE 1 = 0", row -> row);
            }
            return true;
        } catch (SQLException e) {
            transaction.rollback();
            if (DatabaseFailure.lacksTable(e)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Creates the first table and rolls it back, since Flyway reports a missing right only after ten attempts, one each
     * second. A database that commits the statement keeps the table, and the scripts leave it as it is.
     */
    private void requireRightToCreate() {
        String first = script(SCRIPTS.get(0)).split(";", 2)[0];
        try (Transaction transaction = Transaction.begin(source)) {
            transaction.update(first);
        } catch (SQLException e) {
            // Another process may create the table at the same time. Flyway reports what else fails.
            if (DatabaseFailure.lacksRights(e) || DatabaseFailure.isReadOnly(e)) {
                throw DatabaseFailure.of(CANNOT_BE_CREATED, e);
            }
        }
    }

    private void migrate() {
        for (int attempt = 1; !migrated(attempt == MOST_ATTEMPTS); attempt++) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Returns false if another process creates the history at the same time, unless this is the last attempt. */
    private boolean migrated(boolean last) {
        try {
            Flyway flyway = Flyway.configure(DatabaseSchema.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:" + MIGRATIONS)
                    .failOnMissingLocations(true)
                    .table(HISTORY)
                    // The database may hold the tables of an application, whose callbacks are not for these.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .skipDefaultCallbacks(true)
                    .load();
            if (Arrays.stream(flyway.info().all())
                    .anyMatch(script -> script.getState().isFailed())) {
                flyway.repair();
            }
            flyway.migrate();
            return true;
        } catch (FlywayException e) {
            if (!last && wasCreatedMeanwhile(e)) {
                return false;
            }
            throw DatabaseFailure.of(CANNOT_BE_CREATED, e);
        }
    }

    /** Flyway locks the history only once it is there and has its first row, and has no type for this failure. */
    private static boolean wasCreatedMeanwhile(FlywayException failure) {
        SQLException reason = DatabaseFailure.sqlException(failure);
        return String.valueOf(failure.getMessage()).contains("Unable to baseline")
                || (reason != null && DatabaseFailure.isDuplicate(reason));
    }

    /** Returns all scripts for an administrator who runs them. */
    static String sql() {
        return SCRIPTS.stream().map(DatabaseSchema::script).collect(Collectors.joining("\n"));
    }

    private static String script(String name) {
        String resource = "/" + MIGRATIONS + "/" + name;
        try (InputStream in = Objects.requireNonNull(DatabaseSchema.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
