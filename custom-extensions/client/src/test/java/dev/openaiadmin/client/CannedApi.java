package dev.openaiadmin.client;

import dev.openaiadmin.client.ConnectionException.Reason;
import feign.Client;
import feign.Request;
import feign.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Answers in place of the network, in the order given, on a clock that only waiting moves. */
final class CannedApi implements Client, Time {
    static final String PROJECT = """
            {"id": "proj_1", "object": "organization.project", "name": "payments-prod", "created_at": 1790000000,
             "archived_at": null, "status": "active"}""";

    final List<Request> requests = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();
    private final Deque<Function<Request, Response>> answers = new ArrayDeque<>();
    private Duration passed = Duration.ZERO;

    /** A client of this API; the key is visible enough to be looked for. */
    OpenAiAdmin client() {
        return clientOf(OpenAiAdmin.builder().adminKey("sk-admin-canary"));
    }

    /** A client whose pipeline holds something of its user's, so that Feign makes the calls. */
    OpenAiAdmin clientOfFeign() {
        return OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .feign(pipeline -> pipeline.client(this).requestInterceptor(template -> {}))
                .build(this);
    }

    OpenAiAdmin clientOf(OpenAiAdmin.Builder builder) {
        return builder.feign(pipeline -> pipeline.client(this)).build(this);
    }

    CannedApi answers(int status, String body, String... namesAndValues) {
        Map<String, Collection<String>> headers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        answers.add(request -> Response.builder()
                .request(request)
                .status(status)
                .headers(headers)
                .body(body, StandardCharsets.UTF_8)
                .build());
        return this;
    }

    CannedApi breaks(boolean sent) {
        answers.add(request -> {
            throw new ConnectionException(
                    sent ? Reason.BROKEN : Reason.CONNECT,
                    Exchange.of(request),
                    null,
                    sent,
                    false,
                    new RuntimeException());
        });
        return this;
    }

    CannedApi takes(Duration duration) {
        Function<Request, Response> slow = answers.removeLast();
        answers.add(request -> {
            passed = passed.plus(duration);
            return slow.apply(request);
        });
        return this;
    }

    @Override
    public Response execute(Request request, Request.Options options) {
        requests.add(request);
        return answers.remove().apply(request);
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
    }

    @Override
    public void park(Object blocker, long nanos) {
        sleep(Duration.ofNanos(nanos));
    }
}
