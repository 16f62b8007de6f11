package dev.openaiadmin.client;

import dev.openaiadmin.model.CreateProjectRequest;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectPage;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A call on a canned transport, and the stages that take most of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class HotPath {
    private static final String PROJECT = """
            {"id": "proj_%d", "object": "organization.project", "name": "payments-prod", "created_at": 1790000000,
             "archived_at": null, "status": "active"}""";
    private static final Map<String, Collection<String>> HEADERS = Map.of("Content-Type", List.of("application/json"));

    private final byte[] project = bytes(PROJECT.formatted(1));
    private final OpenAiAdmin admin = OpenAiAdmin.builder()
            .adminKey("sk-admin-benchmark")
            .feign(pipeline -> pipeline.client((request, options) -> Response.builder()
                    .request(request)
                    .status(200)
                    .headers(HEADERS)
                    .body(project)
                    .build()))
            .build();
    private final Json json = new Json();
    private final CreateProjectRequest creation =
            CreateProjectRequest.builder().name("payments-prod").build();
    private final Answer page = page();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Answer page() {
        Request request = Request.create(
                Request.HttpMethod.GET, "http://127.0.0.1/", Map.of(), Request.Body.empty(), new RequestTemplate());
        return new Answer(
                ApiRequest.of(request),
                () -> Exchange.of(request),
                200,
                null,
                ResponseHeaders.of(
                        Response.builder().request(request).headers(HEADERS).build()),
                bytes(IntStream.range(0, 100)
                        .mapToObj(PROJECT::formatted)
                        .collect(Collectors.joining(
                                ",", "{\"object\": \"list\", \"data\": [", "], \"has_more\": false}"))));
    }

    /**
     * A whole call without a network.
     *
     * @return the project
     */
    @Benchmark
    public Project retrieve() {
        return admin.projects().retrieve("proj_1");
    }

    /**
     * What goes out.
     *
     * @return the bytes
     */
    @Benchmark
    public byte[] encode() {
        return json.written(creation);
    }

    /**
     * What comes in.
     *
     * @return the page
     */
    @Benchmark
    public Object decodeOf100Projects() {
        return json.read(page, Readers.of(ProjectPage.class));
    }
}
