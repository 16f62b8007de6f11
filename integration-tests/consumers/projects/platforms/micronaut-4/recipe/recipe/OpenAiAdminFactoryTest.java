package recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.ClientClosedException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WithOrganization
class OpenAiAdminFactoryTest {
    @Test
    void the_client_is_injected_by_its_interface_and_closed_with_the_context(InMemoryOrganization organization) {
        AdminApi admin;
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                "openai.admin.key", organization.adminKey(), "openai.admin.base-url", organization.baseUrl()))) {
            admin = context.getBean(AdminApi.class);

            assertEquals(1, admin.projects().list().stream().count());
        }
        assertThrows(ClientClosedException.class, () -> admin.projects().retrieve("proj_1"));
    }

    @Test
    void the_production_api_is_the_default(InMemoryOrganization organization) {
        try (ApplicationContext context =
                ApplicationContext.run(Map.of("openai.admin.key", organization.adminKey()))) {
            assertEquals(
                    "OpenAiAdmin[https://api.openai.com/v1]",
                    context.getBean(OpenAiAdmin.class).toString());
        }
    }
}
