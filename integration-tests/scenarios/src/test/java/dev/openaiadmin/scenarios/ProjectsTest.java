package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.Page;
import dev.openaiadmin.client.AuthenticationException;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.model.CreateProjectRequest;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectResidency;
import dev.openaiadmin.model.ProjectStatus;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class ProjectsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");

    private final InMemoryOrganization organization;
    private final OpenAiAdmin admin;

    ProjectsTest(OrganizationServer server) {
        organization = server.newOrganization();
        organization.useClock(Clock.fixed(NOW, ZoneOffset.UTC));
        admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
    }

    @AfterEach
    void keeps_the_contract() {
        admin.close();
        assertThat(organization.breaches()).isEmpty();
    }

    @Test
    void creates_a_project_of_a_name() {
        Project project = admin.projects().create("payments-prod");

        assertThat(project.name()).isEqualTo("payments-prod");
        assertThat(project.status()).isEqualTo(ProjectStatus.ACTIVE);
        assertThat(project.createdAt()).isEqualTo(NOW);
        assertThat(project.archivedAt()).isNull();
        assertThat(project.unknownFields()).isEmpty();
        assertThat(admin.projects().retrieve(project.id())).isEqualTo(project);
    }

    @Test
    void creates_a_project_of_all_that_can_be_said() {
        Project project = admin.projects()
                .create(
                        "payments-eu",
                        with -> with.externalKeyId("key_1").residency(ProjectResidency.EU_STORAGE_PROCESSING));

        assertThat(project.externalKeyId()).isEqualTo("key_1");
        assertThat(project.residency()).isEqualTo(ProjectResidency.EU_STORAGE_PROCESSING);
    }

    @Test
    void creates_a_project_of_a_request_made_before() {
        CreateProjectRequest request =
                CreateProjectRequest.builder().name("payments-prod").build();

        assertThat(admin.projects().create(request).name()).isEqualTo("payments-prod");
    }

    @Test
    void changes_what_is_said_and_leaves_the_rest() {
        Project project = admin.projects().create("payments", with -> with.externalKeyId("key_1"));

        Project renamed = admin.projects().modify(project.id(), changes -> changes.name("payments-europe"));
        assertThat(renamed.externalKeyId()).isEqualTo("key_1");
        Project cleared = admin.projects().modify(project.id(), changes -> changes.clearExternalKeyId());
        assertThat(cleared.externalKeyId()).isNull();
        assertThat(cleared.name()).isEqualTo("payments-europe");
    }

    @Test
    void archives_a_project_and_lists_it_only_when_asked() {
        String id = organization.projects().add("payments");

        Project archived = admin.projects().archive(id);

        assertThat(archived.status()).isEqualTo(ProjectStatus.ARCHIVED);
        assertThat(archived.archivedAt()).isEqualTo(NOW);
        assertThat(admin.projects().list().stream().map(Project::id)).doesNotContain(id);
        assertThat(admin.projects().list(query -> query.includeArchived(true)).stream()
                        .map(Project::id))
                .contains(id);
    }

    @Test
    void lists_every_project_once_and_fetches_pages_when_they_are_needed() {
        IntStream.rangeClosed(1, 249).forEach(i -> organization.projects().add("p" + i));

        assertThat(admin.projects().list(query -> query.limit(100)).stream().map(Project::name))
                .hasSize(250)
                .doesNotHaveDuplicates()
                .endsWith("p249");
        assertThat(organization.requestCount("listProjects")).isEqualTo(3);

        assertThat(admin.projects().list().iterator().next().name()).isEqualTo("Default project");
        assertThat(organization.requestCount("listProjects")).isEqualTo(4);
    }

    @Test
    void gives_pages_that_a_later_run_goes_on_from() {
        IntStream.rangeClosed(1, 4).forEach(i -> organization.projects().add("p" + i));

        Page<Project> first = admin.projects()
                .list(query -> query.limit(2))
                .pages()
                .iterator()
                .next();
        List<String> rest = admin.projects().list(query -> query.limit(2).after(first.nextCursor())).stream()
                .map(Project::name)
                .toList();

        assertThat(first.items()).extracting(Project::name).containsExactly("Default project", "p1");
        assertThat(rest).containsExactly("p2", "p3", "p4");
    }

    @Test
    void tells_why_the_api_refused_and_which_request_it_was() {
        String id = organization.projects().addArchived("closed");

        assertThatThrownBy(() -> admin.projects().modify(id, changes -> changes.name("open")))
                .isInstanceOfSatisfying(BadRequestException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.code()).isEqualTo("project_archived");
                    assertThat(refused.requestId())
                            .isEqualTo(organization.requests().get(0).requestId());
                })
                .hasMessage("Refused on POST /organization/projects/" + id + " (400, request " + requestIdOfLast()
                        + "): \"Project '" + id + "' is archived.\"");
    }

    @Test
    void tells_what_is_not_there() {
        assertThatThrownBy(() -> admin.projects().retrieve("proj_missing"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("No project found with id 'proj_missing'.");
    }

    @Test
    void sends_nothing_when_the_input_is_bad() {
        assertThatThrownBy(() -> admin.projects().list(query -> query.limit(101)).stream()
                        .count())
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("listProjects.limit must be at most 100, but was 101");
        assertThatThrownBy(() -> admin.projects().retrieve("../users")).isInstanceOf(InvalidValueException.class);

        assertThat(organization.requests()).isEmpty();
    }

    @Test
    void says_what_to_check_when_the_only_key_is_refused() {
        try (OpenAiAdmin stranger = OpenAiAdmin.builder()
                .adminKey("sk-admin-stranger")
                .baseUrl(organization.baseUrl())
                .build()) {
            assertThatThrownBy(() -> stranger.projects().create("payments-prod"))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("check that the key is an admin key")
                    .hasMessageNotContaining("stranger");
        }
    }

    @Test
    void serves_many_threads_at_once() {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 400)
                .parallel()
                .forEach(i -> ids.add(admin.projects().create("p" + i).id()));

        assertThat(ids).hasSize(400);
        assertThat(StreamSupport.stream(
                        admin.projects().list(query -> query.limit(100)).spliterator(), false))
                .hasSize(401);
    }

    private String requestIdOfLast() {
        return organization.requests().get(organization.requests().size() - 1).requestId();
    }
}
