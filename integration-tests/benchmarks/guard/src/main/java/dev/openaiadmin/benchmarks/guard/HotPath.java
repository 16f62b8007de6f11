package dev.openaiadmin.benchmarks.guard;

import dev.openaiadmin.api.ProjectsApi;
import dev.openaiadmin.api.ProjectsApi.ListQuery;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.model.CreateProjectRequest;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectPage;
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

/**
 * Calls without a network. A create writes a body that a retrieve does not have, and a page of 100 projects differs from
 * an empty page by the reading of the projects.
 */
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

    private final ProjectsApi project = projects(PROJECT.formatted(1));
    private final ProjectsApi emptyPage = projects(page(0));
    private final ProjectsApi fullPage = projects(page(100));
    private final CreateProjectRequest creation =
            CreateProjectRequest.builder().name("payments-prod").build();
    private final ListQuery query = ListQuery.builder().limit(100).build();

    private static ProjectsApi projects(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return OpenAiAdmin.builder()
                .adminKey("sk-admin-benchmark")
                .feignClient((request, options) -> Response.builder()
                        .request(request)
                        .status(200)
                        .headers(HEADERS)
                        .body(bytes)
                        .build())
                .build()
                .projects();
    }

    private static String page(int projects) {
        return IntStream.range(0, projects)
                .mapToObj(PROJECT::formatted)
                .collect(Collectors.joining(",", "{\"object\": \"list\", \"data\": [", "], \"has_more\": false}"));
    }

    /**
     * Reads one project.
     *
     * @return the project
     */
    @Benchmark
    public Project retrieve() {
        return project.retrieve("proj_1");
    }

    /**
     * Writes a request and reads one project.
     *
     * @return the project
     */
    @Benchmark
    public Project create() {
        return project.create(creation);
    }

    /**
     * Reads a page without projects.
     *
     * @return the page
     */
    @Benchmark
    public ProjectPage listNothing() {
        return emptyPage.listPage(query);
    }

    /**
     * Reads a page of 100 projects.
     *
     * @return the page
     */
    @Benchmark
    public ProjectPage list100Projects() {
        return fullPage.listPage(query);
    }
}
