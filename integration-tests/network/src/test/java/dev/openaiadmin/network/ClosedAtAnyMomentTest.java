package dev.openaiadmin.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.client.ClientClosedException;
import dev.openaiadmin.client.OpenAiAdmin;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Another thread closes a client while a call leases a connection, opens it, writes, reads or releases it. */
class ClosedAtAnyMomentTest {
    private static final int CLIENTS = 2_000;
    /** How long the first call of a client takes on a busy machine. */
    private static final int LONGEST_MICROS = 600;

    @Test
    void a_call_returns_its_result_or_says_that_the_client_is_closed() throws Exception {
        Random moments = new Random(1);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (FaultServer server = FaultServer.start(Faults.good())) {
            for (int i = 0; i < CLIENTS; i++) {
                OpenAiAdmin admin = OpenAiAdmin.builder()
                        .adminKey("sk-admin-canary-0000")
                        .baseUrl(server.baseUrl())
                        .build();
                CountDownLatch calling = new CountDownLatch(1);
                Future<@Nullable Throwable> ended = caller.submit(() -> thrownBy(admin, calling));
                calling.await();
                long moment = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(moments.nextInt(LONGEST_MICROS));
                while (System.nanoTime() < moment) {
                    Thread.onSpinWait();
                }
                admin.close();

                Throwable thrown = ended.get();
                if (thrown != null) {
                    assertThat(thrown).isInstanceOf(ClientClosedException.class);
                }
            }
            assertThat(server.isLeftWithin(Duration.ofSeconds(10)))
                    .as("all connections closed")
                    .isTrue();
        } finally {
            caller.shutdownNow();
        }
    }

    private static @Nullable Throwable thrownBy(OpenAiAdmin admin, CountDownLatch calling) {
        calling.countDown();
        try {
            admin.projects().retrieve("proj_1");
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }
}
