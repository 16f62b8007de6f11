package dev.openaiadmin.benchmarks.subjects;

import dev.openaiadmin.benchmarks.Subject;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.PageReading;
import dev.openaiadmin.model.Project;
import feign.Response;
import java.util.List;
import java.util.Map;

/** The client of this repository. */
public final class OpenAiAdminSubject implements Subject {
    private static final String KEY = "sk-admin-benchmark";

    @Override
    public Client connect(String baseUrl) {
        return new Calls(OpenAiAdmin.builder().adminKey(KEY).baseUrl(baseUrl).build());
    }

    @Override
    public Client canned(byte[] answer) {
        return new Calls(OpenAiAdmin.builder()
                .adminKey(KEY)
                .feign(pipeline -> pipeline.client((request, options) -> Response.builder()
                        .request(request)
                        .status(200)
                        .headers(Map.of("Content-Type", List.of("application/json")))
                        .body(answer)
                        .build()))
                .build());
    }

    @Override
    public Object decode(byte[] page) {
        return PageReading.read(page);
    }

    private record Calls(OpenAiAdmin admin) implements Client {
        @Override
        public String retrieve(String id) {
            return String.valueOf(admin.projects().retrieve(id).name());
        }

        @Override
        public String create(String name) {
            return admin.projects().create(name).id();
        }

        @Override
        public long walk() {
            long projects = 0;
            for (Project project : admin.projects().list(query -> query.limit(100))) {
                projects += project.id().isEmpty() ? 0 : 1;
            }
            return projects;
        }

        @Override
        public void close() {
            admin.close();
        }
    }
}
