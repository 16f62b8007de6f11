package dev.openaiadmin.network;

import static dev.openaiadmin.network.FaultRow.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.PagingException;
import dev.openaiadmin.client.AdminKey;
import dev.openaiadmin.client.AdminKeySource;
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
import dev.openaiadmin.network.FaultRow.Op;
import dev.openaiadmin.network.FaultRow.Outcome;
import dev.openaiadmin.network.FaultRow.Play;
import dev.openaiadmin.network.FaultServer.Reply;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can go wrong between a call and its answer: one row for each fault, played with each retry rule, with retries and
 * without wherever that makes a difference.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class FaultMatrixTest {
    /** Part of every secret here; it must not appear in messages, logs and names of threads. */
    private static final String CANARY = "canary-of-the-matrix";

    private static final String KEY = "sk-admin-" + CANARY;
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MEGABYTE = 1024 * 1024;
    /** More than the buffers of a connection hold. */
    private static final String LONG_NAME = "n".repeat(8 * MEGABYTE);
    /** How often a connection is closed after an answer. */
    private static final int CLOSED_CONNECTIONS = 60;
    /** The id of an object that only stray bytes contain. */
    private static final String OTHER = "other";

    private static final Set<String> ROWS = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger RUN = new AtomicInteger();
    private static final AtomicInteger PASSED = new AtomicInteger();
    private static final List<Socket> QUEUE = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static FaultServer elsewhere;
    private static FaultServer proxy;
    private static ServerSocket full;
    private static ServerSocket mute;

    @BeforeAll
    static void prepare() throws Exception {
        certificates = new Certificates(folder);
        elsewhere = FaultServer.start(Faults.good());
        proxy = FaultServer.start(Faults.good());
        mute = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        queueUp();
    }

    /** Fills the queue of a server that accepts nobody, so that later connections are not established. */
    private static void queueUp() throws IOException {
        try {
            while (QUEUE.size() < 20) {
                Socket socket = new Socket();
                QUEUE.add(socket);
                socket.connect(full.getLocalSocketAddress(), 300);
            }
        } catch (SocketTimeoutException e) {
            // The queue is full.
        }
    }

    @AfterAll
    static void finish() throws IOException {
        elsewhere.close();
        proxy.close();
        mute.close();
        full.close();
        for (Socket socket : QUEUE) {
            socket.close();
        }
        System.out.printf(
                "Fault matrix: %d rows, played in %d ways, %d passed%n", ROWS.size(), RUN.get(), PASSED.get());
    }

    static Stream<Play> plays() {
        return Stream.of(
                        connecting(),
                        proxying(),
                        answering(),
                        idling(),
                        reading(),
                        refusing(),
                        refusingEarly(),
                        paging(),
                        injecting(),
                        callingBack(),
                        ending())
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
                fault("TLS 1.2 without the client certificate that the server requires")
                        .from(() -> requiringCertificates("TLSv1.2"))
                        .client(FaultMatrixTest::trusting)
                        .afterwards(server -> assertThat(server.connectionsOpened())
                                .as("connections of the call and of the next one")
                                .isEqualTo(2))
                        .neverSent(Reason.TLS),
                fault("TLS 1.3 without the client certificate that the server requires")
                        .from(() -> requiringCertificates("TLSv1.3"))
                        .client(FaultMatrixTest::trusting)
                        .failing(failure -> assertThat(((ConnectionException) failure).sent())
                                .as("sent")
                                .isFalse())
                        .afterwards(server -> assertThat(server.connectionsOpened())
                                .as("connections of the call and of the next one")
                                .isEqualTo(2))
                        .saying("client certificate")
                        .neverSent(Reason.TLS),
                fault("TLS with the client certificate that the server requires")
                        .from(() -> requiringCertificates("TLSv1.3"))
                        .client(client -> client.sslContext(mutual()))
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
                        .refusedBeforeSending(TimeoutException.class));
    }

    private static Stream<FaultRow> proxying() {
        return Stream.of(
                fault("proxy refused")
                        .client(client ->
                                client.baseUrl("https://127.0.0.1:1/v1").proxy("127.0.0.1", 1))
                        .neverSent(Reason.CONNECT),
                fault("proxy that requires a login")
                        .replies(Faults.status(407, "", "Proxy-Authenticate: Basic realm=\"proxy\""))
                        .client(FaultMatrixTest::throughTheServer)
                        .afterwards(FaultMatrixTest::hasSeenNoKey)
                        .forGood()
                        .ends((op, retries) -> new Outcome(ConnectionException.class, false, Reason.PROXY, 1)),
                fault("proxy that cannot reach the host")
                        .replies(Faults.status(502, "<html>Bad gateway</html>"))
                        .client(FaultMatrixTest::throughTheServer)
                        .afterwards(FaultMatrixTest::hasSeenNoKey)
                        .forGood()
                        .ends((op, retries) -> new Outcome(
                                ConnectionException.class, false, Reason.PROXY, retries ? FaultRow.ATTEMPTS : 1)),
                fault("TLS handshake without an answer in a tunnel")
                        .replies((request, connection) -> {
                            connection.respond(200, "");
                            connection.stall();
                        })
                        .client((client, server) -> {
                            throughTheServer(client, server);
                            client.connectTimeout(Duration.ofMillis(300));
                        })
                        .afterwards(FaultMatrixTest::hasSeenNoKey)
                        .within(Duration.ofSeconds(4))
                        .forGood()
                        .ends((op, retries) -> new Outcome(
                                ConnectionException.class,
                                false,
                                Reason.CONNECT_TIMEOUT,
                                retries ? FaultRow.ATTEMPTS : 1)),
                fault("answer in a tunnel that takes longer than it may take to connect")
                        .replies((request, connection) -> {
                            if (request.method().equals("CONNECT")) {
                                connection.send("HTTP/1.1 200 OK\r\n\r\n");
                                connection.secure(good());
                            } else {
                                connection.pause(Duration.ofMillis(1500));
                                Faults.good().to(request, connection);
                            }
                        })
                        .client((client, server) -> {
                            throughTheServer(client, server);
                            trusting(client);
                            client.connectTimeout(Duration.ofSeconds(1));
                        })
                        .once()
                        .succeedsAfter(2),
                fault("proxy, and a base URL on this machine")
                        .client(client -> client.proxy("127.0.0.1", proxy.port()))
                        .afterwards(server -> assertThat(proxy.connectionsOpened())
                                .as("connections to the proxy")
                                .isZero())
                        .succeeds());
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
                fault("150 headers").replies(headers(150)).succeeds(),
                fault("300 headers").replies(headers(300)).lost(Reason.PROTOCOL),
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
                brokenStatusLine("HTTP/1.1 000 Unknown"),
                brokenStatusLine("HTTP/1.1 020 OK"),
                brokenStatusLine("HTTP/1.1 1000 OK"),
                brokenStatusLine("HTTP/1.1 -200 OK"),
                brokenStatusLine("HTTP/1.1 2xx OK"),
                brokenStatusLine("HTTP/1.1"),
                brokenStatusLine("HTTP/x.y 200 OK"),
                fault("another protocol")
                        .replies((request, connection) -> connection.send(
                                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: TLS/1.2\r\n\r\n"))
                        .lost(Reason.PROTOCOL));
    }

    private static Stream<FaultRow> idling() {
        String other = "HTTP/1.1 200 OK\r\n" + Faults.JSON + "\r\n";
        String body = "{\"id\": \"" + OTHER + "\", \"object\": \"organization.project\", \"created_at\": 1}";
        String unsolicited = other + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        return Stream.of(
                strayBytes(
                        "an answer on an idle connection that nobody asked for",
                        idle(connection -> connection.send(unsolicited))),
                strayBytes("an answer on an idle connection that nobody asked for, and its end", idle(connection -> {
                    connection.send(unsolicited);
                    connection.hangUp();
                })),
                strayBytes("408 on an idle connection", idle(connection -> {
                    connection.send("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                    connection.hangUp();
                })),
                strayBytes(
                        "408 on an idle connection that stays open",
                        idle(connection ->
                                connection.send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"))),
                strayBytes(
                        "something that is not HTTP on an idle connection", idle(connection -> connection.send("?"))),
                strayBytes(
                        "more than Content-Length",
                        (request, connection) -> connection.send(new String(
                                        FaultServer.response(
                                                200,
                                                Faults.valid(request).getBytes(StandardCharsets.UTF_8),
                                                Faults.JSON),
                                        StandardCharsets.UTF_8)
                                + unsolicited)),
                strayBytesAfter("304 with a body", "HTTP/1.1 304 Not Modified\r\n", unsolicited, ApiException.class),
                strayBytesAfter(
                        "204 with a body",
                        "HTTP/1.1 204 No Content\r\n",
                        unsolicited,
                        UnreadableResponseException.class),
                fault("idle connections that were closed a moment ago")
                        .replies(idle(FaultServer.Connection::hangUp))
                        .calls((admin, op, server) -> {
                            Object last = op.on(admin);
                            for (int i = 1; i < CLOSED_CONNECTIONS; i++) {
                                server.changeIdleConnection();
                                last = op.on(admin);
                            }
                            server.changeIdleConnection();
                            return last;
                        })
                        .succeedsAfter(CLOSED_CONNECTIONS));
    }

    /** Answers, and then does something to the connection when the client has read the answer. */
    private static Reply idle(FaultServer.Action action) {
        return (request, connection) -> {
            Faults.good().to(request, connection);
            connection.whileIdle(action);
        };
    }

    /** A first answer with bytes after it that must not become the answer of the next call. */
    private static FaultRow strayBytes(String name, Reply first) {
        return fault(name)
                .repliesInTurn(() -> inTurn(first, Faults.good()))
                .calls((admin, op, server) -> {
                    op.on(admin);
                    if (name.contains("idle")) {
                        server.changeIdleConnection();
                    }
                    return expected(op.on(admin));
                })
                .succeedsAfter(2);
    }

    /** A first answer without a body of its own, whose body must not become the answer of the next call. */
    private static FaultRow strayBytesAfter(
            String name, String head, String body, Class<? extends Throwable> firstFailure) {
        return fault(name)
                .repliesInTurn(() -> inTurn(
                        (request, connection) ->
                                connection.send(head + "Content-Length: " + body.length() + "\r\n\r\n" + body),
                        Faults.good()))
                .calls((admin, op) -> {
                    assertThat(Objects.requireNonNull(thrownBy(() -> Op.READ.on(admin))))
                            .isInstanceOf(firstFailure);
                    return expected(op.on(admin));
                })
                .succeedsAfter(2);
    }

    private static Object expected(Object answer) {
        assertThat(answer instanceof Project project ? project.id() : ((Deletion) answer).id())
                .isNotEqualTo(OTHER);
        return answer;
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
                unreadable("empty 200", Faults.json("")).only(Op.READ, Op.IDEMPOTENT, Op.CREATE),
                fault("empty 200 for a deletion")
                        .replies(Faults.json(""))
                        .only(Op.DELETE)
                        .once()
                        .calls(FaultMatrixTest::deletedAsWished)
                        .succeeds(),
                unreadable(
                                "204 where JSON is expected",
                                (request, connection) -> connection.respond(204, "", Faults.REQUEST_ID))
                        .only(Op.READ, Op.IDEMPOTENT, Op.CREATE),
                fault("204 for a deletion")
                        .replies((request, connection) -> connection.respond(204, "", Faults.REQUEST_ID))
                        .only(Op.DELETE)
                        .once()
                        .calls(FaultMatrixTest::deletedAsWished)
                        .succeeds(),
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
                    connection.pour(new byte[64 * 1024], 1L << 30);
                }),
                tooLarge("a body without end", (request, connection) -> {
                    connection.send("HTTP/1.1 200 OK\r\n" + Faults.JSON + "\r\n" + Faults.REQUEST_ID + "\r\n\r\n");
                    connection.pour(new byte[64 * 1024], 1L << 30);
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
                        .logging(lines -> assertThat(lines)
                                .as("bodies where they are asked for, without what is secret in them")
                                .anyMatch(line -> line.contains("received {\"value\": \"***\", ")))
                        .succeeds(),
                fault("nothing, in the log")
                        .only(Op.READ)
                        .logging(lines -> assertThat(lines)
                                .as("what libraries log at debug")
                                .anyMatch(line -> line.startsWith("DEBUG org.apache.hc."))
                                .as("one line an attempt")
                                .anyMatch(line -> line.matches("DEBUG dev.openaiadmin.client.OpenAiAdmin GET"
                                        + " /organization/projects/proj_1 -> 200 in \\d+ ms,"
                                        + " request req_matrix, attempt 1")))
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
                        .afterwards(server -> assertThat(elsewhere.requests()).isEmpty())
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

    /** Answers to a long body of which most is still to be sent. */
    private static Stream<FaultRow> refusingEarly() {
        return Stream.of(
                early(401, ", and a closed connection", FaultServer.Connection::close)
                        .once()
                        .refused(AuthenticationException.class),
                early(413, ", and a closed connection", FaultServer.Connection::close)
                        .once()
                        .refused(ApiException.class),
                early(413, ", which is read to its end", FaultServer.Connection::stall)
                        .once()
                        .refused(ApiException.class),
                early(429, ", and a closed connection", FaultServer.Connection::close)
                        .throttled());
    }

    private static FaultRow early(int status, String andThen, FaultServer.Action action) {
        return fault(status + " while the body is being sent" + andThen)
                .from(() -> FaultServer.early((request, connection) -> {
                    Faults.status(status, "{\"error\": {\"message\": \"No.\"}}", "Connection: close")
                            .to(request, connection);
                    action.on(connection);
                }))
                .only(Op.IDEMPOTENT, Op.CREATE)
                .calls((admin, op) -> op == Op.IDEMPOTENT
                        ? admin.projects().modify("proj_1", changes -> changes.name(LONG_NAME))
                        : admin.projects().create(LONG_NAME));
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
                        .succeedsAfter(2),
                fault("503 for a page that is then asked for again")
                        .repliesInTurn(() -> inTurn(
                                page("a", true, "a"),
                                page("b", true, "b"),
                                Faults.status(503, ""),
                                Faults.status(503, ""),
                                page("c", false, "c")))
                        .options(options -> options.maxAttempts(1))
                        .only(Op.READ)
                        .once()
                        .calls((admin, op) -> walkedDespiteFailures(admin))
                        .succeedsAfter(5));
    }

    private static Stream<FaultRow> injecting() {
        List<String> ids =
                List.of("../admin_api_keys", "..", "", " ", "a/b", "a%2fb", "a?b", "a#b", "a\r\nHost: b", "a\\b");
        return Stream.concat(
                ids.stream()
                        .map(id -> fault("hostile id '" + id.replaceAll("[\r\n]+", "<CRLF>") + "'")
                                .only(Op.READ, Op.IDEMPOTENT, Op.DELETE)
                                .calls((admin, op) -> switch (op) {
                                    case READ -> admin.projects().retrieve(id);
                                    case IDEMPOTENT -> admin.projects().archive(id);
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

    /** Exceptions that code of the user throws. */
    private static Stream<FaultRow> callingBack() {
        Stream<FaultRow> listeners = Stream.of(
                        new IllegalStateException("thrown by the listener"),
                        new CancellationException("thrown by the listener"),
                        new UncheckedIOException(new SocketException("thrown by the listener")),
                        new LinkageError("thrown by the listener"))
                .flatMap(thrown -> Stream.of(200, 503)
                        .map(status -> fault("listener that throws " + thrown + " on a " + status)
                                .replies(status == 200 ? Faults.good() : Faults.status(status, ""))
                                .options(options -> options.onResponse(info -> doThrow(thrown)))
                                .forGood()
                                .endsWith(thrown, 1)));
        Stream<FaultRow> keys = Stream.of(new IllegalStateException("vault"), new LinkageError("vault"))
                .flatMap(thrown -> Stream.of(
                        fault("key source that throws " + thrown)
                                .client(client -> client.adminKeys(() -> doThrow(thrown)))
                                .forGood()
                                .endsWith(thrown, 0),
                        fault("key source that throws " + thrown + " when it hears of a refused key")
                                .replies(Faults.status(401, ""))
                                .client(client -> client.adminKeys(new AdminKeySource() {
                                    @Override
                                    public AdminKey currentKey() {
                                        return AdminKey.of(KEY);
                                    }

                                    @Override
                                    public void refused(AdminKey refused) {
                                        doThrow(thrown);
                                    }
                                }))
                                .forGood()
                                .endsWith(thrown, 1)));
        return Stream.of(
                        listeners,
                        keys,
                        Stream.of(fault("key source that gives null")
                                .client(client -> client.adminKeys(FaultMatrixTest::noKey))
                                .forGood()
                                .saying("adminKeys must return a key")
                                .fails(InvalidValueException.class, 0)))
                .flatMap(rows -> rows);
    }

    /** Throws it; the type of the result suits a key source. */
    private static AdminKey doThrow(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    @SuppressWarnings("NullAway") // tests invalid input
    private static AdminKey noKey() {
        return null;
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
            // Threads that the client starts belong to the group of the thread that builds it.
            OwnThreads threads = new OwnThreads();
            RecordingLog.record(threads.group());
            CompletableFuture<OpenAiAdmin> ready = new CompletableFuture<>();
            FutureTask<Ended> playing = new FutureTask<>(() -> played(play, server, ready));
            Thread caller = threads.thread(playing, "caller");
            caller.start();
            row.meanwhile.happens(server, caller, ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            Ended ended = playing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            caller.join();

            check(play, ended);
            assertThat(server.isLeftWithin(PATIENCE))
                    .as("all connections closed")
                    .isTrue();
            row.afterwards.accept(server);
            assertThat(server.poured())
                    .as("bytes taken of a response without end")
                    .isLessThan(32L * MEGABYTE);
            assertThat(threads.livingAfter(PATIENCE))
                    .as("threads that are left")
                    .isEmpty();
            List<String> logged = RecordingLog.take(threads.group());
            row.logCheck.accept(logged);
            assertThat(logged).noneMatch(line -> line.contains(CANARY));
            assertThat(ended.shown()).noneMatch(text -> text.contains(CANARY));
        }
        ROWS.add(row.name);
        PASSED.incrementAndGet();
    }

    @Test
    void refuses_a_port_that_does_not_exist() {
        assertThatThrownBy(() -> OpenAiAdmin.builder().baseUrl("https://127.0.0.1:99999/v1"))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        refused -> assertThat(refused.name()).isEqualTo("baseUrl"));
    }

    @Test
    void leaves_no_thread_when_a_client_cannot_be_built() throws Exception {
        OwnThreads threads = new OwnThreads();
        IllegalStateException thrown = new IllegalStateException("thrown by the customization");

        Throwable ended = threads.call(() -> thrownBy(() -> OpenAiAdmin.builder()
                .adminKey(KEY)
                .feign(feign -> doThrow(thrown))
                .build()
                .projects()));

        assertThat(ended).isSameAs(thrown);
        assertThat(threads.livingAfter(SOON)).isEmpty();
    }

    /** How the call and the next one ended, and the texts that users may see. */
    private record Ended(
            @Nullable Throwable thrown,
            Duration took,
            int requests,
            @Nullable Throwable next,
            List<String> shown) {}

    private static Ended played(Play play, FaultServer server, CompletableFuture<OpenAiAdmin> ready) {
        FaultRow row = play.row();
        OpenAiAdmin.Builder builder = OpenAiAdmin.builder()
                .adminKey(KEY)
                .baseUrl(server.baseUrl())
                // The next call fails if the connection was not released.
                .maxConnections(1)
                .maxResponseBytes(MEGABYTE)
                // With pacing, attempts that were rate limited would not count.
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
            List<String> shown = new ArrayList<>(namesOfThreads());
            Throwable next;
            if (row.recovers) {
                server.become(Faults.good());
                AdminApi patient = admin.with(options -> options.timeout(Duration.ofSeconds(20)));
                next = thrownBy(() -> patient.projects().retrieve("proj_1"));
            } else {
                next = thrownBy(() -> row.call.make(admin, play.op(), server));
            }
            shown.add(everythingIn(thrown));
            shown.add(everythingIn(next));
            return new Ended(thrown, took, requests, next, shown);
        }
    }

    private static void check(Play play, Ended ended) {
        FaultRow row = play.row();
        Outcome expected = row.outcome.apply(play.op(), play.retries());
        Throwable thrown = ended.thrown();
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
        if (failure != null) {
            row.failureCheck.accept(failure);
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
        } catch (AssertionError e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
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

    /** Asks the same iterator again after each failure. */
    private static List<String> walkedDespiteFailures(AdminApi admin) {
        Iterator<Project> projects = admin.projects().list().iterator();
        List<String> walked = new ArrayList<>();
        int failures = 0;
        while (failures <= 2) {
            try {
                if (!projects.hasNext()) {
                    break;
                }
                walked.add(projects.next().id());
            } catch (ServerException e) {
                failures++;
            }
        }
        assertThat(failures).isEqualTo(2);
        assertThat(walked).containsExactly("a", "b", "c");
        return walked;
    }

    private static Reply headers(int count) {
        String[] headers = Stream.concat(
                        Stream.of(Faults.JSON, Faults.REQUEST_ID),
                        IntStream.range(0, count).mapToObj(i -> "X-Header-" + i + ": value"))
                .toArray(String[]::new);
        return (request, connection) -> connection.respond(200, Faults.valid(request), headers);
    }

    private static FaultRow brokenStatusLine(String line) {
        return fault("status line " + line)
                .replies((request, connection) -> {
                    String body = Faults.valid(request);
                    connection.send(
                            line + "\r\n" + Faults.JSON + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                    connection.close();
                })
                .lost(Reason.PROTOCOL);
    }

    private static Reply page(@Nullable String lastId, boolean hasMore, String... ids) {
        String data = Arrays.stream(ids)
                .map(id -> "{\"id\": \"" + id + "\", \"object\": \"organization.project\", \"created_at\": 1}")
                .collect(Collectors.joining(","));
        return Faults.json("{\"object\": \"list\", \"has_more\": " + hasMore + ", \"last_id\": "
                + (lastId == null ? "null" : "\"" + lastId + "\"") + ", \"data\": [" + data + "]}");
    }

    /** Replies in the given order, and then with the last reply. */
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

    /** Waits between two calls, so that the connection has been idle for some time. */
    private static Object twiceWithAPause(OpenAiAdmin admin, Op op) {
        op.on(admin);
        try {
            boolean unused = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return op.on(admin);
    }

    /** Makes a call while another call uses the only connection. */
    private static Object besideAnother(OpenAiAdmin admin, FaultServer server, Supplier<Object> call) {
        FutureTask<String> others = new FutureTask<>(
                () -> everythingIn(thrownBy(() -> admin.projects().retrieve("proj_1"))));
        Thread other = new Thread(others);
        other.start();
        try {
            server.awaitRequest();
            return call.get();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            other.interrupt();
            assertThat(resultOf(others)).doesNotContain(CANARY);
        }
    }

    private static String resultOf(Future<String> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static FaultServer secured(KeysOf keys) {
        return FaultServer.secured(contextOf(keys), Faults.good());
    }

    private static FaultServer requiringCertificates(String version) {
        return FaultServer.secured(
                mutual(),
                settings -> {
                    settings.setNeedClientAuth(true);
                    settings.setEnabledProtocols(new String[] {version});
                },
                Faults.good());
    }

    /** Selects one of the certificates. */
    @FunctionalInterface
    private interface KeysOf {
        SSLContext in(Certificates certificates) throws GeneralSecurityException, IOException;
    }

    private static SSLContext contextOf(KeysOf keys) {
        try {
            return keys.in(certificates);
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SSLContext good() {
        return contextOf(Certificates::good);
    }

    private static SSLContext mutual() {
        return contextOf(Certificates::mutual);
    }

    private static void trusting(OpenAiAdmin.Builder client) {
        client.sslContext(contextOf(Certificates::trust));
    }

    private static void throughTheServer(OpenAiAdmin.Builder client, FaultServer server) {
        client.baseUrl("https://127.0.0.1:1/v1").proxy("127.0.0.1", server.port());
    }

    private static void hasSeenNoKey(FaultServer proxy) {
        assertThat(proxy.requests())
                .isNotEmpty()
                .noneMatch(request -> request.toString().contains(CANARY));
    }
}
