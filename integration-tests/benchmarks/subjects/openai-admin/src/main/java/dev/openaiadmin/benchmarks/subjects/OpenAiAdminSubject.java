package dev.openaiadmin.benchmarks.subjects;

import dev.openaiadmin.api.ProjectsApi.ListQuery;
import dev.openaiadmin.benchmarks.Subject;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.model.Project;
import feign.Response;
import java.util.List;
import java.util.Map;

/** The client of this repository. */
public final class OpenAiAdminSubject implements Subject {
    private static final String KEY = "sk-admin-benchmark";
    private static final ListQuery PAGE = ListQuery.builder().limit(100).build();

    @Override
    public Client connect(String baseUrl) {
        return new Calls(OpenAiAdmin.builder().adminKey(KEY).baseUrl(baseUrl).build());
    }

    @Override
    public Client canned(byte[] answer) {
        return new Calls(OpenAiAdmin.builder()
                .adminKey(KEY)
                .feignClient((request, options) -> Response.builder()
                        .request(request)
                        .status(200)
                        .headers(Map.of("Content-Type", List.of("application/json")))
                        .body(answer)
                        .build())
                .build());
    }

    @Override
    public boolean decodesWithoutCall() {
        return false;
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
        public Object page() {
            return admin.projects().listPage(PAGE);
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
