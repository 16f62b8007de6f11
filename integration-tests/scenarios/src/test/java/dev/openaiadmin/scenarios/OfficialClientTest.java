package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The stand-alone server, as the official client for JavaScript uses it. */
class OfficialClientTest {
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
}
