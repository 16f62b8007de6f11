package dev.openaiadmin.testkit.internal.verify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
    @TempDir
    private Path folder;

    private final OrganizationServer api = OrganizationServer.start();
    private final List<String> printed = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void reports_nothing_where_the_api_is_as_described() {
        try (Verification verification = live(false)) {
            assertThat(send(verification, "POST", "/organization/projects", "{\"name\": \"payments-prod\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(send(verification, "GET", "/organization/projects?limit=1", "")
                            .body()
                            .path("data"))
                    .hasSize(1);
            assertThat(send(verification, "GET", "/organization/projects/proj_missing", "")
                            .status())
                    .isEqualTo(404);

            assertThat(verification.isClean()).as("%s", printed).isTrue();
            assertThat(verification.summary())
                    .containsExactly("3 exchanges with " + api.baseUrl() + "; kinds of differences: 0");
        }
    }

    @Test
    void reports_each_kind_of_planted_difference_once_with_a_count_and_nothing_else() {
        api.wireMock()
                .stubFor(get(urlPathEqualTo("/v1/organization/projects"))
                        .willReturn(okJson("{\"object\": \"list\", \"data\": ["
                                + project(1, "active", ", \"colour\": \"red\"") + ","
                                + project(2, "frozen", ", \"colour\": \"blue\"")
                                + "], \"first_id\": \"proj_1\", \"last_id\": \"proj_2\"}")));
        api.wireMock()
                .stubFor(
                        post(urlPathEqualTo("/v1/organization/projects")).willReturn(okJson(project(3, "active", ""))));
        api.wireMock()
                .stubFor(get(urlPathEqualTo("/v1/organization/users"))
                        .willReturn(aResponse().withStatus(302).withBody("{}")));
        api.wireMock()
                .stubFor(
                        get(urlPathEqualTo("/v1/organization/novelties")).willReturn(okJson("{\"object\": \"list\"}")));
        try (Verification verification = live(false)) {
            send(verification, "GET", "/organization/projects", "");
            send(verification, "GET", "/organization/projects", "");
            send(verification, "POST", "/organization/projects", "{\"name\": \"a\", \"shade\": 7}");
            send(verification, "GET", "/organization/users", "");
            send(verification, "GET", "/organization/novelties", "");

            assertThat(verification.summary())
                    .containsExactlyInAnyOrder(
                            "unknown field data[].colour: string in listProjects (4 times, such as GET"
                                    + " /organization/projects at /data/0/colour)",
                            "unknown enum value data[].status: \"frozen\" in listProjects (2 times, such as GET"
                                    + " /organization/projects at /data/1/status)",
                            "missing required field has_more in listProjects (2 times, such as GET"
                                    + " /organization/projects at /has_more)",
                            verification.summary().get(3),
                            "undocumented status 302 in listUsers (1 time, such as GET /organization/users)",
                            "undocumented operation with status 200 in GET /organization/novelties (1 time, such as GET"
                                    + " /organization/novelties)",
                            "5 exchanges with " + api.baseUrl() + "; kinds of differences: 6");
            assertThat(verification.summary().get(3))
                    .startsWith("request refused by contract but taken by the API: the body has 'shade', which is not"
                            + " in the contract; known: ")
                    .contains(" in createProject (1 time, such as POST /organization/projects");
            assertThat(printed).hasSize(6);
        }
    }

    @Test
    void writes_the_differences_as_json() throws IOException {
        api.wireMock()
                .stubFor(get(urlPathEqualTo("/v1/organization/projects/proj_1"))
                        .willReturn(okJson(project(1, "active", ", \"colour\": 7"))));
        Path report = folder.resolve("report.json");
        try (Verification verification =
                Verification.live(0, URI.create(api.baseUrl()), false, report, null, printed::add)) {
            send(verification, "GET", "/organization/projects/proj_1", "");
        }
        JsonNode written = new ObjectMapper().readTree(Files.readString(report));

        assertThat(written.path("exchanges").asInt()).isEqualTo(1);
        assertThat(written.path("differences")).singleElement().satisfies(difference -> {
            assertThat(difference.path("kind").asText()).isEqualTo("unknown_field");
            assertThat(difference.path("operation").asText()).isEqualTo("retrieveProject");
            assertThat(difference.path("subject").asText()).isEqualTo("colour: number");
            assertThat(difference.path("count").asInt()).isEqualTo(1);
            assertThat(difference.at("/example/path").asText()).isEqualTo("/organization/projects/proj_1");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "PUT", "PATCH"})
    void lets_nothing_through_that_could_change_something_when_it_only_reads(String method) {
        try (Verification verification = live(true)) {
            Reply refused = send(verification, method, "/organization/projects", "");

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("/error/code")).isEqualTo("read_only");
            assertThat(api.organization().requests()).isEmpty();
            assertThat(send(verification, "GET", "/organization/projects", "").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void keeps_bodies_only_when_asked_and_with_masked_secrets_that_can_be_checked_again() throws IOException {
        Path bodies = folder.resolve("bodies");
        String secret;
        try (Verification verification =
                Verification.live(0, URI.create(api.baseUrl()), false, null, bodies, printed::add)) {
            secret = send(verification, "POST", "/organization/admin_api_keys", "{\"name\": \"ci\"}")
                    .text("/value");
        }
        List<Path> files;
        try (Stream<Path> list = Files.list(bodies)) {
            files = list.toList();
        }
        String kept = Files.readString(files.get(0));

        assertThat(files).singleElement().asString().endsWith("000001-createAdminApiKey.json");
        assertThat(kept).contains("\"value\" : \"***\"", "\"name\" : \"ci\"").doesNotContain(secret);
        try (Verification again = Verification.recorded(bodies, null)) {
            assertThat(again.summary()).containsExactly("1 exchanges with " + bodies + "; kinds of differences: 0");
        }
    }

    @Test
    void keeps_keys_out_of_everything_that_it_prints() {
        api.wireMock()
                .stubFor(get(urlPathEqualTo("/v1/organization/projects/proj_1"))
                        .willReturn(okJson(project(1, "sk-admin-0123456789", ", \"sk\": \"sk-admin-9876543210\""))));
        try (Verification verification = live(false)) {
            send(verification, "GET", "/organization/projects/proj_1", "");

            assertThat(String.join("\n", verification.summary()) + printed)
                    .contains("unknown field sk: string")
                    .doesNotContain(
                            "0123456789", "9876543210", api.organization().adminKey());
        }
    }

    @Test
    void checks_recorded_har_files_and_leaves_out_other_apis() throws IOException {
        Files.writeString(folder.resolve("session.har"), """
                {"log": {"entries": [
                  {"request": {"method": "GET", "url": "https://api.openai.com/v1/organization/projects/proj_1"},
                   "response": {"status": 200, "content": {"text": %s}}},
                  {"request": {"method": "POST", "url": "https://api.openai.com/v1/chat/completions"},
                   "response": {"status": 200, "content": {"text": "{}"}}}]}}
                """.formatted(
                        new ObjectMapper().writeValueAsString(project(1, "active", ", \"colour\": true"))));
        try (Verification verification = Verification.recorded(folder, null)) {
            assertThat(verification.summary())
                    .containsExactly(
                            "unknown field colour: boolean in retrieveProject (1 time, such as GET"
                                    + " /organization/projects/proj_1 at /colour)",
                            "1 exchanges with " + folder + "; kinds of differences: 1");
        }
    }

    @Test
    void names_the_recorded_file_that_it_does_not_understand() throws IOException {
        Files.writeString(folder.resolve("odd.json"), "{\"operation\": \"listProject\", \"response\": {}}");

        assertThatThrownBy(() -> Verification.recorded(folder, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("odd.json: There is no operation 'listProject'; known: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.example/v1", "ftp://api.example/v1", "https://user:pass@api.example/v1", "v1"})
    void sends_keys_to_no_url_that_is_not_safe(String upstream) {
        assertThatThrownBy(() -> Verification.live(0, URI.create(upstream), false, null, null, printed::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--upstream must");
    }

    @Test
    void takes_no_requests_from_pages_of_other_sites() {
        try (Verification verification = live(false);
                RawHttp http = new RawHttp(verification.baseUrl())) {
            assertThat(http.send("GET /v1/organization/projects", "Origin: http://evil.example"))
                    .startsWith("HTTP/1.1 403");
            assertThat(http.sendAs("GET /v1/organization/projects", "", List.of("Host: evil.example")))
                    .startsWith("HTTP/1.1 421");
            assertThat(api.organization().requests()).isEmpty();
        }
    }

    @Test
    void says_that_the_api_does_not_respond() {
        try (Verification verification = live(false)) {
            api.close();
            Reply failed = send(verification, "GET", "/organization/projects", "");

            assertThat(failed.status()).isEqualTo(502);
            assertThat(failed.text("/error/message")).contains(api.baseUrl());
        }
    }

    private Verification live(boolean readOnly) {
        return Verification.live(0, URI.create(api.baseUrl()), readOnly, null, null, printed::add);
    }

    private Reply send(Verification verification, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(verification.baseUrl() + path))
                .header("Authorization", "Bearer " + api.organization().adminKey())
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return PlainHttp.send(request);
    }

    private static String project(int id, String status, String more) {
        return "{\"object\": \"organization.project\", \"id\": \"proj_" + id + "\", \"name\": \"a\","
                + " \"created_at\": 1, \"archived_at\": null, \"status\": \"" + status + "\"" + more + "}";
    }
}
