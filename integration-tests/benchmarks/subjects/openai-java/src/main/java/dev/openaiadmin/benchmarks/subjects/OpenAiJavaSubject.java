package dev.openaiadmin.benchmarks.subjects;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.ObjectMappers;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.models.admin.organization.projects.Project;
import com.openai.models.admin.organization.projects.ProjectCreateParams;
import com.openai.models.admin.organization.projects.ProjectListPageResponse;
import com.openai.models.admin.organization.projects.ProjectListParams;
import dev.openaiadmin.benchmarks.Subject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** The official SDK. */
public final class OpenAiJavaSubject implements Subject {
    private static final String KEY = "sk-admin-benchmark";
    private static final JsonMapper JSON = ObjectMappers.jsonMapper();

    @Override
    public Client connect(String baseUrl) {
        return new Calls(OpenAIOkHttpClient.builder()
                .apiKey(KEY)
                .adminApiKey(KEY)
                .baseUrl(baseUrl)
                .build());
    }

    @Override
    public Client canned(byte[] answer) {
        return new Calls(new OpenAIClientImpl(ClientOptions.builder()
                .apiKey(KEY)
                .adminApiKey(KEY)
                .httpClient(new CannedHttp(answer))
                .build()));
    }

    @Override
    public Object decode(byte[] page) {
        try {
            return JSON.readValue(page, ProjectListPageResponse.class).data();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Calls(OpenAIClient client) implements Client {
        @Override
        public String retrieve(String id) {
            return client.admin().organization().projects().retrieve(id).name().orElseThrow();
        }

        @Override
        public String create(String name) {
            return client.admin()
                    .organization()
                    .projects()
                    .create(ProjectCreateParams.builder().name(name).build())
                    .id();
        }

        @Override
        public long walk() {
            long projects = 0;
            ProjectListParams pages = ProjectListParams.builder().limit(100).build();
            for (Project project :
                    client.admin().organization().projects().list(pages).autoPager()) {
                projects += project.id().isEmpty() ? 0 : 1;
            }
            return projects;
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private static final class CannedHttp implements HttpClient {
        private static final Headers HEADERS =
                Headers.builder().put("Content-Type", "application/json").build();

        private final byte[] answer;

        CannedHttp(byte[] answer) {
            this.answer = answer;
        }

        @Override
        public HttpResponse execute(HttpRequest request, RequestOptions options) {
            return new CannedResponse(new ByteArrayInputStream(answer));
        }

        @Override
        public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
            return CompletableFuture.completedFuture(execute(request, options));
        }

        @Override
        public void close() {
            // Nothing is open.
        }

        private record CannedResponse(InputStream body) implements HttpResponse {
            @Override
            public int statusCode() {
                return 200;
            }

            @Override
            public Headers headers() {
                return HEADERS;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        }
    }
}
