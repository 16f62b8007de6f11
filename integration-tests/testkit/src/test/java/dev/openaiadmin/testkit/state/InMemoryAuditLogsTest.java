package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.ContractOperation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryAuditLogsTest {
    private static final String LOGS = "/organization/audit_logs";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    @Test
    void tells_who_did_what_when_and_to_what() {
        String id = at.http()
                .post("/organization/projects", "{\"name\":\"payments\"}")
                .text("/id");
        JsonNode event = at.http().get(LOGS).body().at("/data/0");

        assertThat(event.path("id").asText()).matches("audit_log-[A-Za-z0-9]{24}");
        assertThat(event.path("type").asText()).isEqualTo("project.created");
        assertThat(event.path("effective_at").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(event.path("project.created"))
                .hasToString("{\"id\":\"" + id + "\",\"data\":{\"name\":\"payments\",\"title\":\"payments\"}}");
        assertThat(event.at("/project/id").asText())
                .isEqualTo(at.organization().projects().defaultId());
        assertThat(event.at("/actor/type").asText()).isEqualTo("api_key");
        assertThat(event.at("/actor/api_key/id").asText())
                .isEqualTo(at.http().get("/organization/admin_api_keys").text("/data/0/id"));
        assertThat(event.at("/actor/api_key/user/email").asText()).isEqualTo("owner@example.com");
    }

    @Test
    void names_the_key_that_was_used() {
        Reply key = at.http().post("/organization/admin_api_keys", "{\"name\":\"other\"}");
        PlainHttp.send(at.http()
                .request("/organization/groups")
                .header("Authorization", "Bearer " + key.text("/value"))
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"name\":\"platform\"}")));

        assertThat(at.http().get(LOGS + "?actor_ids%5B%5D=" + key.text("/id")).listed("type"))
                .containsExactly("group.created");
    }

    @Test
    void is_silent_about_what_is_refused_and_about_what_the_test_adds() {
        at.organization().projects().add("payments");
        at.http().post("/organization/projects/proj_missing/archive", "");
        at.http().get("/organization/projects");

        assertThat(types("")).isEmpty();
    }

    @Test
    void follows_a_project_and_what_is_in_it() {
        String project =
                at.http().post("/organization/projects", "{\"name\":\"a\"}").text("/id");
        String inProject = "/organization/projects/" + project;
        at.http().post(inProject, "{\"name\":\"b\"}");
        String ada = at.organization().users().add("ada@example.com", "reader");
        at.http().post(inProject + "/users", "{\"user_id\":\"" + ada + "\",\"role\":\"member\"}");
        at.http().post(inProject + "/users/" + ada, "{\"role\":\"owner\"}");
        at.http().send("DELETE", inProject + "/users/" + ada, "");
        String account = at.http()
                .post(inProject + "/service_accounts", "{\"name\":\"ci\"}")
                .text("/id");
        at.http().post(inProject + "/service_accounts/" + account, "{\"role\":\"owner\"}");
        at.http()
                .post(inProject + "/service_accounts/" + account + "/api_keys", "{\"scopes\":[\"api.model.request\"]}");
        at.http().send("DELETE", inProject + "/service_accounts/" + account, "");
        String key = at.organization().projectApiKeys().add(project, "laptop");
        at.http().post(inProject + "/api_keys/" + key, "{\"scopes\":[]}");
        at.http().send("DELETE", inProject + "/api_keys/" + key, "");
        at.http().post(inProject + "/rate_limits/rl-gpt-5", "{\"max_requests_per_1_minute\":7}");
        at.http().post(inProject + "/archive", "");

        assertThat(types("?limit=100"))
                .containsExactly(
                        "project.archived",
                        "rate_limit.updated",
                        "api_key.deleted",
                        "api_key.updated",
                        "service_account.deleted",
                        "api_key.created",
                        "service_account.updated",
                        "api_key.created",
                        "service_account.created",
                        "user.deleted",
                        "user.updated",
                        "user.added",
                        "project.updated",
                        "project.created");
        JsonNode updated =
                at.http().get(LOGS + "?event_types%5B%5D=user.updated").body().at("/data/0/user.updated");
        assertThat(updated).hasToString("{\"id\":\"" + project + "\",\"changes_requested\":{\"role\":\"owner\"}}");
        assertThat(details("rate_limit.updated"))
                .hasToString("{\"id\":\"rl-gpt-5\",\"changes_requested\":{\"max_requests_per_1_minute\":7}}");
    }

    @Test
    void follows_people_groups_and_roles() {
        String ada = at.organization().users().add("ada@example.com", "reader");
        String group = at.http()
                .post("/organization/groups", "{\"name\":\"platform\"}")
                .text("/id");
        at.http().post("/organization/groups/" + group, "{\"name\":\"core\"}");
        String invite = at.http()
                .post("/organization/invites", "{\"email\":\"bob@example.com\",\"role\":\"reader\"}")
                .text("/id");
        at.http().send("DELETE", "/organization/invites/" + invite, "");
        String role = at.http()
                .post("/organization/roles", "{\"role_name\":\"auditor\",\"permissions\":[\"api.usage.read\"]}")
                .text("/id");
        at.http().post("/organization/roles/" + role, "{\"permissions\":[\"api.management.read\"]}");
        at.http().post("/organization/groups/" + group + "/roles", "{\"role_id\":\"" + role + "\"}");
        at.http().send("DELETE", "/organization/groups/" + group + "/roles/" + role, "");
        at.http().send("DELETE", "/organization/roles/" + role, "");
        at.http().send("DELETE", "/organization/groups/" + group, "");
        at.http().post("/organization/users/" + ada, "{\"role\":\"owner\"}");
        at.http().send("DELETE", "/organization/users/" + ada, "");

        assertThat(types("?limit=100"))
                .containsExactly(
                        "user.deleted",
                        "user.updated",
                        "group.deleted",
                        "role.deleted",
                        "role.assignment.deleted",
                        "role.assignment.created",
                        "role.updated",
                        "role.created",
                        "invite.deleted",
                        "invite.sent",
                        "group.updated",
                        "group.created");
        assertThat(details("role.updated").path("changes_requested"))
                .hasToString("{\"resource_id\":\""
                        + details("role.created").path("resource_id").asText()
                        + "\",\"resource_type\":\"api.organization\",\"permissions_added\":[\"api.management.read\"],"
                        + "\"permissions_removed\":[\"api.usage.read\"]}");
        assertThat(details("role.assignment.created").path("principal_id").asText())
                .isEqualTo(group);
    }

    @Test
    void follows_certificates() {
        String id = at.organization().certificates().add("gateway");
        String named = "{\"certificate_ids\":[\"" + id + "\"]}";
        at.http().post("/organization/certificates/activate", named);
        at.http().post("/organization/certificates/deactivate", named);
        at.http().post("/organization/certificates/" + id, "{\"name\":\"edge\"}");
        at.http().send("DELETE", "/organization/certificates/" + id, "");

        assertThat(types(""))
                .containsExactly(
                        "certificate.deleted",
                        "certificate.updated",
                        "certificates.deactivated",
                        "certificates.activated");
        assertThat(details("certificate.deleted").path("name").asText()).isEqualTo("edge");
        assertThat(details("certificate.deleted").path("certificate").asText()).startsWith("-----BEGIN");
        assertThat(types("?resource_ids%5B%5D=" + id)).hasSize(4);
    }

    @Test
    void leaves_an_event_for_every_change_that_the_api_has_one_for() {
        Set<String> silent = Set.of(
                "addGroupUser",
                "removeGroupUser",
                "createProjectSpendAlert",
                "createSpendAlert",
                "deleteModelPermissions",
                "deleteProjectSpendAlert",
                "deleteProjectSpendLimit",
                "deleteSpendAlert",
                "deleteSpendLimit",
                "modifyDataRetention",
                "modifyHostedToolPermissions",
                "modifyModelPermissions",
                "modifyProjectDataRetention",
                "modifyProjectSpendAlert",
                "modifyProjectSpendLimit",
                "modifyServiceTierSettings",
                "modifySpendAlert",
                "modifySpendLimit",
                "validateExternalKey",
                "validateExternalStorage");
        Set<String> all = new HashSet<>(silent);
        all.addAll(AuditedChange.operations());

        assertThat(Contract.published().operations())
                .filteredOn(operation -> !operation.method().equals("GET"))
                .extracting(ContractOperation::id)
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void filters_by_time_project_type_actor_and_resource() {
        at(0, "login.succeeded", "ada@example.com", "proj_1");
        at(1, "login.succeeded", "bob@example.com", "proj_2");
        at(2, "logout.succeeded", "ada@example.com", "proj_2");

        assertThat(times("effective_at[gt]=" + second(0))).containsExactly("2", "1");
        assertThat(times("effective_at[gte]=" + second(1))).containsExactly("2", "1");
        assertThat(times("effective_at[lt]=" + second(1))).containsExactly("0");
        assertThat(times("effective_at[lte]=" + second(1))).containsExactly("1", "0");
        assertThat(times("project_ids[]=proj_2")).containsExactly("2", "1");
        assertThat(times("event_types[]=login.succeeded")).containsExactly("1", "0");
        assertThat(times("event_types[]=login.succeeded&event_types[]=logout.succeeded"))
                .hasSize(3);
        assertThat(times("actor_emails[]=ada@example.com")).containsExactly("2", "0");
        assertThat(times("actor_ids[]=user-ada")).isEmpty();
        assertThat(times("actor_ids[]=id-ada@example.com")).containsExactly("2", "0");
        assertThat(times("resource_ids[]=proj_2")).isEmpty();
        assertThat(times("actor_emails[]=ada@example.com&project_ids[]=proj_2")).containsExactly("2");
    }

    @Test
    void lists_events_of_the_tenant_only_when_asked() {
        at.organization().auditLogs().add("tenant.user.added", NOW, Map.of());
        at.organization().auditLogs().add("scim.enabled", NOW, Map.of());

        assertThat(types("")).containsExactly("scim.enabled");
        assertThat(types("?tenant_only=true")).containsExactly("tenant.user.added");
        assertThat(at.http()
                        .get(LOGS + "?tenant_only=true&event_types%5B%5D=scim.enabled")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void lists_the_newest_first_however_they_came_in() {
        at.organization().auditLogs().add("scim.enabled", NOW.minusSeconds(5), Map.of());
        at.organization().auditLogs().add("scim.disabled", NOW.minusSeconds(9), Map.of());
        at.http().post("/organization/groups", "{\"name\":\"platform\"}");
        Reply page = at.http().get(LOGS + "?limit=2");
        Reply next = at.http().get(LOGS + "?limit=2&after=" + page.text("/last_id"));

        assertThat(page.listed("type")).containsExactly("group.created", "scim.enabled");
        assertThat(next.listed("type")).containsExactly("scim.disabled");
        assertThat(types("?limit=2&before=" + next.text("/first_id"))).containsExactly("group.created", "scim.enabled");
    }

    @Test
    void shows_events_when_the_lag_is_over() {
        at.organization().lagOfLists(Duration.ofSeconds(60));
        at.http().post("/organization/groups", "{\"name\":\"platform\"}");
        assertThat(types("")).isEmpty();

        FixedClock.set(at.organization(), NOW.plusSeconds(60));
        assertThat(types("")).containsExactly("group.created");
    }

    @Test
    void keeps_the_last_ten_thousand() {
        for (int i = 0; i < 10_001; i++) {
            at.organization().auditLogs().add(i == 0 ? "scim.enabled" : "scim.disabled", NOW, Map.of());
        }

        assertThat(types("?event_types%5B%5D=scim.enabled")).isEmpty();
    }

    @Test
    void is_seeded_from_json() {
        at.organization().seed("""
                {"audit_logs": [{"type": "login.failed", "effective_at": 1790000000,
                                 "login.failed": {"error_code": "invalid_credentials"}}]}""");

        assertThat(details("login.failed").path("error_code").asText()).isEqualTo("invalid_credentials");
    }

    @Test
    void knows_no_other_types_and_no_other_fields() {
        assertThatThrownBy(() -> at.organization().auditLogs().add("coffee.made", NOW, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the event at /type must be one of api_key.created, ");
        assertThatThrownBy(() -> at.organization().auditLogs().add("scim.enabled", NOW, Map.of("cups", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the event has 'cups', which is not in the contract");
    }

    private void at(int second, String type, String email, String project) {
        at.organization()
                .auditLogs()
                .add(
                        type,
                        NOW.plusSeconds(second),
                        Map.of(
                                "project",
                                Map.of("id", project),
                                "actor",
                                Map.of(
                                        "type",
                                        "session",
                                        "session",
                                        Map.of("user", Map.of("id", "id-" + email, "email", email)))));
    }

    private static long second(int second) {
        return NOW.getEpochSecond() + second;
    }

    /** The seconds, after {@link FixedClock#NOW}, of the events that pass. */
    private List<String> times(String query) {
        String encoded = query.replace("[", "%5B").replace("]", "%5D");
        return at.http().get(LOGS + "?" + encoded).listed("effective_at").stream()
                .map(at -> String.valueOf(Long.parseLong(at) - NOW.getEpochSecond()))
                .toList();
    }

    private List<String> types(String query) {
        return at.http().get(LOGS + query).listed("type");
    }

    private JsonNode details(String type) {
        return at.http()
                .get(LOGS + "?event_types%5B%5D=" + type)
                .body()
                .path("data")
                .path(0)
                .path(type);
    }
}
