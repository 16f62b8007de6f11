package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class AnnotatedTest {
    private String key = "";

    @BeforeEach
    void remember(InMemoryOrganization organization) {
        key = organization.adminKey();
    }

    @Test
    void a_test_and_what_runs_before_it_have_one_organization(InMemoryOrganization organization) {
        assertEquals(key, organization.adminKey());
    }

    @Test
    void the_organization_is_not_the_first_one_of_the_server(OrganizationServer server) {
        assertNotEquals(key, server.organization().adminKey());
    }
}
