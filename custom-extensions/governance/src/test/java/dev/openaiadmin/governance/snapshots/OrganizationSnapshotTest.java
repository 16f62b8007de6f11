package dev.openaiadmin.governance.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.ServerException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithOrganization
class OrganizationSnapshotTest {
    private InMemoryOrganization organization;
    private OpenAiAdmin admin;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin(InMemoryOrganization organization) {
        this.organization = organization;
        organization.useClock(Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC));
        organization.seed("""
                {"users": [{"id": "user_ada", "email": "ada@example.com", "name": "Ada", "role": "reader"}],
                 "projects": [{"id": "proj_2", "name": "search"},
                              {"id": "proj_1", "name": "payments-prod"},
                              {"id": "proj_3", "name": "legacy", "status": "archived"}],
                 "projects/proj_1/users": [{"id": "user_ada", "email": "ada@example.com", "role": "member"}],
                 "projects/proj_1/service_accounts": [{"id": "svc_ci", "name": "ci"}],
                 "projects/proj_1/api_keys": [{"id": "key_1", "name": "laptop", "owner": {"user": {"id": "user_ada"}}}],
                 "projects/proj_1/spend_limit": {"threshold_amount": 250000},
                 "projects/proj_1/model_permissions": {"mode": "allow_list", "model_ids": ["gpt-5", "gpt-4o"]}}""");
        organization.rateLimits().set("proj_1", "gpt-5", Map.of("max_requests_per_1_minute", 500L));
        admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .options(options -> options.readOnly(true))
                .build();
    }

    @AfterEach
    void end() {
        admin.close();
    }

    @Test
    void holds_what_a_project_is_and_has() throws IOException {
        JsonNode project = new ObjectMapper().readTree(snapshot()).at("/projects/proj_1");

        assertThat(project.path("name").asText()).isEqualTo("payments-prod");
        assertThat(project.path("created_at").asText()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(project.at("/members/user_ada/email").asText()).isEqualTo("ada@example.com");
        assertThat(project.at("/members/user_ada/role").asText()).isEqualTo("member");
        assertThat(project.at("/service_accounts/svc_ci/name").asText()).isEqualTo("ci");
        assertThat(project.at("/api_keys/key_1"))
                .hasToString("{\"created_at\":\"2026-11-23T12:00:00Z\",\"name\":\"laptop\",\"owner\":\"user user_ada\","
                        + "\"owner_project_access\":\"active\"}");
        assertThat(project.at("/rate_limits/rl-gpt-5/max_requests_per_1_minute").asLong())
                .isEqualTo(500);
        assertThat(project.at("/spend_limit/threshold_amount").asLong()).isEqualTo(250_000);
        assertThat(project.at("/model_permissions/model_ids")).hasToString("[\"gpt-4o\",\"gpt-5\"]");
    }

    @Test
    void holds_what_the_organization_has() throws IOException {
        JsonNode whole = new ObjectMapper().readTree(snapshot());

        assertThat(names(whole))
                .containsExactly(
                        "format",
                        "admin_api_keys",
                        "certificates",
                        "groups",
                        "organization",
                        "projects",
                        "roles",
                        "spend_alerts",
                        "users");
        assertThat(whole.at("/users/user_ada/email").asText()).isEqualTo("ada@example.com");
        assertThat(whole.path("admin_api_keys")).hasSize(1);
    }

    @Test
    void holds_roles_groups_certificates_and_settings() throws IOException {
        organization.seed("""
                {"roles": [{"id": "role_1", "name": "auditor", "permissions": ["api.usage.read"]}],
                 "groups": [{"id": "group_1", "name": "platform"}],
                 "groups/group_1/users": [{"id": "user_ada"}],
                 "groups/group_1/roles": [{"id": "role-api-organization-reader"}],
                 "users/user_ada/roles": [{"id": "role_1"}],
                 "certificates": [{"id": "cert_1", "name": "gateway"}, {"id": "cert_2", "name": "old"}],
                 "data_retention": {"type": "zero_data_retention"},
                 "projects/proj_1/roles": [{"id": "role_2", "name": "tester", "permissions": []}],
                 "projects/proj_1/users/user_ada/roles": [{"id": "role_2"}],
                 "projects/proj_1/groups": [{"group_id": "group_1", "role": "role-api-project-viewer"}],
                 "projects/proj_1/certificates": [{"id": "cert_1", "active": true}],
                 "projects/proj_1/hosted_tool_permissions": {"mcp": {"enabled": false}}}""");

        JsonNode whole = new ObjectMapper().readTree(snapshot());

        assertThat(whole.at("/groups/group_1/members/user_ada/email").asText()).isEqualTo("ada@example.com");
        assertThat(whole.at("/groups/group_1/roles").findValuesAsText("name")).containsExactly("reader");
        assertThat(whole.at("/users/user_ada/roles/role_1/name").asText()).isEqualTo("auditor");
        assertThat(whole.at("/certificates/cert_2/name").asText()).isEqualTo("old");
        assertThat(whole.at("/organization/data_retention/type").asText()).isEqualTo("zero_data_retention");
        JsonNode project = whole.at("/projects/proj_1");
        assertThat(project.at("/members/user_ada/roles").findValuesAsText("name"))
                .contains("tester");
        assertThat(project.at("/groups/group_1/roles").findValuesAsText("name")).containsExactly("viewer");
        assertThat(names(project.path("certificates"))).containsExactly("cert_1");
        assertThat(project.at("/data_retention/type").asText()).isEqualTo("organization_default");
        assertThat(project.at("/hosted_tool_permissions/mcp/enabled").asBoolean())
                .isFalse();
        assertThat(project.at("/service_tier_settings/default").asText()).isEqualTo("standard");
    }

    @Test
    void compares_all_kinds_of_resources() {
        organization.groups().add("platform");
        String before = snapshot();
        organization.seed("""
                {"certificates": [{"id": "cert_1", "name": "gateway"}],
                 "data_retention": {"type": "zero_data_retention"},
                 "projects/proj_1/certificates": [{"id": "cert_1", "active": true}],
                 "projects/proj_1/hosted_tool_permissions": {"mcp": {"enabled": false}},
                 "projects/proj_1/service_tier_settings": {"default": "fast"}}""");
        String group = "group_of_the_diff";
        organization.seed("{\"groups\": [{\"id\": \"%s\", \"name\": \"search\"}]}".formatted(group));

        assertThat(SnapshotDiff.between(new StringReader(before), new StringReader(snapshot())))
                .hasToString("""
                        + certificates/cert_1 (gateway)
                        + groups/group_of_the_diff (search)
                        ~ organization/data_retention type: modified_abuse_monitoring -> zero_data_retention
                        ~ projects/proj_1 (payments-prod) service_tier_settings.default: standard -> fast
                        + projects/proj_1/certificates/cert_1 (gateway)
                        ~ projects/proj_1/hosted_tool_permissions/mcp enabled: true -> false
                        """);
    }

    @Test
    void shows_of_an_archived_project_only_what_it_is() throws IOException {
        JsonNode project = new ObjectMapper().readTree(snapshot()).at("/projects/proj_3");

        assertThat(names(project)).containsExactly("archived_at", "created_at", "name", "status");
    }

    @Test
    void writes_the_same_bytes_of_the_same_state() {
        String first = snapshot();

        assertThat(snapshot()).isEqualTo(first).doesNotContain("\r").endsWith("}\n");
    }

    @Test
    void puts_objects_in_the_order_of_their_ids() throws IOException {
        JsonNode projects = new ObjectMapper().readTree(snapshot()).path("projects");

        assertThat(names(projects)).isSorted().contains("proj_1", "proj_2", "proj_3");
        assertThat(names(projects.at("/proj_1/rate_limits"))).isSorted().hasSize(15);
    }

    @Test
    void holds_no_part_of_a_key_whatever_the_field() {
        organization.projects().add("sk" + "-proj-0123456789abcdefghij");

        assertThat(snapshot()).doesNotContain("redacted", "sk-").contains("\"name\" : \"***\"");
    }

    @Test
    void takes_thirteen_requests_for_each_active_project() {
        int before = organization.requests().size();

        snapshot();

        int forTheOrganization = 9;
        int activeProjects = 3;
        assertThat(organization.requests()).hasSize(before + forTheOrganization + 13 * activeProjects);
    }

    @Test
    void shows_a_project_as_archived_that_is_archived_meanwhile() throws IOException {
        try (OpenAiAdmin other = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .feign(pipeline -> pipeline.requestInterceptor(request -> {
                    if (request.url().endsWith("/proj_1/service_accounts?limit=100")) {
                        organizationArchives("proj_1");
                    }
                }))
                .build()) {
            StringWriter out = new StringWriter();
            OrganizationSnapshot.of(other).writeTo(out);

            JsonNode project = new ObjectMapper().readTree(out.toString()).at("/projects/proj_1");
            assertThat(names(project)).containsExactly("archived_at", "created_at", "name", "status");
        }
    }

    @Test
    void leaves_the_file_as_it_was_when_it_fails() throws IOException {
        Path file = Files.writeString(folder.resolve("organization.json"), "as it was");
        organization.failNext(Fault.status(500).on("listUsers").always());
        try (OpenAiAdmin impatient = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .options(options -> options.maxAttempts(1))
                .build()) {
            assertThatThrownBy(() -> OrganizationSnapshot.of(impatient).writeTo(file))
                    .isInstanceOf(ServerException.class);
        }

        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
        assertThat(file).hasContent("as it was");
    }

    @Test
    void says_where_it_cannot_write() {
        Path file = folder.resolve("missing").resolve("organization.json");

        assertThatThrownBy(() -> OrganizationSnapshot.of(admin).writeTo(file))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("missing");
        assertThat(organization.requests()).isEmpty();
    }

    private void organizationArchives(String projectId) {
        try (OpenAiAdmin writer = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build()) {
            writer.projects().archive(projectId);
        }
    }

    private String snapshot() {
        StringWriter out = new StringWriter();
        OrganizationSnapshot.of(admin).writeTo(out);
        return out.toString();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void leaves_out_what_the_key_may_not_read_and_compares_the_rest() {
        organization.projects().add("payments-prod");
        organization.groups().add("engineers");
        StringWriter whole = new StringWriter();
        assertThat(OrganizationSnapshot.of(admin).writeTo(whole)).isEmpty();
        organization.failNext(Fault.status(403).on("listGroups").always());
        organization.failNext(Fault.status(403).on("listProjectGroups").always());
        organization.failNext(Fault.status(403).on("retrieveProjectSpendLimit").always());
        organization.projects().add("search");

        StringWriter partial = new StringWriter();
        assertThat(OrganizationSnapshot.of(admin).writeTo(partial))
                .containsExactly(
                        "groups: the key lacks the scope api.management.read",
                        "projects/groups: the key lacks the scope api.management.read",
                        "projects/spend_limit: the key lacks the scope api.management.read");

        SnapshotDiff diff =
                SnapshotDiff.between(new StringReader(whole.toString()), new StringReader(partial.toString()));
        assertThat(diff.changes()).singleElement().returns("search", SnapshotChange::name);
        assertThat(diff.notCompared())
                .containsExactly(
                        "groups: the key lacks the scope api.management.read",
                        "projects/groups: the key lacks the scope api.management.read",
                        "projects/spend_limit: the key lacks the scope api.management.read");
    }
}
