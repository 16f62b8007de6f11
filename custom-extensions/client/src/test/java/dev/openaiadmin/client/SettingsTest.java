package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.internal.http.ProxyServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings as people have them: with white space, in quotes, in files, and for proxies. */
class SettingsTest {
    private static final String KEY = "sk-admin-canary";

    @AutoClose
    private final CannedApi api = new CannedApi();

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"' ',''", "'',' '", "'','\n'", "'','\r\n'", "'\t','\t\n'"})
    void ignores_white_space_around_values_of_the_environment(String before, String after) {
        Map<String, String> environment = Map.of(
                "OPENAI_ADMIN_KEY", before + KEY + after,
                "OPENAI_ORG_ID", before + "org-1" + after,
                "OPENAI_BASE_URL", before + "http://127.0.0.1:1/v1" + after);

        try (OpenAiAdmin admin = OpenAiAdmin.builderFromEnv(environment).build()) {
            assertThat(admin).hasToString("OpenAiAdmin[http://127.0.0.1:1/v1]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPENAI_ADMIN_KEY", "OPENAI_ADMIN_KEY_FILE", "OPENAI_ORG_ID", "OPENAI_BASE_URL"})
    void refuses_quotes_around_a_value_and_names_the_variable_alone(String variable) {
        Map<String, String> environment = new HashMap<>(Map.of("OPENAI_ADMIN_KEY", KEY));
        if (variable.equals("OPENAI_ADMIN_KEY_FILE")) {
            environment.clear();
        }
        environment.put(variable, "\"canary-value\"");

        assertThatThrownBy(() -> OpenAiAdmin.builderFromEnv(environment).build())
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(variable + " must not be in quotes: remove them from where it is set");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com//v1, https://api.openai.com/v1",
        "https://api.openai.com/v1//, https://api.openai.com/v1",
        "https://api.openai.com/v1/, https://api.openai.com/v1",
        "https://gateway.example//openai///v1, https://gateway.example/openai/v1"
    })
    void folds_doubled_slashes_of_the_base_url(String url, String folded) {
        try (OpenAiAdmin admin =
                OpenAiAdmin.builder().adminKey(KEY).baseUrl(url).build()) {
            assertThat(admin).hasToString("OpenAiAdmin[" + folded + "]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/v1",
                "http://LOCALHOST:8080/v1",
                "http://127.0.0.1:8080",
                "http://127.9.9.9:8080",
                "http://[::1]:8080",
                "https://host/v1"
            })
    void sends_the_key_over_plain_http_to_this_machine(String url) {
        assertThatCode(() ->
                        OpenAiAdmin.builder().adminKey(KEY).baseUrl(url).build().close())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.openai.com/v1",
                "http://127.0.0.1.evil.example/v1",
                "http://localhost.evil.example/v1",
                "http://10.0.0.1/v1"
            })
    void refuses_plain_http_to_another_machine_and_says_how_to_allow_it(String url) {
        OpenAiAdmin.Builder builder = OpenAiAdmin.builder().adminKey(KEY).baseUrl(url);

        assertThatThrownBy(builder::build)
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("baseUrl must use https")
                .hasMessageContaining("allowPlainHttp(true)")
                .hasMessageContaining("OPENAI_ADMIN_ALLOW_PLAIN_HTTP");
    }

    @Test
    void allows_plain_http_to_another_machine_on_purpose() {
        OpenAiAdmin.builder()
                .adminKey(KEY)
                .allowPlainHttp(true)
                .baseUrl("http://wiremock:8080/v1")
                .build()
                .close();
        OpenAiAdmin.builderFromEnv(Map.of(
                        "OPENAI_ADMIN_KEY", KEY,
                        "OPENAI_BASE_URL", "http://wiremock:8080/v1",
                        "OPENAI_ADMIN_ALLOW_PLAIN_HTTP", "true"))
                .build()
                .close();
    }

    @Test
    void reads_the_key_from_a_file_and_again_after_a_401(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("key");
        Files.writeString(file, "sk-admin-first\n");
        OpenAiAdmin admin = api.clientOf(OpenAiAdmin.builder().adminKeyFile(file));
        api.answers(200, CannedApi.PROJECT).answers(401, "{}").answers(200, CannedApi.PROJECT);
        admin.projects().retrieve("proj_1");
        Files.writeString(file, "\tsk-admin-second\r\n");

        admin.projects().retrieve("proj_1");

        assertThat(api.requests)
                .extracting(request -> request.headers().getOrDefault("Authorization", List.of()))
                .containsExactly(
                        List.of("Bearer sk-admin-first"),
                        List.of("Bearer sk-admin-first"),
                        List.of("Bearer sk-admin-second"));
    }

    @Test
    void names_a_file_without_a_key_when_the_client_is_built(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), " \n");
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> OpenAiAdmin.builder().adminKeyFile(missing).build())
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("adminKeyFile must be a readable file (NoSuchFileException)")
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> OpenAiAdmin.builderFromEnv(Map.of("OPENAI_ADMIN_KEY_FILE", empty.toString()))
                        .build())
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("adminKeyFile must hold an admin key, which must not be blank");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS_PROXY, http://proxy.example:3128, proxy.example:3128",
        "https_proxy, http://proxy.example:3128, proxy.example:3128",
        "HTTP_PROXY, proxy.example:3128, proxy.example:3128",
        "http_proxy, http://proxy.example, proxy.example:80",
        "HTTPS_PROXY, http://ada:canary@proxy.example:3128, proxy.example:3128"
    })
    void takes_the_proxy_from_the_environment_when_asked_to(String variable, String value, String server) {
        ProxySettings settings = ProxySettings.fromEnvironment(Map.of(variable, value));

        assertThat(settings).hasToString("ProxySettings[" + server + "]");
    }

    @Test
    void keeps_the_login_of_a_proxy() {
        ProxyServer server = serverFor("https://api.openai.com/v1", "");

        assertThat(server)
                .returns("ada", ProxyServer::user)
                .returns("can:ary", ProxyServer::password)
                .hasToString("proxy.example:3128");
    }

    @Test
    void takes_the_login_of_a_proxy_apart_from_its_address() {
        ProxySettings settings = ProxySettings.of("proxy.example", 3128).withLogin("ada", "can:ary");

        assertThat(settings.serverFor(URI.create("https://api.openai.com/v1")))
                .isEqualTo(new ProxyServer("proxy.example", 3128, "ada", "can:ary"));
        assertThat(settings).hasToString("ProxySettings[proxy.example:3128]");
        assertThat(ProxySettings.fromEnvironment(Map.of()).withLogin("ada", "canary"))
                .hasToString("ProxySettings[none]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada:canary"})
    void refuses_users_of_a_proxy_that_cannot_log_in(String user) {
        ProxySettings settings = ProxySettings.of("proxy.example", 3128);

        assertThatThrownBy(() -> settings.withLogin(user, "canary"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("proxy user must be")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "api.openai.com, true",
        "'localhost, api.openai.com', true",
        ".openai.com, true",
        "openai.com, true",
        "*.openai.com, true",
        "*, true",
        "API.OPENAI.COM, true",
        "openai.co, false",
        "i.openai.com, false",
        "example.com, false",
        "'', false"
    })
    void reaches_hosts_of_no_proxy_without_it(String noProxy, boolean direct) {
        assertThat(serverFor("https://api.openai.com/v1", noProxy) == null).isEqualTo(direct);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://ada:canary@proxy:1080", "http://ada:canary@", "http://ada:can ary@proxy"})
    void names_the_variable_of_a_proxy_that_cannot_be_used_and_never_its_password(String value) {
        assertThatThrownBy(() -> ProxySettings.fromEnvironment(Map.of("HTTPS_PROXY", value)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("HTTPS_PROXY must be a URL")
                .hasMessageNotContaining("canary");
    }

    @Test
    void knows_no_proxy_where_the_environment_names_none() {
        assertThat(ProxySettings.fromEnvironment(Map.of())).hasToString("ProxySettings[none]");
    }

    private static @Nullable ProxyServer serverFor(String baseUrl, String noProxy) {
        return ProxySettings.fromEnvironment(
                        Map.of("HTTPS_PROXY", "http://ada:can:ary@proxy.example:3128", "NO_PROXY", noProxy))
                .serverFor(URI.create(baseUrl));
    }
}
