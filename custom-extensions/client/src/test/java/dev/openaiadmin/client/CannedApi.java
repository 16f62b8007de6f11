package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server on the loopback interface that gives prepared answers, in the order in which they were prepared. Its clients
 * reach it through the default transport, and have a clock that only waiting moves.
 */
public final class CannedApi implements Clock, AutoCloseable {
    public static final String PROJECT = """
            {"id": "proj_1", "object": "organization.project", "name": "payments-prod", "created_at": 1790000000,
             "archived_at": null, "status": "active"}""";

    private static final byte[] NOTHING_PREPARED =
            "{\"error\": \"No answer was prepared for this request.\"}".getBytes(StandardCharsets.UTF_8);

    /** The requests that arrived. */
    public final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    /** How long clients waited before they sent a request again. */
    public final List<Duration> waits = new CopyOnWriteArrayList<>();

    private final Deque<Supplier<byte @Nullable []>> answers = new ConcurrentLinkedDeque<>();
    private final Queue<OpenAiAdmin> clients = new ConcurrentLinkedQueue<>();
    private final LoopbackServer server = new LoopbackServer(this::answer);
    private volatile Duration passed = Duration.ZERO;

    /** Builds a client of this API; the key contains a text that tests search for. */
    public OpenAiAdmin client() {
        return clientOf(OpenAiAdmin.builder().adminKey("sk-admin-canary"));
    }

    /** Builds a client of this API with the settings of a builder; {@link #close} closes it. */
    public OpenAiAdmin clientOf(OpenAiAdmin.Builder builder) {
        OpenAiAdmin client = builder.baseUrl(server.baseUrl()).build(this);
        clients.add(client);
        return client;
    }

    /** Prepares a response. */
    public CannedApi answers(int status, String body, String... namesAndValues) {
        return answers(status, body.getBytes(StandardCharsets.UTF_8), namesAndValues);
    }

    public CannedApi answers(int status, byte[] body, String... namesAndValues) {
        answers.add(() -> LoopbackServer.response(status, body, namesAndValues));
        return this;
    }

    /** Prepares the reset of a connection on which a request has arrived. */
    CannedApi resets() {
        answers.add(() -> null);
        return this;
    }

    /** Refuses connections until a client waits before it tries again. */
    CannedApi refusesConnections() {
        server.refuseConnections();
        return this;
    }

    /** Lets the clock move on by that before the answer that was prepared last. */
    CannedApi takes(Duration duration) {
        Supplier<byte @Nullable []> answer = answers.removeLast();
        answers.add(() -> {
            passed = passed.plus(duration);
            return answer.get();
        });
        return this;
    }

    private byte @Nullable [] answer(ReceivedRequest request) {
        requests.add(request);
        Supplier<byte @Nullable []> answer = answers.poll();
        return answer == null ? LoopbackServer.response(400, NOTHING_PREPARED) : answer.get();
    }

    @Override
    public long nanos() {
        return passed.toNanos();
    }

    @Override
    public Instant now() {
        return Instant.parse("2026-11-23T12:00:00Z").plus(passed);
    }

    @Override
    public void sleep(Duration duration) {
        waits.add(duration);
        passed = passed.plus(duration);
        server.listen();
    }

    @Override
    public void park(Object blocker, long nanos) {
        sleep(Duration.ofNanos(nanos));
    }

    /** Closes the server and its clients. */
    @Override
    public void close() {
        clients.forEach(OpenAiAdmin::close);
        server.close();
    }
}
