package dev.openaiadmin.governance.jdbc;

import java.time.Duration;

/**
 * How a lock is kept while its run uses no connection, such as while it waits for the API.
 *
 * @param keepAlive how often the connection is used, so that nothing between the two takes it for idle
 * @param abandoned after which time without use the database ends the transaction, since the machine of the run has
 *     vanished; for PostgreSQL, which can be told so
 */
record LockTimes(Duration keepAlive, Duration abandoned) {
    static final LockTimes DEFAULT = new LockTimes(Duration.ofSeconds(30), Duration.ofMinutes(2));
}
