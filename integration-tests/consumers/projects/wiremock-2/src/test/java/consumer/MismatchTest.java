package consumer;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openaiadmin.testkit.OrganizationServer;
import org.junit.jupiter.api.Test;

class MismatchTest {
    @Test
    void one_line_names_both_versions_and_what_to_add() {
        String message;
        try (OrganizationServer server = OrganizationServer.start()) {
            message = assertThrows(IllegalStateException.class, server::wireMock)
                    .getMessage();
        }

        assertTrue(
                message.matches("WireMock 2\\.35\\.2 of wiremock-jre8-standalone-2\\.35\\.2\\.jar does not work with"
                        + " openai-admin-testkit, which was tested with WireMock 3\\.[0-9.]+ \\(java\\.lang\\..*\\):"
                        + " put org\\.wiremock:wiremock-standalone:3\\.[0-9.]+ on the class path, before other"
                        + " dependencies"),
                message);
    }
}
