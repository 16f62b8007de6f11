package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.openaiadmin.api.ProjectsApi.ListQuery;
import dev.openaiadmin.client.internal.json.JsonCodec;
import dev.openaiadmin.model.CreateProjectRequest;
import dev.openaiadmin.model.ProjectPage;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * How much memory calls allocate on the thread of the caller: the part of their cost that does not depend on what else
 * the machine does. The limits are a third above what was measured.
 */
class AllocationTest {
    private static final JsonCodec JSON = new JsonCodec();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 2_000;
    private static final String PAGE = IntStream.range(0, 100)
            .mapToObj(i -> CannedApi.PROJECT.replace("proj_1", "proj_" + i))
            .collect(Collectors.joining(",", "{\"object\": \"list\", \"data\": [", "], \"has_more\": false}"));

    @AutoClose
    private final LoopbackServer server = new LoopbackServer(AllocationTest::answer);

    @AutoClose
    private final OpenAiAdmin admin = OpenAiAdmin.builder()
            .adminKey("sk-admin-canary")
            .baseUrl(server.baseUrl())
            .build();

    @Test
    void a_retrieve_allocates_less_than_7_400_bytes() throws Exception {
        assertThat(bytesOf(() -> admin.projects().retrieve("proj_1"))).isLessThan(7_400);
    }

    @Test
    void a_create_allocates_less_than_8_900_bytes() throws Exception {
        assertThat(bytesOf(() -> admin.projects().create("payments-prod"))).isLessThan(8_900);
    }

    @Test
    void a_page_allocates_less_than_600_bytes_for_each_project() throws Exception {
        ListQuery query = ListQuery.builder().limit(100).build();

        assertThat(bytesOf(() -> admin.projects().listPage(query))).isLessThan(60_000);
    }

    @Test
    void decoding_a_page_allocates_less_than_340_bytes_for_each_project() throws Exception {
        byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);

        assertThat(bytesOf(() -> {
                    JSON.decode(page, ProjectPage.class);
                }))
                .isLessThan(34_000);
    }

    @Test
    void encoding_a_request_allocates_less_than_800_bytes() throws Exception {
        CreateProjectRequest request =
                CreateProjectRequest.builder().name("payments-prod").build();

        assertThat(bytesOf(() -> JSON.encode(request))).isLessThan(800);
    }

    private static byte[] answer(ReceivedRequest request) {
        String body = request.query().isEmpty() ? CannedApi.PROJECT : PAGE;
        return LoopbackServer.response(200, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    /** Returns what one run allocates on average, after the runs that allocate what is kept. */
    private static long bytesOf(Work work) throws Exception {
        for (int i = 0; i < CALLS; i++) {
            work.run();
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            work.run();
        }
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }
}
