package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

@WithOrganization
class CallsTest {
    @Test
    void the_default_client_creates_retrieves_and_lists(InMemoryOrganization organization) {
        try (OpenAiAdmin admin = clientOf(organization).build()) {
            Project created = admin.projects().create("payments-prod");

            assertEquals("payments-prod", admin.projects().retrieve(created.id()).name());
            assertEquals(List.of("Default project", "payments-prod"), names(admin));
        }
    }

    @Test
    void a_failing_call_throws_the_exception_of_its_status(InMemoryOrganization organization) {
        try (OpenAiAdmin admin = clientOf(organization).build()) {
            NotFoundException failure =
                    assertThrows(NotFoundException.class, () -> admin.projects().retrieve("proj_missing"));

            assertEquals(404, failure.status());
        }
    }

    @Test
    void a_list_is_sent_again_after_a_503(InMemoryOrganization organization) {
        organization.failNext(Fault.named("unavailable").on("listProjects"));
        try (OpenAiAdmin admin = clientOf(organization).build()) {
            assertEquals(List.of("Default project"), names(admin));
            assertEquals(2, organization.requestCount("listProjects"));
        }
    }

    @Test
    void an_interceptor_of_feign_sees_and_changes_every_request(InMemoryOrganization organization) {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (OpenAiAdmin admin = clientOf(organization)
                .feign(feign -> feign.requestInterceptor(request -> {
                    seen.add(request.method() + " " + request.path());
                    if (request.method().equals("GET")) {
                        request.query("include_archived", "true");
                    }
                }))
                .build()) {
            String id = admin.projects().create("payments-prod").id();
            admin.projects().archive(id);

            assertEquals(List.of("Default project", "payments-prod"), names(admin));
            assertThrows(InvalidValueException.class, () -> admin.projects().retrieve("a/b"));
            assertEquals(
                    List.of(
                            "POST /organization/projects",
                            "POST /organization/projects/" + id + "/archive",
                            "GET /organization/projects"),
                    List.copyOf(seen));
        }
    }

    private static OpenAiAdmin.Builder clientOf(InMemoryOrganization organization) {
        return OpenAiAdmin.builder().adminKey(organization.adminKey()).baseUrl(organization.baseUrl());
    }

    private static List<String> names(OpenAiAdmin admin) {
        return admin.projects().list().stream().map(Project::name).toList();
    }
}
