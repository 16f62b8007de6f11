package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openaiadmin.model.Project;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import feign.FeignException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.ConfigurableApplicationContext;

@WithOrganization
class FeignClientTest {
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EnableFeignClients(clients = ProjectsClient.class)
    static class FeignClients {}

    @Test
    void a_feign_client_creates_archives_lists_and_fails(InMemoryOrganization organization) {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(FeignClients.class)
                .properties(Map.of("admin.key", organization.adminKey(), "admin.base-url", organization.baseUrl()))
                .run()) {
            ProjectsClient projects = application.getBean(ProjectsClient.class);
            projects.archive(projects.create("payments-prod").id());

            assertEquals(
                    List.of("Default project", "payments-prod"),
                    projects.list(query -> query.includeArchived(true).limit(1)).stream()
                            .map(Project::name)
                            .toList());
            assertThrows(FeignException.NotFound.class, () -> projects.retrieve("proj_missing"));
        }
    }
}
