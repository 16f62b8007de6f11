package dev.openaiadmin.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.ProjectsApi.ListQuery;
import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.network.FaultServer.Received;
import feign.Feign;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The requests of the client, and of Feign when a user customizes it, are the same on the network. */
class SameOnTheWireTest {

    @Test
    void feign_sends_the_same_requests_as_the_client() {
        List<Received> planned = arrivedFrom(feign -> {});
        List<Received> made =
                arrivedFrom(feign -> feign.requestInterceptor(template -> template.header("X-Added", "1")));

        assertThat(planned)
                .extracting(Received::line)
                .containsExactly(
                        "GET /v1/organization/projects?limit=7&include_archived=true HTTP/1.1",
                        "POST /v1/organization/projects HTTP/1.1",
                        "DELETE /v1/organization/users/user_1 HTTP/1.1");
        assertThat(made)
                .allSatisfy(request -> assertThat(request.header("X-Added")).isEqualTo("1"));
        assertThat(made)
                .extracting(SameOnTheWireTest::asText)
                .containsExactlyElementsOf(
                        planned.stream().map(SameOnTheWireTest::asText).toList());
    }

    @Test
    void a_key_in_an_interface_is_not_sent_beside_that_of_the_client() {
        try (FaultServer server = FaultServer.start(Faults.good());
                OpenAiAdmin admin = OpenAiAdmin.builder()
                        .adminKey("sk-admin-canary-0000")
                        .baseUrl(server.baseUrl())
                        .build()) {
            admin.api(WithAKey.class).retrieve("proj_1");

            assertThat(server.requests().get(0).headers())
                    .filteredOn(header -> header.toLowerCase(Locale.ROOT).startsWith("authorization:"))
                    .containsExactly("Authorization: Bearer sk-admin-canary-0000");
        }
    }

    /** An interface that a user writes. */
    public interface WithAKey {
        @RequestLine("GET /organization/projects/{id}")
        @Headers("authorization: Bearer sk-admin-another-canary")
        @Operation(id = "retrieveProject", retry = RetryRule.READ)
        Project retrieve(@Param("id") String id);
    }

    private static List<Received> arrivedFrom(Consumer<Feign.Builder> additions) {
        try (FaultServer server = FaultServer.start(SameOnTheWireTest::reply);
                OpenAiAdmin admin = OpenAiAdmin.builder()
                        .adminKey("sk-admin-canary-0000")
                        .organization("org_1")
                        .baseUrl(server.baseUrl())
                        .feign(additions)
                        .build()) {
            admin.projects()
                    .listPage(ListQuery.builder().limit(7).includeArchived(true).build());
            admin.projects().create("Zürich & Genève");
            admin.users().delete("user_1");
            return server.requests();
        }
    }

    private static void reply(Received request, FaultServer.Connection connection) throws IOException {
        if (request.method().equals("GET")) {
            Faults.json("{\"object\": \"list\", \"data\": [], \"has_more\": false}")
                    .to(request, connection);
        } else {
            Faults.good().to(request, connection);
        }
    }

    /** Returns the request as text, with sorted headers, without the added header and the port. */
    private static String asText(Received request) {
        List<String> headers = request.headers().stream()
                .filter(header -> !header.startsWith("X-Added:") && !header.startsWith("Host:"))
                .sorted()
                .toList();
        return request.line() + headers + request.body();
    }
}
