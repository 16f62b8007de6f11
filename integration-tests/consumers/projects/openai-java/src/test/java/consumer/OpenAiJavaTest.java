package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.models.admin.organization.projects.ProjectListParams;
import com.openai.services.blocking.admin.OrganizationService;
import com.openai.services.blocking.finetuning.checkpoints.PermissionService;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The official client for Java. Each test fails if a request violates the contract. */
@WithOrganization
class OpenAiJavaTest {
    private OpenAIClient client;

    @BeforeEach
    void connect(InMemoryOrganization organization) {
        client = OpenAIOkHttpClient.builder()
                .adminApiKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void whole_flows_call_every_operation_that_the_client_offers(InMemoryOrganization organization) {
        RecordedServices recorded = new RecordedServices(organization);
        OrganizationService service = recorded.record(OrganizationService.class, client.admin().organization());
        organization.users().add("ada@example.com", "reader");

        OrganizationFlows.run(service);
        RoleFlows.run(service);
        ProjectFlows.run(service);
        AccessFlows.run(service, organization);
        IdentityFlows.run(service);
        CheckpointFlow.run(
                recorded.record(PermissionService.class, client.fineTuning().checkpoints().permissions()),
                organization.projects().defaultId());

        Set<String> offered = new TreeSet<>(RecordedServices.offered(OrganizationService.class));
        offered.addAll(RecordedServices.offered(PermissionService.class));
        Set<String> notCalled = new TreeSet<>(offered);
        notCalled.removeAll(recorded.operations().keySet());
        assertEquals(Set.of(), notCalled);
        // Each method has its own operation, except retrieve of checkpoint permissions, which lists them, too.
        assertEquals(
                offered.size() - 1, Set.copyOf(recorded.operations().values()).size());
    }

    @Test
    void a_violation_is_refused_and_reported(InMemoryOrganization organization) {
        var projects = client.admin().organization().projects();

        assertThrows(
                BadRequestException.class,
                () -> projects.list(ProjectListParams.builder().limit(0).build()));
        assertEquals(
                List.of("GET /organization/projects?limit=0: query parameter 'limit' must be at least 1, but was 0"),
                organization.takeBreaches());
    }

    @Test
    void the_client_repeats_a_call_that_was_rate_limited(InMemoryOrganization organization) {
        organization.failNext(Fault.named("rate-limited").on("listProjects"));

        assertEquals(1, client.admin().organization().projects().list().data().size());
        assertEquals(2, organization.requestCount("listProjects"));
    }
}
