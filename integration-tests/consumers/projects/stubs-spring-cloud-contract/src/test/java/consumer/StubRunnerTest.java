package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.cloud.contract.stubrunner.junit.StubRunnerExtension;
import org.springframework.cloud.contract.stubrunner.spring.StubRunnerProperties;

class StubRunnerTest {
    @RegisterExtension
    static final StubRunnerExtension STUBS = new StubRunnerExtension()
            .downloadStub("dev.openaiadmin", "openai-admin-spec")
            .stubsMode(StubRunnerProperties.StubsMode.CLASSPATH);

    @Test
    void an_operation_answers_as_the_description_shows() throws Exception {
        HttpResponse<String> projects = get("");

        assertEquals(200, projects.statusCode());
        assertTrue(projects.body().contains("\"object\":\"list\""), projects.body());
    }

    @Test
    void a_header_chooses_an_error() throws Exception {
        assertEquals(429, get("429").statusCode());
    }

    private static HttpResponse<String> get(String answer) throws Exception {
        URI server = STUBS.findStubUrl("dev.openaiadmin", "openai-admin-spec").toURI();
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/v1/organization/projects"))
                .header("Authorization", "Bearer sk-admin-any");
        return HttpClient.newHttpClient()
                .send(
                        (answer.isEmpty() ? request : request.header("X-Stub-Answer", answer)).build(),
                        BodyHandlers.ofString());
    }
}
