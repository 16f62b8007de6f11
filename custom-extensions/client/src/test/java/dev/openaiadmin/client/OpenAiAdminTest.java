package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.ProjectsApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiAdminTest {
    @AutoClose
    private final CannedApi api = new CannedApi();

    @Test
    void names_the_missing_variable_and_where_to_create_a_key() {
        assertThatThrownBy(() -> OpenAiAdmin.builderFromEnv(Map.of()).build())
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("OPENAI_ADMIN_KEY must be set")
                .hasMessageContaining("https://platform.openai.com/settings/organization/admin-keys");
    }

    @Test
    void takes_key_organization_and_base_url_from_the_environment() {
        try (OpenAiAdmin admin = OpenAiAdmin.builderFromEnv(Map.of(
                        "OPENAI_ADMIN_KEY", "sk-admin-canary",
                        "OPENAI_ORG_ID", "org-1",
                        "OPENAI_BASE_URL", "http://127.0.0.1:1/v1/"))
                .build()) {
            assertThat(admin).hasToString("OpenAiAdmin[http://127.0.0.1:1/v1]");
        }
    }

    @Test
    void sends_to_production_by_default() {
        try (OpenAiAdmin admin =
                OpenAiAdmin.builder().adminKey("sk-admin-canary").build()) {
            assertThat(admin).hasToString("OpenAiAdmin[https://api.openai.com/v1]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "sk-admin-canary\r\nX-Evil: 1", "sk-admin canary", "sk-admin-canarý"})
    void refuses_an_invalid_key_and_does_not_show_it(String key) {
        assertThatThrownBy(() -> OpenAiAdmin.builder().adminKey(key))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("adminKey must")
                .hasMessageNotContaining("canar");
    }

    @Test
    void accepts_a_key_with_blanks_around_it() {
        assertThat(AdminKey.of(" sk-admin-canary\n")).isEqualTo(AdminKey.of("sk-admin-canary"));
    }

    @Test
    void never_shows_a_key() {
        assertThat(AdminKey.of("sk-admin-canary")).hasToString("AdminKey[***]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.openai.com",
                "ftp://api.openai.com",
                "https://",
                "https:///v1",
                "https://a b",
                "https://api.openai.com:99999/v1",
                "https://api.openai.com:0/v1"
            })
    void refuses_an_invalid_base_url(String url) {
        assertThatThrownBy(() -> OpenAiAdmin.builder().baseUrl(url))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("baseUrl must")
                .hasMessageEndingWith("but was \"" + url + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:canary@host/v1", "https://host/v1?key=canary", "https://host/v1#canary"})
    void refuses_a_base_url_with_user_query_or_fragment_and_does_not_show_it(String url) {
        assertThatThrownBy(() -> OpenAiAdmin.builder().baseUrl(url))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void refuses_invalid_options() {
        assertThatThrownBy(() -> api.client().with(options -> options.timeout(Duration.ZERO)))
                .hasMessage("timeout must be more than zero and at most a day, but was PT0S");
        assertThatThrownBy(() -> api.client().with(options -> options.maxAttempts(0)))
                .hasMessage("maxAttempts must be between 1 and 10, but was 0");
        assertThatThrownBy(() -> api.client().with(options -> options.header("authorization", "canary")))
                .hasMessageStartingWith("header name must not be one that the client sets itself");
        assertThatThrownBy(() -> api.client().with(options -> options.header("X-Trace", "a\r\ncanary: b")))
                .hasMessage("value of header X-Trace must be visible ASCII and spaces");
    }

    @Test
    void sends_the_headers_of_a_view_in_its_calls_only() {
        api.answers(200, CannedApi.PROJECT).answers(200, CannedApi.PROJECT);
        OpenAiAdmin admin = api.client();

        admin.with(options -> options.header("X-Trace", "{braces} stay"))
                .projects()
                .retrieve("proj_1");
        admin.projects().retrieve("proj_1");
        assertThat(api.requests)
                .extracting(request -> request.headers().get("X-Trace"))
                .containsExactly(List.of("{braces} stay"), null);
    }

    @Test
    void sends_the_user_agent_and_the_organization() {
        api.answers(200, CannedApi.PROJECT);

        api.clientOf(OpenAiAdmin.builder().adminKey("sk-admin-canary").organization("org-1"))
                .projects()
                .retrieve("proj_1");
        assertThat(api.requests.get(0).headers())
                .containsEntry("OpenAI-Organization", List.of("org-1"))
                .containsEntry("Accept", List.of("application/json"))
                .hasEntrySatisfying(
                        "User-Agent", agent -> assertThat(agent.toString()).startsWith("[openai-admin-java/"));
    }

    @ParameterizedTest
    @CsvSource({
        "sk-admin-***nary, true",
        "sk-admin...ary, true",
        "sk-admin-***mary, false",
        "sk-proj-***nary, false",
        "sk-admin-canary, false",
        ", true"
    })
    void recognizes_its_key_by_the_redacted_value(@Nullable String redacted, boolean own) {
        assertThat(api.client().mayUseKey(redacted)).isEqualTo(own);
    }

    @Test
    void requires_a_key() {
        assertThatThrownBy(() -> OpenAiAdmin.builder().build())
                .hasMessage("adminKey must be set on the builder, or use fromEnv()");
    }

    @Test
    void returns_the_same_resource_each_time() {
        OpenAiAdmin admin = api.client();

        assertThat(admin.projects()).isSameAs(admin.api(ProjectsApi.class)).hasToString("ProjectsApi");
    }
}
