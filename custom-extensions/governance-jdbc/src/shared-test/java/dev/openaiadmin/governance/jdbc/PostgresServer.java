package dev.openaiadmin.governance.jdbc;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server that tests share, of the PostgreSQL that Debian's package installs. It ends with the JVM. The server refuses to
 * run as root; root runs it as another user.
 */
public final class PostgresServer {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String OWNER = "owner";
    private static final String READY = "database system is ready to accept connections";
    private static final AtomicInteger LAST_SCHEMA = new AtomicInteger();
    private static @Nullable PostgresServer shared;

    private final Path bin;
    private final Path folder;
    private final @Nullable String user;
    private final int port;

    private PostgresServer(Path bin, Path folder, @Nullable String user, int port) {
        this.bin = bin;
        this.folder = folder;
        this.user = user;
        this.port = port;
    }

    /** Starts the server unless it runs; aborts the test where it is not installed. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            Path bin = newestBin().orElse(null);
            if (bin == null) {
                return abort("Skipped: PostgreSQL is not installed (no " + INSTALLED + "/*/bin/postgres)");
            }
            try {
                PostgresServer server = new PostgresServer(
                        bin, Files.createTempDirectory("openai-admin-postgresql"), otherUserThanRoot(), freePort());
                Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop of PostgreSQL"));
                server.start();
                shared = server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    static boolean isInstalled() {
        return newestBin().isPresent();
    }

    private static Optional<Path> newestBin() {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/postgres")))
                    .max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .map(version -> version.resolve("bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String otherUserThanRoot() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return null;
        }
        for (String name : List.of("postgres", "nobody")) {
            if (exists(name)) {
                return name;
            }
        }
        return abort("Skipped: PostgreSQL does not run as root, and there is no user postgres or nobody");
    }

    private static boolean exists(String name) throws IOException {
        try {
            return users().lookupPrincipalByName(name) != null;
        } catch (UserPrincipalNotFoundException e) {
            return false;
        }
    }

    private static UserPrincipalLookupService users() {
        return FileSystems.getDefault().getUserPrincipalLookupService();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The owner of all schemas, who needs no password. */
    public static String owner() {
        return OWNER;
    }

    /** Creates a schema, and returns an address whose connections find and create tables there, without a user. */
    public String newAddress() throws SQLException {
        String database = "jdbc:postgresql://localhost:" + port + "/postgres?";
        String schema = "test" + LAST_SCHEMA.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(database + "user=" + OWNER);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        }
        return database + "currentSchema=" + schema + "&ApplicationName=" + schema;
    }

    private void start() throws IOException {
        if (user != null) {
            UserPrincipal owner = users().lookupPrincipalByName(user);
            Files.setOwner(folder, owner);
        }
        Path data = folder.resolve("data");
        Process made = process(
                "initdb",
                "--pgdata=" + data,
                "--username=" + OWNER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions");
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            throw new IOException("initdb has failed: " + said);
        }
        // One user has to give a password.
        Path access = data.resolve("pg_hba.conf");
        Files.writeString(access, "host all guarded all scram-sha-256\n" + Files.readString(access));
        Process server = process(
                "postgres",
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=localhost",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "full_page_writes=off",
                "-c",
                "autovacuum=off",
                "-c",
                "shared_buffers=16MB");
        BufferedReader log = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder lines = new StringBuilder();
        for (String line = log.readLine(); line == null || !line.contains(READY); line = log.readLine()) {
            if (line == null) {
                throw new IOException("PostgreSQL has not started: " + lines);
            }
            lines.append(line).append('\n');
        }
        Thread reader = new Thread(() -> log.lines().forEach(line -> {}), "log of PostgreSQL");
        reader.setDaemon(true);
        reader.start();
    }

    private Process process(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (user != null) {
            command.addAll(List.of("setpriv", "--reuid=" + user, "--clear-groups"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(folder.toFile());
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private void stop() {
        try {
            process("pg_ctl", "stop", "--mode=immediate", "--pgdata=" + folder.resolve("data"))
                    .getInputStream()
                    .readAllBytes();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            // The folder of temporary files is cleaned by others.
            return;
        }
    }
}
