package dev.openaiadmin.governance.jdbc;

import dev.openaiadmin.governance.GovernanceException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a row, in a transaction that stays open on a connection of its own. The database ends it with the connection,
 * and so with the process. It also works where a connection pool between the two gives each transaction another connection,
 * unlike the locks of a session that databases offer.
 */
final class RowLock implements AutoCloseable {
    private static final String LOCK = "SELECT name FROM openai_admin_lock WHERE name = ? FOR UPDATE SKIP LOCKED";

    private final String name;
    private final Transaction transaction;
    private final ScheduledExecutorService keepAlive;
    private @Nullable String lostBecause;
    private boolean isClosed;

    private RowLock(String name, Transaction transaction, LockTimes times) {
        this.name = name;
        this.transaction = transaction;
        this.keepAlive = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lock " + name);
            thread.setDaemon(true);
            return thread;
        });
        long millis = times.keepAlive().toMillis();
        var unused = keepAlive.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
    }

    private record Holder(@Nullable String name, @Nullable String since) {}

    /** Creates the exception for whoever finds the lock held. */
    @FunctionalInterface
    interface Refusal {
        GovernanceException inUse(String holder, Instant since);
    }

    /**
     * Takes the lock, or refuses with the name of the run that holds it. The row of the holder is locked meanwhile, so that
     * whoever is refused reads the name of this holder, and not that of the one before.
     *
     * @param name of the row
     * @param holder describes this run
     */
    static RowLock take(DataSource source, String name, String holder, LockTimes times, Refusal refusal)
            throws SQLException {
        requireRow(source, "openai_admin_lock", name);
        requireRow(source, "openai_admin_lock_holder", name);
        try (Transaction gate = Transaction.begin(source)) {
            freeWhenAbandoned(gate, LockTimes.DEFAULT);
            Holder last = gate.first(
                            "SELECT holder, since FROM openai_admin_lock_holder WHERE name = ? FOR UPDATE",
                            row -> new Holder(row.getString(1), row.getString(2)),
                            name)
                    .orElseThrow();
            Transaction held = secondConnection(source);
            try {
                if (!isLocked(held, name)) {
                    throw refusal.inUse(
                            last.name() == null ? "another process" : last.name(),
                            last.since() == null ? Instant.EPOCH : Instant.parse(last.since()));
                }
                freeWhenAbandoned(held, times);
                gate.update(
                        "UPDATE openai_admin_lock_holder SET holder = ?, since = ? WHERE name = ?",
                        holder,
                        Instant.now().toString(),
                        name);
                gate.commit();
                return new RowLock(name, held, times);
            } catch (SQLException | RuntimeException e) {
                held.close();
                throw e;
            }
        }
    }

    private static Transaction secondConnection(DataSource source) {
        try {
            return Transaction.begin(source);
        } catch (SQLException e) {
            throw DatabaseFailure.of(
                    "A run needs two connections to the database at the same time, and only one was available, and so"
                            + " nothing was done; enlarge the pool",
                    e);
        }
    }

    private static void requireRow(DataSource source, String table, String name) throws SQLException {
        try (Transaction transaction = Transaction.begin(source)) {
            String select = "SELECT name FROM " + table + " WHERE name = ?";
            if (transaction.first(select, row -> name, name).isEmpty()) {
                transaction.update("INSERT INTO " + table + " (name) VALUES (?)", name);
                transaction.commit();
            }
        } catch (SQLException e) {
            // Another run may have added it at the same time.
            if (!DatabaseFailure.isDuplicate(e)) {
                throw e;
            }
        }
    }

    /** Locks the row unless another transaction has locked it. */
    private static boolean isLocked(Transaction transaction, String name) throws SQLException {
        return transaction.first(LOCK, row -> name, name).isPresent();
    }

    private static void freeWhenAbandoned(Transaction transaction, LockTimes times) throws SQLException {
        String database = transaction.connection().getMetaData().getDatabaseProductName();
        if (database.equals("PostgreSQL")) {
            transaction.update("SET LOCAL idle_in_transaction_session_timeout = "
                    + times.abandoned().toMillis());
        }
    }

    /** Uses the connection; it locks the row again, which fails if a driver has connected anew unnoticed. */
    private synchronized void check() {
        if (isClosed || lostBecause != null) {
            return;
        }
        try {
            if (!isLocked(transaction, name)) {
                lostBecause = "another run has taken it";
            }
        } catch (SQLException e) {
            lostBecause = connectionHasEnded(e);
        }
    }

    private static String connectionHasEnded(SQLException failure) {
        return "its connection to the database has ended (" + DatabaseFailure.firstLine(failure) + ")";
    }

    /** Asks the database whether the lock is held, and returns why it was lost, or null. */
    synchronized @Nullable String lostBecause() {
        check();
        return lostBecause;
    }

    @Override
    public void close() {
        // Not interrupted: H2 closes the file of a database when a thread that reads it is interrupted.
        keepAlive.shutdown();
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            lostBecause = "it was given back";
            try {
                transaction.close();
            } catch (SQLException e) {
                lostBecause = connectionHasEnded(e);
            }
        }
    }
}
