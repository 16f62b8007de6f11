package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.model.Deletion;
import dev.openaiadmin.model.Project;
import feign.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that differ from what the API documents. */
class TolerantReadingTest {
    @AutoClose
    private final CannedApi api = new CannedApi();

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void takes_a_success_without_a_body_for_a_deletion(int status) {
        api.answers(status, "");

        Deletion deletion = api.client().users().delete("user_1");

        assertThat(deletion.deleted()).isTrue();
        assertThat(deletion.id()).isEqualTo("user_1");
    }

    @Test
    void names_the_field_that_a_response_lacks_and_where() {
        api.answers(
                200,
                "{\"object\": \"list\", \"has_more\": false, \"data\": [" + CannedApi.PROJECT
                        + ", {\"object\": \"organization.project\", \"id\": null}]}");

        assertThatThrownBy(() -> api.client().projects().list().stream().count())
                .isInstanceOf(UnreadableResponseException.class)
                .hasMessageStartingWith("Unreadable response: data[1].id must not be null on GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-9223372036854775808",
                "9223372036854775807",
                "1e400",
                "-1e400",
                "1e999999999",
                "1e-999999999",
                "\"1e99999\"",
                "1e99999999999999999999",
                "31556889864403200",
                "-31557014167219201"
            })
    void reads_any_number_as_a_time_or_names_it_in_one_exception(String time) {
        api.answers(200, CannedApi.PROJECT.replace("1790000000", time));

        try {
            Project project = api.client().projects().retrieve("proj_1");
            assertThat(project.createdAt()).isNotNull();
        } catch (UnreadableResponseException e) {
            assertThat(e).hasMessageStartingWith("Unreadable response: created_at ");
        }
    }

    @Test
    void prefers_the_present_name_of_a_field_to_its_former_name() {
        api.answers(200, invite("\"invited_at\": 1, \"created_at\": 2"));
        api.answers(200, invite("\"created_at\": 2, \"invited_at\": 1"));
        api.answers(200, invite("\"invited_at\": 2"));

        for (int i = 0; i < 3; i++) {
            assertThat(api.client().invites().retrieve("invite_1").createdAt()).hasToString("1970-01-01T00:00:02Z");
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "getProject | {'id': 'proj_1'} | created_at",
                "getProject | {'id': 'proj_1'} | name",
                "getProject | {'id': 'proj_1'} | status",
                "getAdminKey | {'id': 'key_1'} | created_at",
                "getAdminKey | {'id': 'key_1'} | redacted_value",
                "getAdminKey | {'id': 'key_1'} | name",
                "getAdminKey | {'id': 'key_1'} | owner",
                "createAdminKey | {'id': 'key_1', 'value': 'secret'} | created_at",
                "createAdminKey | {'id': 'key_1', 'value': 'secret'} | redacted_value",
                "getProjectKey | {'id': 'key_1'} | created_at",
                "getProjectKey | {'id': 'key_1'} | redacted_value",
                "getProjectKey | {'id': 'key_1'} | name",
                "getProjectKey | {'id': 'key_1'} | owner",
                "getProjectKey | {'id': 'key_1'} | owner_project_access",
                "getAccount | {'id': 'svc_1'} | created_at",
                "getAccount | {'id': 'svc_1'} | name",
                "getAccount | {'id': 'svc_1'} | role",
                "createAccount | {'id': 'svc_1'} | created_at",
                "createAccount | {'id': 'svc_1'} | name",
                "createAccount | {'id': 'svc_1'} | role",
                "createAccount | {'id': 'svc_1'} | api_key",
                "createKey | {'id': 'key_1', 'value': 'secret'} | created_at",
                "createKey | {'id': 'key_1', 'value': 'secret'} | name",
                "getInvite | {'id': 'invite_1', 'email': 'a@example.com'} | projects",
                "getInvite | {'id': 'invite_1', 'email': 'a@example.com'} | role",
                "getInvite | {'id': 'invite_1', 'email': 'a@example.com'} | status",
                "getInvite | {'id': 'invite_1', 'email': 'a@example.com'} | created_at",
                "getUser | {'email': 'a@example.com'} | id",
                "getUser | {'id': 'user_1'} | email",
                "getUser | {'id': 'user_1'} | name",
                "getUser | {'id': 'user_1'} | added_at",
                "getMember | {'role': 'member'} | id",
                "getMember | {'role': 'member'} | added_at",
                "getRole | {'id': 'role_1'} | name",
                "getRole | {'id': 'role_1'} | permissions",
                "getRole | {'id': 'role_1'} | predefined_role",
                "getRole | {'id': 'role_1'} | resource_type",
                "getAssignedRole | {'id': 'role_1'} | name",
                "getAssignedRole | {'id': 'role_1'} | permissions",
                "getGroup | {'id': 'group_1'} | name",
                "getGroup | {'id': 'group_1'} | created_at",
                "getProjectGroup | {'group_id': 'group_1'} | project_id",
                "getProjectGroup | {'group_id': 'group_1'} | group_name",
                "grantRole | {'group': {'id': 'group_1'}, 'role': {'id': 'role_1'}} | group/name",
                "grantRole | {'group': {'id': 'group_1'}, 'role': {'id': 'role_1'}} | role/name",
                "getExternalKey | {'id': 'ek_1'} | type",
                "getExternalKey | {'id': 'ek_1'} | name",
                "getStorage | {'id': 'es_1'} | project_id",
                "getStorage | {'id': 'es_1'} | provider",
                "getStorage | {'id': 'es_1'} | status",
                "getIdentityProvider | {'id': 'wip_1'} | name",
                "getIdentityProvider | {'id': 'wip_1'} | type",
                "getIdentityProvider | {'id': 'wip_1'} | enabled",
                "getIdentityProvider | {'id': 'wip_1'} | issuer",
                "getIdentityProvider | {'id': 'wip_1'} | audience",
                "getIdentityProvider | {'id': 'wip_1'} | verification",
                "getFederationRule | {'id': 'wifr_1'} | workload_identity_provider_id",
                "getFederationRule | {'id': 'wifr_1'} | project_id",
                "getFederationRule | {'id': 'wifr_1'} | service_account_id",
                "getFederationRule | {'id': 'wifr_1'} | enabled",
                "getFederationRule | {'id': 'wifr_1'} | attribute_matchers",
                "getFederationRule | {'id': 'wifr_1'} | permissions",
            })
    void reads_an_object_in_which_a_field_is_missing_or_null(String call, String json, String field) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode missing = (ObjectNode) mapper.readTree(json.replace('\'', '"'));
        ObjectNode isNull = missing.deepCopy();
        int slash = field.indexOf('/');
        ((ObjectNode) isNull.at(slash < 0 ? "" : "/" + field.substring(0, slash))).putNull(field.substring(slash + 1));
        assertThat(isNull).isNotEqualTo(missing);
        api.answers(200, missing.toString()).answers(200, isNull.toString());
        OpenAiAdmin admin = api.client();

        Object withoutField = call(call).apply(admin);
        Object withNull = call(call).apply(admin);

        assertThat(withNull).isNotNull().isEqualTo(withoutField);
    }

    private static final Map<String, Function<OpenAiAdmin, Object>> CALLS = Map.ofEntries(
            Map.entry("getProject", admin -> admin.projects().retrieve("proj_1")),
            Map.entry("getAdminKey", admin -> admin.adminApiKeys().retrieve("key_1")),
            Map.entry("createAdminKey", admin -> admin.adminApiKeys().create("ci")),
            Map.entry("getProjectKey", admin -> admin.projectApiKeys().retrieve("proj_1", "key_1")),
            Map.entry("getAccount", admin -> admin.serviceAccounts().retrieve("proj_1", "svc_1")),
            Map.entry("createAccount", admin -> admin.serviceAccounts().create("proj_1", "ci")),
            Map.entry("createKey", admin -> admin.serviceAccounts().createApiKey("proj_1", "svc_1", request -> {})),
            Map.entry("getInvite", admin -> admin.invites().retrieve("invite_1")),
            Map.entry("getUser", admin -> admin.users().retrieve("user_1")),
            Map.entry("getMember", admin -> admin.projectUsers().retrieve("proj_1", "user_1")),
            Map.entry("getRole", admin -> admin.roles().retrieve("role_1")),
            Map.entry("getAssignedRole", admin -> admin.groupRoles().retrieve("group_1", "role_1")),
            Map.entry("getGroup", admin -> admin.groups().retrieve("group_1")),
            Map.entry("getProjectGroup", admin -> admin.projectGroups().retrieve("proj_1", "group_1")),
            Map.entry("grantRole", admin -> admin.groupRoles().assign("group_1", "role_1")),
            Map.entry("getExternalKey", admin -> admin.externalKeys().retrieve("ek_1")),
            Map.entry("getStorage", admin -> admin.externalStorage().retrieve("es_1")),
            Map.entry(
                    "getIdentityProvider",
                    admin -> admin.workloadIdentityProviders().retrieve("wip_1")),
            Map.entry("getFederationRule", admin -> admin.federationRules().retrieve("wip_1", "wifr_1")));

    private static Function<OpenAiAdmin, Object> call(String name) {
        return Objects.requireNonNull(CALLS.get(name));
    }

    @ParameterizedTest
    @CsvSource({"admin", "service account"})
    void refuses_a_new_key_without_its_secret(String owner) {
        api.answers(200, "{\"id\": \"key_1\"}");

        assertThatThrownBy(() -> call(owner.equals("admin") ? "createAdminKey" : "createKey")
                        .apply(api.client()))
                .hasMessageContaining("value must not be null");
    }

    private static String invite(String times) {
        return "{\"object\": \"organization.invite\", \"id\": \"invite_1\", \"email\": \"a@example.com\","
                + " \"role\": \"reader\", \"status\": \"pending\", \"projects\": [], " + times + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Please try again in 6.937s. | 6937",
                "Please try again after 6.937 seconds. | 6937",
                "Please try again in 20ms. | 20",
                "Please try again in 1m30s. | 90000",
                "Try again in 114h18m0s. | 411480000",
                "Please retry after 5 seconds | 5000",
                "Please retry in 2 minutes and 5 seconds. | 125000",
                "try again in 1 hour, 1 minute | 3660000",
                "Try again in a while. |",
                "Try again in 5 parsecs. |"
            })
    void reads_a_wait_in_words(String message, @Nullable Long millis) {
        api.answers(429, "{\"error\": {\"message\": \"Rate limit reached. " + message + "\"}}");

        RateLimitException failure = catchThrowableOfType(
                RateLimitException.class,
                () -> api.client()
                        .with(options -> options.maxAttempts(1))
                        .projects()
                        .retrieve("proj_1"));

        assertThat(failure.retryAfter()).isEqualTo(millis == null ? null : Duration.ofMillis(millis));
    }

    @Test
    void ends_at_once_when_a_wait_in_words_does_not_fit_into_the_time_of_the_call() {
        api.answers(429, "{\"error\": {\"message\": \"Please try again in 114h18m0s.\"}}");

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1"))
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        failure -> assertThat(failure.retryAfter())
                                .isEqualTo(Duration.ofHours(114).plusMinutes(18)));
        assertThat(api.requests).hasSize(1);
        assertThat(api.waits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "code, insufficient_quota",
        "code, credit_balance_exhausted",
        "code, organization_usage_limit_exceeded",
        "code, organization_spend_limit_exceeded",
        "code, project_spend_limit_exceeded",
        "type, insufficient_quota"
    })
    void ends_at_once_when_waiting_does_not_help_and_says_what_does(String field, String word) {
        api.answers(
                429,
                "{\"error\": {\"message\": \"Enough.\", \"" + field + "\": \"" + word + "\"}}",
                "retry-after",
                "1");

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1"))
                .isExactlyInstanceOf(ApiException.class)
                .hasMessageContaining("waiting does not help: an owner has to raise the limit or add credit");
        assertThat(api.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "404, <html>nginx</html>",
        "405, <html>Method not allowed</html>",
        "404, '{\"error\": {\"message\": \"Invalid URL (GET /organization/projects/proj_1)\"}}'"
    })
    void points_at_the_base_url_when_nothing_there_serves_the_api(int status, String body) {
        api.answers(status, body);

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1"))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        failure -> assertThat(failure.status()).isEqualTo(status))
                .hasMessageStartingWith("Unknown URL on GET /organization/projects/proj_1 (" + status)
                .hasMessageContaining("check the base URL");
    }

    @Test
    void says_v1_when_the_base_url_lacks_it() {
        OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .baseUrl("https://api.openai.com")
                .feignClient((request, options) -> Response.builder()
                        .request(request)
                        .status(404)
                        .headers(Map.of())
                        .body("<html>", StandardCharsets.UTF_8)
                        .build())
                .build();

        assertThatThrownBy(() -> admin.projects().retrieve("proj_1"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("check the base URL, which usually ends with /v1");
    }

    @Test
    void takes_a_404_of_the_api_for_a_missing_object() {
        api.answers(404, "{\"error\": {\"message\": \"No project found with id 'proj_1'.\"}}");

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Not found on GET");
    }
}
