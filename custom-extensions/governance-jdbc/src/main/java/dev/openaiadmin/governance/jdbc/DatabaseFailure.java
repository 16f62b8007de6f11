package dev.openaiadmin.governance.jdbc;

import dev.openaiadmin.governance.GovernanceException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes exceptions of failures of the database: what failed, why, and the next step, and never a password. */
final class DatabaseFailure {
    /** Passwords in the address of a database, which some drivers and pools repeat in their messages. */
    private static final Pattern PASSWORD = Pattern.compile(
            "((?i:password|passwd|passphrase|pwd)\\s*[=:]\\s*)[^\\s;&,)]+|(//[^/\\s@]*:)[^/\\s@]+(?=@)");

    /** States of PostgreSQL, H2 and the SQL standard. */
    private static final Set<String> READ_ONLY = Set.of("25006", "90097");

    /** What the driver of PostgreSQL reports when a password is missing. */
    private static final String CONNECTION_REJECTED = "08004";

    private static final Set<String> MISSING_RIGHTS = Set.of("42501", "90096");
    /** Those of MySQL, which has one state for many errors: access denied to a database or a table; a read-only server. */
    private static final Set<Integer> MYSQL_MISSING_RIGHTS = Set.of(1044, 1142);

    private static final Set<Integer> MYSQL_READ_ONLY = Set.of(1290, 1836);

    private DatabaseFailure() {}

    /**
     * Returns the exception.
     *
     * @param what what cannot be done, as a sentence without its end
     * @param failure a failure of the database, or one that has it as a cause
     */
    static GovernanceException of(String what, Exception failure) {
        SQLException reason = sqlException(failure);
        String message = what + ": " + (reason == null ? firstLine(failure) : reason(reason));
        return repeatsPassword(failure) ? new GovernanceException(message) : new GovernanceException(message, failure);
    }

    private static String reason(SQLException failure) {
        String said = " (" + firstLine(failure) + ")";
        String state = state(failure);
        if (isReadOnly(failure)) {
            return "the database is read-only, as a replica is" + said + ". Use the address of the primary server";
        }
        if (lacksRights(failure)) {
            return "the user of the database lacks rights" + said + ". Let an administrator of the database run the"
                    + " statements of GovernanceDatabase.sql() and grant this user SELECT, INSERT, UPDATE and DELETE on the tables";
        }
        if (state.startsWith("28") || state.equals(CONNECTION_REJECTED)) {
            return "the database refused the user or the password" + said + ". Check both";
        }
        if (failure instanceof SQLTransientConnectionException && !state.startsWith("08")) {
            return "no connection was available" + said
                    + ". A run needs two connections at the same time: enlarge the pool";
        }
        if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")) {
            return "the database cannot be reached" + said + ". Check that it runs and that its address is right";
        }
        return firstLine(failure);
    }

    static boolean isReadOnly(SQLException failure) {
        return READ_ONLY.contains(state(failure)) || MYSQL_READ_ONLY.contains(failure.getErrorCode());
    }

    static boolean lacksRights(SQLException failure) {
        return MISSING_RIGHTS.contains(state(failure))
                || (state(failure).startsWith("42") && MYSQL_MISSING_RIGHTS.contains(failure.getErrorCode()));
    }

    /** Whether the statement names a table or a column that does not exist. */
    static boolean lacksTable(SQLException failure) {
        return state(failure).startsWith("42") && !lacksRights(failure);
    }

    static boolean isDuplicate(SQLException failure) {
        return state(failure).startsWith("23");
    }

    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }

    /** Returns the innermost failure that a driver has reported, since pools wrap it. */
    static @Nullable SQLException sqlException(Throwable failure) {
        SQLException found = null;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && (found == null || sql.getSQLState() != null)) {
                found = sql;
            }
        }
        return found;
    }

    /** Returns what the failure says, without passwords. */
    static String firstLine(Throwable failure) {
        String said = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String line = said.lines().findFirst().orElse("").strip();
        return PASSWORD.matcher(line).replaceAll("$1$2***").replaceFirst("[.]$", "");
    }

    private static boolean repeatsPassword(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each.getMessage() != null && PASSWORD.matcher(each.getMessage()).find()) {
                return true;
            }
            for (Throwable suppressed : each.getSuppressed()) {
                if (repeatsPassword(suppressed)) {
                    return true;
                }
            }
            if (each instanceof SQLException sql
                    && sql.getNextException() != null
                    && repeatsPassword(sql.getNextException())) {
                return true;
            }
        }
        return false;
    }
}
