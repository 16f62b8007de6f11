package dev.openaiadmin.cli;

import com.sun.net.httpserver.HttpServer;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Runs some commands against a server in this process, so that the JVM can archive the classes that commands need. The start
 * script runs it once for each Java, and later commands start in half of the time.
 */
public final class StartupTraining {
    private static final String PAGE =
            "{\"object\":\"list\",\"data\":[{\"id\":\"proj_1\",\"name\":\"a\",\"created_at\":1790000000,\"status\":\"active\"}],"
                    + "\"first_id\":\"proj_1\",\"last_id\":\"proj_1\",\"has_more\":false}";

    private StartupTraining() {}

    /** Runs the commands, and prints nothing. */
    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = PAGE.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        String address = server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
        try {
            for (List<String> command : List.of(
                    List.of("--version"),
                    List.of("--help"),
                    List.of("projects", "list", "-o", "table"),
                    List.of("projects", "list"),
                    List.of("projects", "list", "-o", "json"),
                    List.of("projects", "create", "--help"),
                    List.of("projects", "create", "a", "--yes"),
                    List.of("projects", "retrieve", "a"),
                    List.of("projects", "lst"))) {
                run("http://" + address + "/v1", command.toArray(String[]::new));
            }
        } finally {
            server.stop(0);
        }
    }

    private static void run(String baseUrl, String... arguments) {
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Map<String, String> environment = Map.of(
                "OPENAI_ADMIN_KEY",
                "training",
                "OPENAI_BASE_URL",
                baseUrl,
                "HOME",
                System.getProperty("java.io.tmpdir"));
        Invocation invocation =
                new Invocation(environment, new ByteArrayInputStream(new byte[0]), new Terminal(80, false), false);
        OpenAiAdminCommand.run(invocation, nowhere, nowhere, arguments);
    }
}
