package dev.openaiadmin.testkit.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.internal.server.StandaloneServer.JsonSource;
import dev.openaiadmin.testkit.internal.server.StandaloneServer.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocsEndpointTest {
    private static final StandaloneServer SERVER =
            StandaloneServer.start(Settings.defaults().beginningWith(JsonSource.NONE, JsonSource.NONE));

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void all_that_the_page_needs_is_on_the_server() {
        List<String> needed = Pattern.compile("(?:href|src)=\"(/.*?)\"")
                .matcher(get("/docs").body())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();

        assertThat(needed).hasSizeGreaterThanOrEqualTo(4).allSatisfy(path -> {
            assertThat(get(path).statusCode()).isEqualTo(200);
            assertThat(get(path).headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).containsAnyOf("css", "javascript"));
        });
    }

    @Test
    void the_browser_is_told_to_ask_no_other_server() {
        assertThat(get("/docs").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self';"));
    }

    @Test
    void the_document_leads_to_this_server_and_to_its_controls() throws Exception {
        JsonNode document =
                new ObjectMapper().readTree(get("/docs/openapi.json").body());

        assertThat(document.path("servers")).hasToString("[{\"url\":\"/v1\"}]");
        assertThat(document.path("paths").has("/organization/projects")).isTrue();
        assertThat(document.at("/paths/~1_control~1faults/servers")).hasToString("[{\"url\":\"/\"}]");
        assertThat(document.at("/paths/~1_control~1faults").fieldNames())
                .toIterable()
                .contains("post", "delete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs/", "/docs/missing.js"})
    void other_addresses_lead_to_the_page(String path) {
        HttpResponse<String> moved = get(path);

        assertThat(moved.statusCode()).isEqualTo(302);
        assertThat(moved.headers().firstValue("Location")).hasValue("/docs");
    }

    private static HttpResponse<String> get(String path) {
        return PlainHttp.exchange(HttpRequest.newBuilder(URI.create(SERVER.origin() + path)));
    }
}
