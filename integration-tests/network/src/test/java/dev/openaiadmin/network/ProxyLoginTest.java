package dev.openaiadmin.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openaiadmin.client.ConnectionException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.ProxySettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default client behind a proxy that requires a login. */
class ProxyLoginTest {
    private static final String KEY = "sk-admin-canary";
    private static final String PASSWORD = "pass:word of ada";
    private static final String WRONG = "another password";

    private static Certificates certificates;
    private static FaultServer api;

    @BeforeAll
    static void start_the_api(@TempDir Path folder) throws Exception {
        certificates = new Certificates(folder);
        api = FaultServer.secured(certificates.good(), Faults.good());
    }

    @AfterAll
    static void stop_the_api() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void logs_in_once_for_each_tunnel_and_shows_the_proxy_no_key(boolean keepsConnections) throws Exception {
        try (TunnelProxy proxy = TunnelProxy.requiringLogin("ada", PASSWORD, keepsConnections);
                OpenAiAdmin admin = client(proxy, PASSWORD)) {
            assertThat(admin.projects().retrieve("proj_1").id()).isEqualTo("proj_1");
            assertThat(admin.projects().retrieve("proj_1").id()).isEqualTo("proj_1");

            assertThat(proxy.tunnelsOpened()).isEqualTo(1);
            assertThat(proxy.heads())
                    .hasSize(2)
                    .allSatisfy(head -> assertThat(head).startsWith("CONNECT 127.0.0.1:" + api.port() + " HTTP/1.1"))
                    .noneSatisfy(head -> assertThat(head).contains("canary"));
            assertThat(proxy.heads().get(0)).doesNotContain("Proxy-Authorization");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void names_a_wrong_password_without_showing_it(boolean keepsConnections) throws Exception {
        try (TunnelProxy proxy = TunnelProxy.requiringLogin("ada", PASSWORD, keepsConnections);
                OpenAiAdmin admin = client(proxy, WRONG)) {
            ConnectionException failure = failureOf(admin);

            assertThat(failure)
                    .returns(ConnectionException.Reason.PROXY, ConnectionException::reason)
                    .returns(false, ConnectionException::sent)
                    .returns(1, ConnectionException::attempts)
                    .hasMessageContaining("The proxy refused the login")
                    .hasMessageContaining("check the user and the password of the proxy");
            assertThat(proxy.tunnelsOpened()).isZero();
            assertThat(printed(failure)).contains("407").doesNotContain(WRONG, PASSWORD, "canary");
        }
    }

    @Test
    void says_that_a_login_is_required() throws Exception {
        try (TunnelProxy proxy = TunnelProxy.requiringLogin("ada", PASSWORD, true);
                OpenAiAdmin admin = builder()
                        .proxy(ProxySettings.of("127.0.0.1", proxy.port()))
                        .build()) {
            assertThat(failureOf(admin))
                    .returns(ConnectionException.Reason.PROXY, ConnectionException::reason)
                    .hasMessageContaining("The proxy requires a login")
                    .hasMessageContaining("withLogin");
        }
    }

    @Test
    void sends_neither_key_nor_login_to_the_proxy_of_a_base_url_over_plain_http() throws Exception {
        try (FaultServer plain = FaultServer.start(Faults.good());
                TunnelProxy proxy = TunnelProxy.requiringLogin("ada", PASSWORD, true);
                OpenAiAdmin admin = OpenAiAdmin.builder()
                        .adminKey(KEY)
                        .baseUrl(plain.baseUrl())
                        .proxy(settings(proxy, PASSWORD))
                        .build()) {
            assertThat(admin.projects().retrieve("proj_1").id()).isEqualTo("proj_1");

            assertThat(proxy.heads()).isEmpty();
            assertThat(plain.requests().get(0).headers()).noneMatch(header -> header.startsWith("Proxy-"));
        }
    }

    private static OpenAiAdmin client(TunnelProxy proxy, String password) throws Exception {
        return builder().proxy(settings(proxy, password)).build();
    }

    private static ProxySettings settings(TunnelProxy proxy, String password) {
        return ProxySettings.of("127.0.0.1", proxy.port()).withLogin("ada", password);
    }

    private static OpenAiAdmin.Builder builder() throws Exception {
        return OpenAiAdmin.builder().adminKey(KEY).baseUrl(api.baseUrl()).sslContext(certificates.trust());
    }

    private static ConnectionException failureOf(OpenAiAdmin admin) {
        return catchThrowableOfType(
                ConnectionException.class, () -> admin.projects().retrieve("proj_1"));
    }

    private static String printed(Exception failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
