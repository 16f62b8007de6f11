package dev.openaiadmin.governance.jdbc;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.audit.CheckpointStore;
import dev.openaiadmin.governance.journal.ApplyJournal;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A relational database in which runners on several machines keep their journals, and followers of the audit log their
 * checkpoints.
 *
 * <pre>{@code
 * ApplyJournal journal = GovernanceDatabase.open(dataSource).journal("production");
 * Governance governance = Governance.builder(admin).journal(journal).build();
 * }</pre>
 *
 * <p>All tables have names that begin with {@code openai_admin_}, and can be in the database of an application. Flyway
 * creates and migrates them, with a history table of their own. PostgreSQL and H2 are tested.
 *
 * <p>The lock of a journal is a lock on a row, in a transaction that stays open for the whole run. The database frees it
 * when the process ends, however it ends. A run that has lost its lock, because the connection has ended, stops before its
 * next change.
 *
 * <p>Immutable and thread-safe. A run needs two connections at the same time.
 */
public final class GovernanceDatabase {
    /** The same in all databases, whether or not they distinguish upper case from lower case. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private final DataSource source;
    private final LockTimes times;

    private GovernanceDatabase(DataSource source, LockTimes times) {
        this.source = source;
        this.times = times;
    }

    /**
     * Opens a database, and creates or migrates the tables unless they are there. The user of the connections has to be
     * allowed to create tables only if there is something to create.
     *
     * @param source gives connections to the database, to its primary server if it has several; best a pool, since each
     *     entry of a journal takes a connection
     * @return the database
     * @throws GovernanceException when the database cannot be reached or is read-only, the tables are missing and cannot be
     *     created, or a newer version of this library has made them
     */
    public static GovernanceDatabase open(DataSource source) {
        return open(source, LockTimes.DEFAULT);
    }

    static GovernanceDatabase open(DataSource source, LockTimes times) {
        new DatabaseSchema(source).require();
        return new GovernanceDatabase(source, times);
    }

    /**
     * Returns a journal of the database.
     *
     * @param name names the journal, one for each organization; up to 100 of {@code a-z}, {@code 0-9}, {@code .},
     *     {@code _} and {@code -}, beginning with a letter or a digit
     * @return the journal, which is new if no run has used the name
     * @throws InvalidValueException when the name has other characters or is too long
     */
    public ApplyJournal journal(String name) {
        return new DatabaseJournal(source, requireName(name), times);
    }

    /**
     * Returns a checkpoint of the database, for a follower of the audit log. The rules of its lock are those of a journal.
     *
     * @param name names the checkpoint, one for each follower; made of the same characters as the name of a journal
     * @return the store, which is empty if no follower has used the name
     * @throws InvalidValueException when the name has other characters or is too long
     */
    public CheckpointStore checkpoint(String name) {
        return new DatabaseCheckpoint(source, requireName(name), times);
    }

    private static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidValueException(
                    "name", name, "must be 1 to 100 of a-z, 0-9, '.', '_' and '-', and begin with a letter or a digit");
        }
        return name;
    }

    /**
     * Returns the statements that create the tables, for an administrator of the database to run where the user of the
     * runs may not create tables. This user needs the rights SELECT, INSERT, UPDATE and DELETE on them. The statements
     * leave tables alone that are there.
     *
     * @return statements in SQL, separated by semicolons
     */
    public static String sql() {
        return DatabaseSchema.sql();
    }
}
