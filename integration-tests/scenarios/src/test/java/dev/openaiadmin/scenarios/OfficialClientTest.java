package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.RecordedRequest;
import dev.openaiadmin.testkit.WithOrganization;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The official client for JavaScript. The one for Java is a consumer project. */
class OfficialClientTest {
    private static final Path CERTIFICATE =
            Path.of("..", "consumers", "projects", "openai-java", "src", "test", "resources", "gateway.pem");

    @Test
    void the_official_client_for_javascript_creates_lists_archives_and_limits() throws Exception {
        try (ServerProcess server = ServerProcess.start()) {
            assertThat(NodeProgram.run("flows.js", server.origin()).lines())
                    .containsExactly(
                            "creates",
                            "lists_every_page",
                            "archives",
                            "gives_a_service_account_a_key_once",
                            "changes_a_rate_limit",
                            "waits_out_a_rate_limit_of_its_own");
        }
    }

    @Test
    @WithOrganization
    void flows_in_javascript_call_every_operation_that_the_official_client_offers(InMemoryOrganization organization)
            throws Exception {
        organization.users().add("ada@example.com", "reader");
        organization.projectApiKeys().add(organization.projects().defaultId(), "laptop");
        String offered = NodeProgram.run(
                        "operations.js",
                        organization.baseUrl(),
                        organization.adminKey(),
                        CERTIFICATE.toAbsolutePath().toString())
                .strip();

        // Each method has its own operation, except retrieve of checkpoint permissions, which lists them, too.
        assertThat(organization.requests().stream()
                        .map(RecordedRequest::operation)
                        .distinct())
                .hasSize(Integer.parseInt(offered) - 1)
                .doesNotContainNull();
    }
}
