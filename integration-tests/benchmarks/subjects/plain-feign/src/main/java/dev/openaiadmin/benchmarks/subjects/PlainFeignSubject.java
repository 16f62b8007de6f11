package dev.openaiadmin.benchmarks.subjects;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.benchmarks.Subject;
import feign.Feign;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import feign.Response;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Feign and Jackson, wired as their READMEs show. */
public final class PlainFeignSubject implements Subject {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    @Override
    public Client connect(String baseUrl) {
        return new Calls(pipeline().target(Projects.class, baseUrl));
    }

    @Override
    public Client canned(byte[] answer) {
        return new Calls(pipeline()
                .client((request, options) -> Response.builder()
                        .request(request)
                        .status(200)
                        .headers(Map.of("Content-Type", List.of("application/json")))
                        .body(answer)
                        .build())
                .target(Projects.class, "http://127.0.0.1"));
    }

    private static Feign.Builder pipeline() {
        return Feign.builder()
                .encoder(new JacksonEncoder(JSON))
                .decoder(new JacksonDecoder(JSON))
                .requestInterceptor(request -> request.header("Authorization", "Bearer sk-admin-benchmark"));
    }

    @Override
    public Object decode(byte[] page) {
        try {
            return JSON.readValue(page, Page.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Headers("Accept: application/json")
    interface Projects {
        @RequestLine("GET /organization/projects/{id}")
        Project retrieve(@Param("id") String id);

        @RequestLine("POST /organization/projects")
        @Headers("Content-Type: application/json")
        Project create(NewProject project);

        @RequestLine("GET /organization/projects?limit=100&after={after}")
        Page list(@Param("after") @Nullable String after);
    }

    record NewProject(String name) {}

    record Project(
            String id,
            String object,
            String name,
            @JsonProperty("created_at") long createdAt,
            @JsonProperty("archived_at") @Nullable Long archivedAt,
            String status) {}

    record Page(
            List<Project> data,
            @JsonProperty("last_id") String lastId,
            @JsonProperty("has_more") boolean hasMore) {}

    private record Calls(Projects projects) implements Client {
        @Override
        public String retrieve(String id) {
            return projects.retrieve(id).name();
        }

        @Override
        public String create(String name) {
            return projects.create(new NewProject(name)).id();
        }

        @Override
        public long walk() {
            Page page = projects.list(null);
            long read = page.data().size();
            while (page.hasMore()) {
                page = projects.list(page.lastId());
                read += page.data().size();
            }
            return read;
        }

        @Override
        public void close() {
            // Nothing can be closed.
        }
    }
}
