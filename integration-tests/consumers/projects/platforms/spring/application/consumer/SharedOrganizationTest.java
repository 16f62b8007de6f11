package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationExtension;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An application that starts once for all tests of a class, which share its organization. */
@SpringBootTest(classes = Application.class)
class SharedOrganizationTest {
    @RegisterExtension
    static final OrganizationExtension ORGANIZATION =
            OrganizationExtension.builder().perClass().build();

    @Autowired
    private OpenAiAdmin admin;

    @DynamicPropertySource
    static void openai(DynamicPropertyRegistry registry) {
        registry.add("admin.base-url", ORGANIZATION::baseUrl);
        registry.add("admin.key", ORGANIZATION::adminKey);
    }

    @Test
    void the_application_sees_what_a_test_adds_to_its_organization(InMemoryOrganization organization) {
        String id = organization.projects().add("payments-prod");

        assertEquals("payments-prod", admin.projects().retrieve(id).name());
        assertEquals(1, organization.requestCount("retrieveProject"));
    }

    @RepeatedTest(2)
    void the_organization_begins_anew_with_each_test(InMemoryOrganization organization) {
        admin.projects().create("payments-prod");

        assertEquals(2, admin.projects().list().stream().count());
        assertEquals(1, organization.requestCount("createProject"));
    }
}
