package dev.openaiadmin.client;

import dev.openaiadmin.api.Operation;
import dev.openaiadmin.client.Limit.Limiter;
import feign.Client;
import feign.Request;
import feign.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A feign.Client that has a limit for each operation, and answers what exceeds it with a bare 429. It stands in place of
 * the transport, whose deadlines also pass by the time of the machine, so that every run is the same.
 */
final class LimitedApi implements Client, AutoCloseable {
    private static final String REFUSAL = "{\"error\": {\"message\": \"Slow down.\", \"type\": \"requests\"}}";

    /** The ids in the paths of requests, in the order in which they were first sent. */
    final Set<String> sent = new LinkedHashSet<>();
    /** When requests were carried out. */
    final List<Duration> served = new ArrayList<>();
    /** When requests were refused. */
    final List<Duration> refused = new ArrayList<>();

    private final VirtualClock time;
    private final Supplier<Limiter> limit;
    private final Map<String, Limiter> limits = new HashMap<>();
    private final Random latency = new Random(11);
    private final List<OpenAiAdmin> clients = new ArrayList<>();

    LimitedApi(VirtualClock time, Supplier<Limiter> limit) {
        this.time = time;
        this.limit = limit;
    }

    OpenAiAdmin client() {
        OpenAiAdmin client = OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .feignClient(this)
                .build(time);
        clients.add(client);
        return client;
    }

    /** Sets the limit for an operation from now on. */
    void limit(String operation, Limiter other) {
        limits.put(operation, other);
    }

    @Override
    public Response execute(Request request, Request.Options options) {
        sent.add(request.url().substring(request.url().lastIndexOf('/') + 1));
        travel();
        boolean admitted = limits.computeIfAbsent(operationOf(request), operation -> limit.get())
                .admits(time.passed());
        (admitted ? served : refused).add(time.passed());
        travel();
        return Response.builder()
                .request(request)
                .status(admitted ? 200 : 429)
                .headers(Map.of())
                .body(admitted ? CannedApi.PROJECT : REFUSAL, StandardCharsets.UTF_8)
                .build();
    }

    private static String operationOf(Request request) {
        return request.requestTemplate()
                .methodMetadata()
                .method()
                .getAnnotation(Operation.class)
                .id();
    }

    private void travel() {
        try {
            time.sleep(Duration.ofMillis(20 + latency.nextInt(80)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        clients.forEach(OpenAiAdmin::close);
    }
}
