package dev.openaiadmin.governance.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.postgresql.ds.PGSimpleDataSource;

/** The databases that tests run on. PostgreSQL is skipped where it is not installed. */
public enum TestDatabase {
    H2 {
        @Override
        String newAddress() {
            return "jdbc:h2:mem:test" + LAST.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
        }

        @Override
        public String newAddressForProcesses() throws SQLException {
            Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-tcpDaemon");
            return "jdbc:h2:tcp://localhost:" + server.start().getPort() + "/mem:processes;DB_CLOSE_DELAY=-1";
        }

        @Override
        void endOtherConnections(DataSource source) throws SQLException {
            execute(
                    source,
                    "SELECT ABORT_SESSION(session_id) FROM INFORMATION_SCHEMA.SESSIONS WHERE session_id <> SESSION_ID()");
        }
    },

    POSTGRESQL {
        @Override
        String newAddress() throws SQLException {
            return PostgresServer.shared().newAddress() + "&user=" + PostgresServer.owner();
        }

        @Override
        public String newAddressForProcesses() throws SQLException {
            return newAddress();
        }

        @Override
        void endOtherConnections(DataSource source) throws SQLException {
            execute(
                    source,
                    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                            + " WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()");
        }
    };

    private static final AtomicInteger LAST = new AtomicInteger();

    /** Returns the address of a database, or a part of one, that nobody else uses. */
    abstract String newAddress() throws SQLException;

    /** Ends the connections of others to the same database, as a crash of the server would. */
    abstract void endOtherConnections(DataSource source) throws SQLException;

    /** Returns the address of such a database that other processes can use as well. */
    public abstract String newAddressForProcesses() throws SQLException;

    /** Returns PostgreSQL where it is installed, else H2. */
    public static TestDatabase installed() {
        return PostgresServer.isInstalled() ? POSTGRESQL : H2;
    }

    DataSource newSource() throws SQLException {
        return source(newAddress());
    }

    /** Returns connections to the database at an address, also in another process. */
    public static DataSource source(String address) {
        if (address.startsWith("jdbc:h2:")) {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL(address);
            return source;
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(address);
        return source;
    }

    static void execute(DataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
