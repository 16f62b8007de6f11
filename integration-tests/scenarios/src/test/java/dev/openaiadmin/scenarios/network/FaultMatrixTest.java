package dev.openaiadmin.scenarios.network;

import static dev.openaiadmin.scenarios.network.FaultRow.fault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.PagingException;
import dev.openaiadmin.client.AdminKey;
import dev.openaiadmin.client.ApiException;
import dev.openaiadmin.client.AuthenticationException;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.CallException;
import dev.openaiadmin.client.ClientClosedException;
import dev.openaiadmin.client.ConflictException;
import dev.openaiadmin.client.ConnectionException;
import dev.openaiadmin.client.ConnectionException.Reason;
import dev.openaiadmin.client.InterruptedCallException;
import dev.openaiadmin.client.MissingScopeException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.OutcomeUnknownException;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.client.PoolExhaustedException;
import dev.openaiadmin.client.RateLimitException;
import dev.openaiadmin.client.ResponseTooLargeException;
import dev.openaiadmin.client.ServerException;
import dev.openaiadmin.client.TimeoutException;
import dev.openaiadmin.client.UnreadableResponseException;
import dev.openaiadmin.model.Deletion;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.scenarios.network.FaultRow.Op;
import dev.openaiadmin.scenarios.network.FaultRow.Outcome;
import dev.openaiadmin.scenarios.network.FaultRow.Play;
import dev.openaiadmin.scenarios.network.FaultServer.Reply;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can go wrong between a call and its answer, one row a fault; each played on each class of retries, with retries
 * and without, wherever that makes a difference.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class FaultMatrixTest {
    /** Part of every secret here, and looked for in all that comes out. */
    private static final String CANARY = "canary-of-the-matrix";

    private static final String KEY = "sk-admin-" + CANARY;
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MEGABYTE = 1024 * 1024;

    private static final Set<String> ROWS = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger RUN = new AtomicInteger();
    private static final AtomicInteger PASSED = new AtomicInteger();
    private static final Queue<String> SHOWN = new ConcurrentLinkedQueue<>();
    private static final AtomicLong POURED = new AtomicLong();
    private static final List<Socket> QUEUE = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static FaultServer elsewhere;
    private static ServerSocket full;
    private static ServerSocket mute;

    @BeforeAll
    static void prepare() throws Exception {
        certificates = new Certificates(folder);
        elsewhere = FaultServer.start(Faults.good());
        mute = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        queueUp();
        RecordingLog.listen();
    }

    /** Whoever comes after these waits in vain, since nobody is let in. */
    private static void queueUp() throws IOException {
        try {
            while (QUEUE.size() < 20) {
                Socket socket = new Socket();
                QUEUE.add(socket);
                socket.connect(full.getLocalSocketAddress(), 300);
            }
        } catch (SocketTimeoutException e) {
            // Full.
        }
    }

    @AfterAll
    static void finish() throws IOException {
        List<String> logged = RecordingLog.take();
        elsewhere.close();
        mute.close();
        full.close();
        for (Socket socket : QUEUE) {
            socket.close();
        }
        System.out.printf(
                "Fault matrix: %d rows, played in %d ways, %d passed; %d lines of log searched%n",
                ROWS.size(), RUN.get(), PASSED.get(), logged.size());
        assertThat(logged)
                .as("what libraries log at debug")
                .anyMatch(line -> line.startsWith("DEBUG org.apache.hc."))
                .as("one line an attempt")
                .anyMatch(line -> line.matches("DEBUG dev.openaiadmin.client.OpenAiAdmin GET"
                        + " /organization/projects/proj_1 -> 200 in \\d+ ms, request req_matrix, attempt 1"))
                .as("bodies where they are asked for, without what is secret in them")
                .anyMatch(line -> line.contains("got {\"value\": \"***\", "));
        assertThat(logged).noneMatch(line -> line.contains(CANARY));
        assertThat(SHOWN).noneMatch(text -> text.contains(CANARY));
        assertThat(POURED.get()).as("bytes taken of a body without end").isLessThan(32L * MEGABYTE);
    }

    static Stream<Play> plays() {
        return Stream.of(connecting(), answering(), reading(), refusing(), paging(), injecting(), ending())
                .flatMap(rows -> rows)
                .flatMap(FaultRow::plays);
    }

    private static Stream<FaultRow> connecting() {
        return Stream.of(
                fault("connection refused")
                        .client(client -> client.baseUrl("http://127.0.0.1:1/v1"))
                        .neverSent(Reason.CONNECT),
                fault("unknown host")
                        .client(client -> client.baseUrl("https://no-such-host.invalid/v1"))
                        .neverSent(Reason.UNKNOWN_HOST),
                fault("TLS certificate expired")
                        .from(() -> secured(Certificates::expired))
                        .client(FaultMatrixTest::trusting)
                        .neverSent(Reason.TLS),
                fault("TLS certificate of another host")
                        .from(() -> secured(Certificates::ofAnotherHost))
                        .client(FaultMatrixTest::trusting)
                        .neverSent(Reason.TLS),
                fault("TLS certificate not trusted")
                        .from(() -> secured(Certificates::good))
                        .neverSent(Reason.TLS),
                fault("TLS certificate trusted by the user")
                        .from(() -> secured(Certificates::good))
                        .client(FaultMatrixTest::trusting)
                        .succeeds(),
                fault("TLS handshake without an answer")
                        .client(client -> client.baseUrl("https://127.0.0.1:" + mute.getLocalPort() + "/v1")
                                .connectTimeout(Duration.ofMillis(100)))
                        .within(SOON)
                        .neverSent(Reason.CONNECT_TIMEOUT),
                fault("connect timeout")
                        .client(client -> client.baseUrl("http://127.0.0.1:" + full.getLocalPort() + "/v1")
                                .connectTimeout(Duration.ofMillis(100)))
                        .within(SOON)
                        .neverSent(Reason.CONNECT_TIMEOUT),
                fault("deadline while it connects")
                        .client(client -> client.baseUrl("http://127.0.0.1:" + full.getLocalPort() + "/v1"))
                        .options(options -> options.timeout(SHORT))
                        .within(Duration.ofSeconds(4))
                        .forGood()
                        .refusedBeforeSending(TimeoutException.class),
                fault("proxy refused")
                        .client(client -> client.proxy("127.0.0.1", 1))
                        .neverSent(Reason.CONNECT),
                fault("proxy that wants a login")
                        .replies(Faults.status(407, "", "Proxy-Authenticate: Basic realm=\"proxy\""))
                        .client(FaultMatrixTest::throughTheServer)
                        .forGood()
                        .ends((op, retries) -> new Outcome(ConnectionException.class, false, Reason.PROXY, 1)),
                fault("proxy that cannot reach the host")
                        .replies(Faults.status(502, "<html>Bad gateway</html>"))
                        .client(FaultMatrixTest::throughTheServer)
                        .forGood()
                        .ends((op, retries) -> new Outcome(
                                ConnectionException.class, false, Reason.PROXY, retries ? FaultRow.ATTEMPTS : 1)));
    }

    private static Stream<FaultRow> answering() {
        return Stream.of(
                fault("reset before headers")
                        .replies((request, connection) -> connection.reset())
                        .lost(Reason.BROKEN),
                fault("closed before headers")
                        .replies((request, connection) -> connection.close())
                        .lost(Reason.BROKEN),
                fault("reset amid headers")
                        .replies((request, connection) -> {
                            connection.send("HTTP/1.1 200 OK\r\nContent-Ty");
                            connection.reset();
                        })
                        .lost(Reason.BROKEN),
                fault("reset amid the body")
                        .replies((request, connection) -> {
                            Faults.half(connection);
                            connection.reset();
                        })
                        .lost(Reason.BROKEN),
                fault("stale keep-alive connection")
                        .repliesInTurn(() -> inTurn(
                                (request, connection) -> {
                                    Faults.good().to(request, connection);
                                    connection.close();
                                },
                                Faults.good()))
                        .calls(FaultMatrixTest::twiceWithAPause)
                        .succeedsAfter(2),
                fault("slow headers")
                        .replies((request, connection) -> {
                            connection.send("HTTP/1.1 200 OK\r\nX-Slow: ");
                            connection.dribble("a");
                        })
                        .options(options -> options.timeout(SHORT))
                        .within(SOON)
                        .timesOut(),
                fault("headers without end")
                        .replies((request, connection) -> {
                            connection.send("HTTP/1.1 200 OK\r\n");
                            connection.pour("X-More: and more\r\n".getBytes(StandardCharsets.UTF_8), 1L << 30);
                        })
                        .within(SOON)
                        .lost(Reason.PROTOCOL),
                fault("no answer at all")
                        .replies((request, connection) -> connection.stall())
                        .options(options -> options.timeout(SHORT))
                        .within(SOON)
                        .timesOut(),
                fault("dribbling body")
                        .replies((request, connection) -> {
                            Faults.chunked(connection);
                            connection.dribble("1\r\n \r\n");
                        })
                        .options(options -> options.timeout(SHORT))
                        .tells()
                        .within(SOON)
                        .timesOut(),
                fault("stalled body")
                        .replies((request, connection) -> {
                            Faults.half(connection);
                            connection.stall();
                        })
                        .options(options -> options.timeout(SHORT))
                        .tells()
                        .within(SOON)
                        .timesOut(),
                fault("silence beyond the read timeout")
                        .replies((request, connection) -> {
                            Faults.half(connection);
                            connection.stall();
                        })
                        .client(client -> client.readTimeout(Duration.ofSeconds(1)))
                        .tells()
                        .within(SOON)
                        .lost(Reason.SILENT),
                fault("short Content-Length")
                        .replies((request, connection) -> {
                            Faults.half(connection);
                            connection.close();
                        })
                        .tells()
                        .lost(Reason.TRUNCATED),
                fault("missing last chunk")
                        .replies((request, connection) -> {
                            String body = Faults.valid(request);
                            Faults.chunked(connection);
                            connection.send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n");
                            connection.close();
                        })
                        .tells()
                        .lost(Reason.TRUNCATED),
                fault("something that is not HTTP")
                        .replies((request, connection) -> {
                            connection.send("SSH-2.0-OpenSSH_9.2\r\n\r\n");
                            connection.close();
                        })
                        .lost(Reason.PROTOCOL),
                fault("another protocol")
                        .replies((request, connection) -> connection.send(
                                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: TLS/1.2\r\n\r\n"))
                        .lost(Reason.PROTOCOL));
    }

    private static Stream<FaultRow> reading() {
        return Stream.of(
                unreadable("truncated JSON", Faults.json("{\"id\": \"proj_1\", \"obj")),
                unreadable(
                        "200 with HTML",
                        (request, connection) -> connection.respond(
                                200, "<html>Log in</html>", "Content-Type: text/html", Faults.REQUEST_ID)),
                unreadable(
                        "wrong content type",
                        (request, connection) -> connection.respond(
                                200, Faults.valid(request), "Content-Type: text/plain", Faults.REQUEST_ID)),
                unreadable("empty 200", Faults.json("")),
                unreadable(
                        "204 where JSON is expected",
                        (request, connection) -> connection.respond(204, "", Faults.REQUEST_ID)),
                unreadable("null document", Faults.json("null")),
                unreadable(
                        "trailing tokens",
                        (request, connection) ->
                                connection.respond(200, Faults.valid(request) + "{}", Faults.JSON, Faults.REQUEST_ID)),
                unreadable("duplicate keys", Faults.withField("id", "\"a\"")),
                unreadable("nesting 100,000 deep", Faults.withField("x", "[".repeat(100_000) + "]".repeat(100_000))),
                unreadable("a number of 100,000 digits", Faults.withField("x", "1".repeat(100_000))),
                unreadable("invalid UTF-8", (request, connection) -> {
                    byte[] body =
                            Faults.valid(request).replace("object", "obj!ct").getBytes(StandardCharsets.ISO_8859_1);
                    for (int i = 0; i < body.length; i++) {
                        body[i] = body[i] == '!' ? (byte) 0xC3 : body[i];
                    }
                    connection.respond(200, body, Faults.JSON, Faults.REQUEST_ID);
                }),
                unreadable("corrupt gzip", (request, connection) -> {
                    byte[] body = Faults.zipped(Faults.valid(request));
                    body[body.length - 7] ^= 0x55;
                    connection.respond(200, body, Faults.JSON, Faults.REQUEST_ID, "Content-Encoding: gzip");
                }),
                unreadable(
                        "gzip that is none",
                        (request, connection) -> connection.respond(
                                200, Faults.valid(request), Faults.JSON, Faults.REQUEST_ID, "Content-Encoding: gzip")),
                unreadable("gzip that stops", (request, connection) -> {
                    byte[] body = Faults.zipped(Faults.valid(request));
                    connection.respond(
                            200,
                            Arrays.copyOf(body, body.length - 12),
                            Faults.JSON,
                            Faults.REQUEST_ID,
                            "Content-Encoding: gzip");
                }),
                unreadable(
                        "packed in another way",
                        (request, connection) ->
                                connection.respond(200, "?", Faults.JSON, Faults.REQUEST_ID, "Content-Encoding: br")),
                fault("more behind gzip than its end")
                        .replies((request, connection) -> {
                            byte[] zipped = Faults.zipped(Faults.valid(request));
                            byte[] body = Arrays.copyOf(zipped, zipped.length + 20_000);
                            connection.respond(200, body, Faults.JSON, Faults.REQUEST_ID, "Content-Encoding: gzip");
                        })
                        .succeeds(),
                fault("gzip unasked").replies(FaultMatrixTest::zipped).succeeds(),
                fault("gzip asked")
                        .replies(FaultMatrixTest::zippedIfAskedFor)
                        .options(options -> options.header("Accept-Encoding", "gzip"))
                        .succeeds(),
                tooLarge(
                        "gzip bomb",
                        (request, connection) -> connection.respond(
                                200, Faults.BOMB, Faults.JSON, Faults.REQUEST_ID, "Content-Encoding: gzip")),
                tooLarge("a 1 GB body", (request, connection) -> {
                    connection.send("HTTP/1.1 200 OK\r\n" + Faults.JSON + "\r\n" + Faults.REQUEST_ID
                            + "\r\nContent-Length: " + (1L << 30) + "\r\n\r\n");
                    poured(connection.pour(new byte[64 * 1024], 1L << 30));
                }),
                tooLarge("a body without end", (request, connection) -> {
                    connection.send("HTTP/1.1 200 OK\r\n" + Faults.JSON + "\r\n" + Faults.REQUEST_ID + "\r\n\r\n");
                    poured(connection.pour(new byte[64 * 1024], 1L << 30));
                }),
                fault("unknown fields")
                        .replies(Faults.withField("not_yet_described", "{\"a\": [1, null]}"))
                        .succeeds(),
                fault("unknown values")
                        .replies((request, connection) ->
                                connection.respond(200, Faults.valid(request).replace("active", "frozen"), Faults.JSON))
                        .succeeds(),
                fault("a body with a key, in the log")
                        .replies(Faults.withField("value", "\"sk-svcacct-" + CANARY + "\""))
                        .options(options -> options.logBodies(true))
                        .succeeds());
    }

    private static Stream<FaultRow> refusing() {
        Map<Integer, Class<? extends Throwable>> failures = Map.of(
                400, BadRequestException.class,
                401, AuthenticationException.class,
                403, PermissionException.class,
                404, NotFoundException.class,
                409, ConflictException.class,
                422, BadRequestException.class);
        Stream<FaultRow> shapes = failures.entrySet().stream()
                .flatMap(failure -> bodies(failure.getKey()).entrySet().stream()
                        .map(shape -> fault(failure.getKey() + " as " + shape.getKey())
                                .replies(Faults.status(failure.getKey(), shape.getValue()))
                                .once()
                                .refused(failure.getValue())));
        Stream<FaultRow> scopes = Stream.of(401, 403)
                .map(status -> fault(status + " for a missing scope")
                        .replies(Faults.status(
                                status,
                                "{\"error\": \"You may not. Missing scopes: api.management.read. Ask an owner.\"}"))
                        .once()
                        .saying("Missing scope api.management.read on ")
                        .refused(MissingScopeException.class));
        Stream<FaultRow> servers = Stream.of(408, 500, 502, 503, 504)
                .map(status -> fault(status + " from the server")
                        .replies(Faults.status(status, "{\"error\": {\"message\": \"No.\"}}"))
                        .failsOnServer());
        return Stream.of(shapes, scopes, servers, others()).flatMap(rows -> rows);
    }

    private static Stream<FaultRow> others() {
        return Stream.of(
                fault("502 with HTML")
                        .replies(Faults.status(502, "<html>Bad gateway</html>"))
                        .failsOnServer(),
                fault("503 whose body breaks off")
                        .replies((request, connection) -> {
                            connection.send("HTTP/1.1 503 No\r\n" + Faults.REQUEST_ID + "\r\n" + Faults.NO_WAIT
                                    + "\r\nContent-Length: 100\r\n\r\n{\"error\"");
                            connection.close();
                        })
                        .failsOnServer(),
                fault("429")
                        .replies(Faults.status(429, "{\"error\": {\"message\": \"Slow down.\"}}"))
                        .throttled(),
                fault("429, and then room")
                        .repliesInTurn(() -> inTurn(Faults.status(429, ""), Faults.good()))
                        .options(options -> options.pacing(true))
                        .ends((op, retries) -> retries
                                ? new Outcome(null, false, null, 2)
                                : new Outcome(RateLimitException.class, false, null, 1)),
                fault("429 for a limit that waiting does not move")
                        .replies(Faults.status(
                                429, "{\"error\": {\"message\": \"Enough.\", \"code\": \"insufficient_quota\"}}"))
                        .once()
                        .saying("waiting does not help")
                        .refused(ApiException.class),
                fault("x-should-retry: false on a 503")
                        .replies(Faults.status(503, "", "x-should-retry: false"))
                        .tells()
                        .ends((op, retries) -> new Outcome(ServerException.class, op == Op.CREATE, null, 1)),
                fault("x-should-retry: true on a 400")
                        .replies(Faults.status(400, "", "x-should-retry: true"))
                        .tells()
                        .ends((op, retries) ->
                                new Outcome(BadRequestException.class, false, null, retries ? FaultRow.ATTEMPTS : 1)),
                fault("redirect to the same host")
                        .replies(Faults.status(307, "", "Location: /v1/organization/elsewhere"))
                        .once()
                        .refused(ApiException.class),
                fault("redirect to another host")
                        .replies((request, connection) -> connection.respond(
                                307,
                                "",
                                Faults.REQUEST_ID,
                                "Location: " + elsewhere.baseUrl() + "/organization/projects"))
                        .once()
                        .afterwards(() -> assertThat(elsewhere.requests()).isEmpty())
                        .refused(ApiException.class),
                fault("401 that wants a login of another kind")
                        .replies(Faults.status(401, "", "WWW-Authenticate: Basic realm=\"a\""))
                        .once()
                        .refused(AuthenticationException.class),
                fault("401 with a rotating key")
                        .replies((request, connection) -> {
                            boolean fresh = request.header("Authorization").equals("Bearer " + KEY + "-next");
                            connection.respond(
                                    fresh ? 200 : 401,
                                    fresh ? Faults.valid(request) : "",
                                    Faults.JSON,
                                    Faults.REQUEST_ID);
                        })
                        .client(client -> client.adminKeys(new RotatingKeys(List.of(KEY, KEY + "-next"))))
                        .ends((op, retries) -> retries
                                ? new Outcome(null, false, null, 2)
                                : new Outcome(AuthenticationException.class, false, null, 1)),
                fault("an error that repeats a key of another kind")
                        .replies(Faults.status(400, "{\"error\": {\"message\": \"Bad key: " + CANARY + "\"}}"))
                        .client(client -> client.adminKeys(() -> AdminKey.of(CANARY)))
                        .once()
                        .saying("\"Bad key: ***\"")
                        .refused(BadRequestException.class),
                fault("404 after a lost answer")
                        .repliesInTurn(
                                () -> inTurn((request, connection) -> connection.reset(), Faults.status(404, "{}")))
                        .only(Op.DELETE)
                        .once()
                        .calls(FaultMatrixTest::deletedAsWished)
                        .succeedsAfter(2),
                fault("404 after an answer that nothing was done")
                        .repliesInTurn(() -> inTurn(Faults.status(429, ""), Faults.status(404, "")))
                        .only(Op.DELETE)
                        .once()
                        .tells()
                        .fails(NotFoundException.class, 2));
    }

    private static Stream<FaultRow> paging() {
        return Stream.of(
                paged("has_more with the same cursor", 2, page("a", true, "a"), page("a", true, "b")),
                paged("a cycle of cursors", 3, page("a", true, "a"), page("b", true, "b"), page("a", true, "c")),
                paged("a missing last_id", 1, page(null, true, "a")),
                fault("an empty page")
                        .repliesInTurn(() -> inTurn(page("x", true), page("a", false, "a")))
                        .only(Op.READ)
                        .calls((admin, op) -> walked(admin, "a"))
                        .succeedsAfter(2),
                fault("duplicates across pages")
                        .repliesInTurn(() -> inTurn(page("a", true, "a"), page("b", false, "a", "b")))
                        .only(Op.READ)
                        .calls((admin, op) -> walked(admin, "a", "a", "b"))
                        .succeedsAfter(2));
    }

    private static Stream<FaultRow> injecting() {
        List<String> ids =
                List.of("../admin_api_keys", "..", "", " ", "a/b", "a%2fb", "a?b", "a#b", "a\r\nHost: b", "a\\b");
        return Stream.concat(
                ids.stream()
                        .map(id -> fault("hostile id '" + id.replaceAll("[\r\n]+", "<CRLF>") + "'")
                                .only(Op.READ, Op.SET, Op.DELETE)
                                .calls((admin, op) -> switch (op) {
                                    case READ -> admin.projects().retrieve(id);
                                    case SET -> admin.projects().archive(id);
                                    default -> admin.users().delete(id);
                                })
                                .refusedBeforeSending(InvalidValueException.class)),
                Stream.of(
                        fault("CR/LF in a header")
                                .calls((admin, op) ->
                                        op.on(admin.with(options -> options.header("X-Trace", "a\r\nX-Evil: b"))))
                                .refusedBeforeSending(InvalidValueException.class),
                        fault("CR/LF in a body")
                                .calls((admin, op) -> admin.projects().create("a\r\n\r\nPOST /v1/evil HTTP/1.1"))
                                .only(Op.CREATE)
                                .succeeds()));
    }

    private static Stream<FaultRow> ending() {
        return Stream.of(
                fault("interrupt before the call")
                        .calls((admin, op) -> {
                            Thread.currentThread().interrupt();
                            return op.on(admin);
                        })
                        .refusedBeforeSending(InterruptedCallException.class),
                fault("interrupt during the call")
                        .replies((request, connection) -> connection.stall())
                        .meanwhile((server, caller, admin) -> {
                            server.awaitRequest();
                            caller.interrupt();
                        })
                        .within(SOON)
                        .perhapsDone(InterruptedCallException.class),
                fault("interrupt during the wait for the next attempt")
                        .replies(FaultMatrixTest::tellsToWait)
                        .meanwhile((server, caller, admin) -> {
                            awaitTheWait(server, caller);
                            caller.interrupt();
                        })
                        .within(SOON)
                        .once()
                        .tells()
                        .fails(InterruptedCallException.class, 1),
                fault("close during the call")
                        .replies((request, connection) -> connection.stall())
                        .meanwhile((server, caller, admin) -> {
                            server.awaitRequest();
                            admin.close();
                        })
                        .within(SOON)
                        .once()
                        .endsTheClient()
                        .saying("had been sent and may have been carried out")
                        .fails(ClientClosedException.class, 1),
                fault("close during the wait for the next attempt")
                        .replies(FaultMatrixTest::tellsToWait)
                        .meanwhile((server, caller, admin) -> {
                            awaitTheWait(server, caller);
                            admin.close();
                        })
                        .within(SOON)
                        .once()
                        .endsTheClient()
                        .fails(ClientClosedException.class, 1),
                fault("close while it connects")
                        .client(client -> client.baseUrl("http://127.0.0.1:" + full.getLocalPort() + "/v1"))
                        .meanwhile((server, caller, admin) -> admin.close())
                        .within(SOON)
                        .endsTheClient()
                        .refusedBeforeSending(ClientClosedException.class),
                fault("pool exhausted")
                        .replies((request, connection) -> connection.stall())
                        .client(client -> client.connectionWait(Duration.ofMillis(200)))
                        .calls((admin, op, server) -> besideAnother(admin, server, () -> op.on(admin)))
                        .within(SOON)
                        .once()
                        .fails(PoolExhaustedException.class, 1),
                fault("deadline while it waits for a connection")
                        .replies((request, connection) -> connection.stall())
                        .calls((admin, op, server) -> besideAnother(
                                admin, server, () -> op.on(admin.with(options -> options.timeout(SHORT)))))
                        .within(SOON)
                        .once()
                        .fails(TimeoutException.class, 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plays")
    void ends_in_the_one_right_way(Play play) throws Exception {
        RUN.incrementAndGet();
        FaultRow row = play.row();
        try (FaultServer server = row.server.get()) {
            // Threads that the client starts belong to the group of the one that made it.
            ThreadGroup threads = new ThreadGroup("play");
            CompletableFuture<OpenAiAdmin> ready = new CompletableFuture<>();
            FutureTask<Ended> playing = new FutureTask<>(() -> played(play, server, ready));
            Thread caller = new Thread(threads, playing, "caller");
            caller.start();
            row.meanwhile.happens(server, caller, ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            Ended ended = playing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            caller.join();

            check(play, ended);
            row.afterwards.run();
            assertThat(server.isLeftWithin(PATIENCE))
                    .as("all connections closed")
                    .isTrue();
            assertThat(threads.activeCount()).as("threads that are left").isZero();
        }
        ROWS.add(row.name);
        PASSED.incrementAndGet();
    }

    /** How the call ended, and how the next one did. */
    private record Ended(
            @Nullable Throwable thrown,
            Duration took,
            int requests,
            @Nullable Throwable next) {}

    private static Ended played(Play play, FaultServer server, CompletableFuture<OpenAiAdmin> ready) {
        FaultRow row = play.row();
        OpenAiAdmin.Builder builder = OpenAiAdmin.builder()
                .adminKey(KEY)
                .baseUrl(server.baseUrl())
                // A connection that is not given back would be missed by the next call.
                .maxConnections(1)
                .maxResponseBytes(MEGABYTE)
                // Attempts that come too soon would not count.
                .options(options -> options.maxAttempts(play.retries() ? FaultRow.ATTEMPTS : 1)
                        .pacing(false))
                .options(row.options);
        row.client.accept(builder, server);
        try (OpenAiAdmin admin = builder.build()) {
            ready.complete(admin);
            long started = System.nanoTime();
            Throwable thrown = thrownBy(() -> row.call.make(admin, play.op(), server));
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            assertThat(Thread.interrupted()).as("interrupt flag").isEqualTo(isOrHasCause(thrown));
            int requests = server.requests().size();
            SHOWN.addAll(namesOfThreads());
            if (row.recovers) {
                server.become(Faults.good());
                AdminApi patient = admin.with(options -> options.timeout(Duration.ofSeconds(20)));
                return new Ended(
                        thrown,
                        took,
                        requests,
                        thrownBy(() -> patient.projects().retrieve("proj_1")));
            }
            return new Ended(thrown, took, requests, thrownBy(() -> row.call.make(admin, play.op(), server)));
        }
    }

    private static void check(Play play, Ended ended) {
        FaultRow row = play.row();
        Outcome expected = row.outcome.apply(play.op(), play.retries());
        Throwable thrown = ended.thrown();
        SHOWN.add(everythingIn(thrown));
        assertThat(ended.requests())
                .as("requests that reached the server; %s", thrown)
                .isEqualTo(expected.requests());
        Throwable failure = thrown;
        if (expected.outcomeUnknown()) {
            assertThat(thrown)
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContainingAll(
                            "createProject may have been carried out", "list at GET /organization/projects ");
            failure = Objects.requireNonNull(thrown).getCause();
        }
        if (expected.failure() == null) {
            assertThat(failure).isNull();
        } else {
            assertThat(failure).isExactlyInstanceOf(expected.failure());
        }
        if (expected.reason() != null) {
            assertThat(failure).returns(expected.reason(), e -> ((ConnectionException) e).reason());
        }
        if (failure instanceof CallException call && row.answered) {
            assertThat(call.requestId()).as("request id").isEqualTo("req_matrix");
        }
        if (row.says != null) {
            assertThat(failure).hasMessageContaining(row.says);
        }
        if (row.within != null) {
            assertThat(ended.took()).isLessThan(row.within);
        }
        checkNext(row, ended);
    }

    private static void checkNext(FaultRow row, Ended ended) {
        if (row.endsTheClient) {
            assertThat(ended.next()).isInstanceOf(ClientClosedException.class);
        } else if (row.recovers) {
            assertThat(ended.next()).as("the next call").isNull();
        } else {
            assertThat(ended.next()).as("the next call").hasSameClassAs(ended.thrown());
        }
    }

    private static @Nullable Throwable thrownBy(Supplier<Object> call) {
        try {
            assertThat(call.get()).isNotNull();
            return null;
        } catch (OpenAiAdminException e) {
            return e;
        }
    }

    private static boolean isOrHasCause(@Nullable Throwable thrown) {
        return thrown instanceof InterruptedCallException
                || (thrown != null && thrown.getCause() instanceof InterruptedCallException);
    }

    private static String everythingIn(@Nullable Throwable thrown) {
        StringWriter all = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(all, true));
        }
        return all.toString();
    }

    private static List<String> namesOfThreads() {
        Thread[] threads = new Thread[20];
        int count = Thread.currentThread().getThreadGroup().enumerate(threads);
        return Arrays.stream(threads, 0, count).map(Thread::getName).toList();
    }

    private static FaultRow unreadable(String name, Reply reply) {
        return fault(name).replies(reply).tells().perhapsDone(UnreadableResponseException.class);
    }

    private static FaultRow tooLarge(String name, Reply reply) {
        return fault(name).replies(reply).tells().within(SOON).perhapsDone(ResponseTooLargeException.class);
    }

    private static void poured(long bytes) {
        POURED.accumulateAndGet(bytes, Math::max);
    }

    private static FaultRow paged(String name, int requests, Reply... pages) {
        return fault(name)
                .repliesInTurn(() -> inTurn(pages))
                .only(Op.READ)
                .once()
                .calls((admin, op) -> walked(admin))
                .fails(PagingException.class, requests);
    }

    private static List<String> walked(AdminApi admin, String... ids) {
        List<String> walked = admin.projects().list().stream().map(Project::id).toList();
        assertThat(walked).containsExactly(ids);
        return walked;
    }

    private static Reply page(@Nullable String lastId, boolean hasMore, String... ids) {
        String data = Arrays.stream(ids)
                .map(id -> "{\"id\": \"" + id + "\", \"object\": \"organization.project\", \"created_at\": 1}")
                .collect(Collectors.joining(","));
        return Faults.json("{\"object\": \"list\", \"has_more\": " + hasMore + ", \"last_id\": "
                + (lastId == null ? "null" : "\"" + lastId + "\"") + ", \"data\": [" + data + "]}");
    }

    /** The first reply, then the second, and so on; the last one again and again. */
    private static Reply inTurn(Reply... replies) {
        AtomicInteger next = new AtomicInteger();
        return (request, connection) ->
                replies[Math.min(next.getAndIncrement(), replies.length - 1)].to(request, connection);
    }

    private static void zipped(FaultServer.Received request, FaultServer.Connection connection) throws IOException {
        connection.respond(200, Faults.zipped(Faults.valid(request)), Faults.JSON, "Content-Encoding: gzip");
    }

    private static void zippedIfAskedFor(FaultServer.Received request, FaultServer.Connection connection)
            throws IOException {
        if (request.header("Accept-Encoding").equals("gzip")) {
            zipped(request, connection);
        } else {
            connection.respond(500, "");
        }
    }

    private static void tellsToWait(FaultServer.Received request, FaultServer.Connection connection)
            throws IOException {
        connection.respond(429, "", Faults.REQUEST_ID, "Retry-After: 50");
    }

    private static void awaitTheWait(FaultServer server, Thread caller) throws InterruptedException {
        server.awaitRequest();
        while (caller.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private static Map<String, String> bodies(int status) {
        String parts = "\"message\": \"No.\", \"type\": \"invalid_request_error\"";
        return Map.of(
                "an object",
                "{\"error\": {" + parts + ", \"param\": null, \"code\": \"a_code\"}}",
                "an object without code and param",
                "{\"error\": {" + parts + "}}",
                "a sentence",
                "{\"error\": \"No.\"}",
                "parts at the top",
                "{\"code\": " + status + ", \"message\": \"No.\"}",
                "HTML",
                "<html><body>No.</body></html>",
                "nothing",
                "");
    }

    private static Object deletedAsWished(OpenAiAdmin admin, Op op) {
        Deletion deletion = admin.users().delete("user_1");
        assertThat(deletion).returns("user_1", Deletion::id).returns(true, Deletion::deleted);
        return deletion;
    }

    /** Busy connections are not looked at before they are used; this one has been idle for long enough. */
    private static Object twiceWithAPause(OpenAiAdmin admin, Op op) {
        op.on(admin);
        try {
            boolean unused = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return op.on(admin);
    }

    /** Calls while another call holds the only connection. */
    private static Object besideAnother(OpenAiAdmin admin, FaultServer server, Supplier<Object> call) {
        Thread other = new Thread(
                () -> SHOWN.add(everythingIn(thrownBy(() -> admin.projects().retrieve("proj_1")))));
        other.start();
        try {
            server.awaitRequest();
            return call.get();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            other.interrupt();
            joined(other);
        }
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static FaultServer secured(KeysOf keys) {
        try {
            return FaultServer.secured(keys.in(certificates), Faults.good());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Picks one of the certificates. */
    @FunctionalInterface
    private interface KeysOf {
        SSLContext in(Certificates certificates) throws GeneralSecurityException;
    }

    private static void trusting(OpenAiAdmin.Builder client) {
        try {
            client.sslContext(certificates.trust());
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void throughTheServer(OpenAiAdmin.Builder client, FaultServer server) {
        client.baseUrl("https://127.0.0.1:1/v1").proxy("127.0.0.1", server.port());
    }
}
