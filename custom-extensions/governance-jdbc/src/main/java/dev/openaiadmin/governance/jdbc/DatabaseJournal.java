package dev.openaiadmin.governance.jdbc;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.journal.JournalInUseException;
import dev.openaiadmin.governance.journal.JournalLockLostException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A journal in the tables. Each entry has a number, so that two runs cannot both add the next one. */
final class DatabaseJournal implements ApplyJournal {
    private final DataSource source;
    private final String name;
    private final LockTimes times;

    /** The number of the next entry; 0 before the entries were counted. */
    private int next;

    private @Nullable Lock lock;

    DatabaseJournal(DataSource source, String name, LockTimes times) {
        this.source = source;
        this.name = name;
        this.times = times;
    }

    @Override
    public synchronized void record(Entry entry) {
        if (lock != null) {
            lock.requireHeld();
        }
        try (Transaction transaction = Transaction.begin(source)) {
            int number = next > 0 ? next : count(transaction) + 1;
            transaction.update(
                    "INSERT INTO openai_admin_journal_entry"
                            + " (journal, number, step, state, recorded_at, created_id, detail)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    name,
                    number,
                    entry.step(),
                    entry.state().toString(),
                    entry.at().toString(),
                    entry.id(),
                    entry.detail());
            transaction.commit();
            next = number + 1;
        } catch (SQLException e) {
            if (DatabaseFailure.isDuplicate(e)) {
                throw new GovernanceException(
                        "The journal " + this + " was written by another run at the same time, and so nothing was done."
                                + " Run it again: it continues from what the journal says",
                        e);
            }
            throw DatabaseFailure.of("The journal " + this + " cannot be written, and so nothing was done", e);
        }
    }

    private int count(Transaction transaction) throws SQLException {
        return transaction
                .first(
                        "SELECT MAX(number) FROM openai_admin_journal_entry WHERE journal = ?",
                        row -> row.getInt(1),
                        name)
                .orElse(0);
    }

    @Override
    public List<Entry> entries() {
        try (Transaction transaction = Transaction.begin(source)) {
            return transaction.all(
                    "SELECT step, state, recorded_at, created_id, detail FROM openai_admin_journal_entry"
                            + " WHERE journal = ? ORDER BY number",
                    DatabaseJournal::entry,
                    name);
        } catch (SQLException e) {
            throw DatabaseFailure.of("The journal " + this + " cannot be read", e);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString(1),
                State.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                Instant.parse(row.getString(3)),
                row.getString(4),
                row.getString(5));
    }

    @Override
    public synchronized Lock lock(String holder) {
        try {
            RowLock row = RowLock.take(
                    source,
                    "journal/" + name,
                    holder,
                    times,
                    (other, since) -> new JournalInUseException(toString(), other, since));
            Lock taken = new HeldLock(row, toString());
            lock = taken;
            next = 0;
            return taken;
        } catch (SQLException e) {
            throw DatabaseFailure.of("The journal " + this + " cannot be locked, and so nothing was done", e);
        }
    }

    private record HeldLock(RowLock row, String journal) implements Lock {
        @Override
        public void requireHeld() {
            String reason = row.lostBecause();
            if (reason != null) {
                throw new JournalLockLostException(journal, reason);
            }
        }

        @Override
        public void close() {
            row.close();
        }
    }

    @Override
    public String toString() {
        return name + " in the database";
    }
}
