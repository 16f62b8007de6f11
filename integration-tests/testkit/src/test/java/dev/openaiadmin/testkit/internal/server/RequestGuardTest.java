package dev.openaiadmin.testkit.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.RawHttp;
import dev.openaiadmin.testkit.internal.server.StandaloneServer.Settings;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {
    private static final String KEY = "Authorization: Bearer sk-a";

    private final StandaloneServer server =
            StandaloneServer.start(Settings.defaults().at("127.0.0.1", 0, List.of("mock-openai")));
    private final RawHttp http = new RawHttp(server.origin());

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:1", "localhost", "LOCALHOST:8080", "[::1]:8080", "mock-openai:8080", "localhost."})
    void takes_requests_for_its_own_names_and_addresses(String host) {
        assertThat(get("/v1/organization/projects", host, KEY)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "10.0.0.1",
                "[2001:db8::1]:8080",
                ""
            })
    void refuses_requests_for_hosts_that_are_not_its_own(String host) {
        for (String path : List.of("/v1/organization/projects", "/_control/requests", "/docs", "/docs/openapi.json")) {
            assertThat(get(path, host, KEY)).startsWith("HTTP/1.1 421").contains("\"code\":\"unknown_host\"");
        }
    }

    @Test
    void refuses_a_request_without_a_host() {
        assertThat(http.sendAs("GET /docs", "", List.of(KEY))).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://localhost:3000",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void refuses_requests_of_pages_from_elsewhere(String header) {
        for (String path : List.of("/v1/organization/projects", "/_control/requests", "/_control/reset")) {
            assertThat(get(path, "localhost:8080", KEY, header))
                    .startsWith("HTTP/1.1 403")
                    .doesNotContain("Access-Control");
        }
    }

    @Test
    void takes_requests_of_its_own_page() {
        assertThat(get(
                        "/_control/requests",
                        "localhost:8080",
                        KEY,
                        "Origin: http://localhost:8080",
                        "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void lets_people_follow_a_link_to_its_page() {
        assertThat(get("/docs", "localhost:8080", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"))
                .startsWith("HTTP/1.1 200")
                .contains("frame-ancestors 'none'");
    }

    @Test
    void takes_any_address_but_no_foreign_name_when_it_listens_at_all_addresses() {
        try (StandaloneServer open = StandaloneServer.start(Settings.defaults().at("0.0.0.0", 0, List.of()));
                RawHttp client = new RawHttp(open.origin())) {
            assertThat(client.sendAs("GET /v1/organization/projects", "", List.of("Host: 10.1.2.3:8080", KEY)))
                    .startsWith("HTTP/1.1 200");
            assertThat(client.sendAs("GET /v1/organization/projects", "", List.of("Host: evil.example", KEY)))
                    .startsWith("HTTP/1.1 421")
                    .contains("--allow-host");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/__admin",
                "/__admin/",
                "/__admin/mappings",
                "/__admin/requests",
                "/__admin/shutdown",
                "/__admin/files/x",
                "/%5F_admin/mappings",
                "/v1/../__admin/mappings",
                "//__admin/mappings"
            })
    void has_no_administration_of_wiremock(String path) {
        assertThat(get(path, "localhost:8080", KEY)).startsWith("HTTP/1.1 404").contains("{\"error\":");
    }

    private String get(String path, String host, String... headers) {
        List<String> all = new java.util.ArrayList<>(List.of("Host: " + host));
        all.addAll(List.of(headers));
        return http.sendAs("GET " + path, "", all);
    }
}
