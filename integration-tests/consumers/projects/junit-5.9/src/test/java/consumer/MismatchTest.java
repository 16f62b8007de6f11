package consumer;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openaiadmin.testkit.OrganizationExtension;
import org.junit.jupiter.api.Test;

class MismatchTest {
    @Test
    void one_line_names_both_versions_and_what_to_add() {
        String message = assertThrows(IllegalStateException.class, OrganizationExtension::new)
                .getMessage();

        assertTrue(
                message.matches("JUnit 5\\.9\\.3 of junit-jupiter-api-5\\.9\\.3\\.jar does not work with"
                        + " openai-admin-testkit, which was tested with JUnit [0-9.]+:"
                        + " put org\\.junit\\.jupiter:junit-jupiter:[0-9.]+ on the class path, before other"
                        + " dependencies"),
                message);
    }
}
