package dev.openaiadmin.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.model.Project;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ManyCallsTest {
    private static final int CALLS = 10_000;
    private static final int THREADS = 64;
    private static final int CONNECTIONS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OwnThreads threads = new OwnThreads();
    private final FaultServer server = FaultServer.start((request, connection) -> {
        String id = request.target().substring(request.target().lastIndexOf('/') + 1);
        connection.respond(
                200, "{\"id\": \"" + id + "\", \"object\": \"organization.project\", \"created_at\": 1}", Faults.JSON);
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void ten_thousand_calls_from_many_threads_share_few_connections_and_leave_nothing() throws Exception {
        run(threads.pool(THREADS), THREADS + " threads");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Virtual threads came with Java 21.")
    void ten_thousand_virtual_threads_share_few_connections_and_leave_nothing() throws Exception {
        // The test is compiled for Java 17, which has no virtual threads.
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);

        run(virtual, CALLS + " virtual threads");
    }

    private void run(ExecutorService callers, String who) throws Exception {
        OpenAiAdmin admin = threads.call(() -> OpenAiAdmin.builder()
                .adminKey("sk-admin-many")
                .baseUrl(server.baseUrl())
                .maxConnections(CONNECTIONS)
                .options(options -> options.maxAttempts(1).timeout(Duration.ofMinutes(2)))
                .build());
        long started = System.nanoTime();

        List<Future<Project>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            String id = "proj_" + i;
            calls.add(callers.submit(() -> admin.projects().retrieve(id)));
        }
        for (int i = 0; i < CALLS; i++) {
            assertThat(calls.get(i).get().id()).isEqualTo("proj_" + i);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        callers.shutdown();
        admin.close();

        System.out.printf(
                "%d calls from %s over %d connections in %d ms%n",
                CALLS, who, server.connectionsOpened(), took.toMillis());
        assertThat(server.connectionsOpened()).isLessThanOrEqualTo(CONNECTIONS);
        assertThat(server.isLeftWithin(PATIENCE)).as("all connections closed").isTrue();
        assertThat(threads.livingAfter(PATIENCE)).as("threads left").isEmpty();
    }
}
