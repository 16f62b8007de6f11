package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openaiadmin.client.ClientClosedException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@WithOrganization
class ApplicationTest {
    @Test
    void the_client_of_the_application_creates_retrieves_and_fails(InMemoryOrganization organization) {
        try (ConfigurableApplicationContext application = start(organization)) {
            OpenAiAdmin admin = application.getBean(OpenAiAdmin.class);
            String id = admin.projects().create("payments-prod").id();

            assertEquals("payments-prod", admin.projects().retrieve(id).name());
            assertEquals(2, admin.projects().list().stream().count());
            assertThrows(NotFoundException.class, () -> admin.projects().retrieve("proj_missing"));
        }
    }

    @Test
    void the_application_closes_its_client(InMemoryOrganization organization) {
        OpenAiAdmin admin;
        try (ConfigurableApplicationContext application = start(organization)) {
            admin = application.getBean(OpenAiAdmin.class);
        }

        assertThrows(ClientClosedException.class, () -> admin.projects().retrieve("proj_1"));
    }

    @Test
    void the_version_of_spring_boot_is_the_one_that_is_meant() {
        assertEquals(System.getProperty("expected.spring-boot"), SpringBootVersion.getVersion());
    }

    private static ConfigurableApplicationContext start(InMemoryOrganization organization) {
        return new SpringApplicationBuilder(Application.class)
                .properties(Map.of("admin.key", organization.adminKey(), "admin.base-url", organization.baseUrl()))
                .run();
    }
}
