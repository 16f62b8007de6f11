package dev.openaiadmin.testkit.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.RawHttp;
import dev.openaiadmin.testkit.WithOrganization;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@WithOrganization
class ApiEndpointTest {
    private static final String LIST = "GET /v1/organization/projects";

    @Test
    void tells_keys_apart_that_differ_in_case_on_one_connection(InMemoryOrganization organization) {
        String key = organization.adminKey();
        String other =
                key.equals(key.toUpperCase(Locale.ROOT)) ? key.toLowerCase(Locale.ROOT) : "SK" + key.substring(2);
        try (RawHttp http = new RawHttp(organization.baseUrl())) {
            assertThat(http.send(LIST, "Authorization: Bearer " + key)).startsWith("HTTP/1.1 200");
            assertThat(http.send(LIST, "Authorization: Bearer " + other)).startsWith("HTTP/1.1 401");
            assertThat(http.send(LIST, "Authorization: Bearer " + key)).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  ", "bEaReR\t "})
    void takes_the_scheme_in_any_case_and_any_white_space_after_it(String scheme, InMemoryOrganization organization) {
        try (RawHttp http = new RawHttp(organization.baseUrl())) {
            assertThat(http.send(LIST, "Authorization: " + scheme + organization.adminKey()))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /v1/organization/projects/%zz, 400",
        "GET /v1/organization/projects?after=%zz, 400",
        "GET /v1/organization/projects?%, 400",
        "GET /v1/organization/nothing, 404",
        "GET /v1/organization/projects/, 404",
        "GET /v1/organization/projects/proj_1/, 404",
        "GET /organization/projects, 404",
        "GET /__admin/mappings, 404",
        "DELETE /v1/organization/projects, 405",
        "BREW /v1/organization/projects, 405",
    })
    void reports_every_error_in_the_shape_of_the_api(String line, int status, InMemoryOrganization organization) {
        try (RawHttp http = new RawHttp(organization.baseUrl())) {
            String response = http.send(line, "Authorization: Bearer " + organization.adminKey());

            assertThat(response)
                    .startsWith("HTTP/1.1 " + status)
                    .contains("Content-Type: application/json", "\r\nDate: ", "x-request-id: req_", "openai-version: ")
                    .contains("{\"error\":{\"message\":")
                    .doesNotContain("html", "Exception", "at dev.");
        }
        organization.takeBreaches();
    }

    @Test
    void names_the_methods_that_a_path_has(InMemoryOrganization organization) {
        HttpResponse<String> response = PlainHttp.exchange(
                new PlainHttp(organization).authorized("/organization/projects").DELETE());

        assertThat(response.headers().firstValue("Allow")).hasValue("GET, POST");
        organization.takeBreaches();
    }

    @Test
    void names_the_scheme_that_a_request_without_a_key_lacks(InMemoryOrganization organization) {
        HttpResponse<String> response =
                PlainHttp.exchange(new PlainHttp(organization).request("/organization/projects"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
    }

    @Test
    void refuses_a_header_that_names_another_organization(InMemoryOrganization organization) {
        PlainHttp http = new PlainHttp(organization);

        HttpResponse<String> accepted = PlainHttp.exchange(
                http.authorized("/organization/projects").header("OpenAI-Organization", organization.id()));
        HttpResponse<String> refused = PlainHttp.exchange(
                http.authorized("/organization/projects").header("OpenAI-Organization", "org-elsewhere"));

        assertThat(accepted.statusCode()).isEqualTo(200);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("\"code\":\"mismatched_organization\"");
    }

    @Test
    void says_where_the_api_is_when_the_base_url_lacks_the_version(InMemoryOrganization organization) {
        try (RawHttp http = new RawHttp(organization.baseUrl())) {
            assertThat(http.send("GET /organization/projects")).contains("The API is below /v1");
        }
    }

    @Test
    void sends_the_headers_of_the_api_and_a_request_id_of_its_own_with_every_response(
            InMemoryOrganization organization) {
        PlainHttp http = new PlainHttp(organization);
        HttpResponse<String> first = PlainHttp.exchange(http.authorized("/organization/projects"));
        HttpResponse<String> second = PlainHttp.exchange(http.request("/organization/projects"));
        HttpResponse<String> third = PlainHttp.exchange(http.request("/organization/projects"));

        assertThat(first.headers().map())
                .containsKeys("date", "openai-organization", "openai-processing-ms", "openai-version");
        assertThat(List.of(
                        first.headers().firstValue("x-request-id").orElse(""),
                        second.headers().firstValue("x-request-id").orElse(""),
                        third.headers().firstValue("x-request-id").orElse("")))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("req_"));
    }

    @Test
    void refuses_a_body_that_is_too_large_with_413(InMemoryOrganization organization) {
        try (RawHttp http = new RawHttp(organization.baseUrl())) {
            String response = http.send(
                    "POST /v1/organization/projects",
                    "Authorization: Bearer " + organization.adminKey(),
                    "Content-Length: 4194305");

            assertThat(response).startsWith("HTTP/1.1 413").contains("{\"error\":{\"message\":");
        }
    }

    @Test
    void takes_a_body_of_the_largest_size(InMemoryOrganization organization) {
        Reply reply = new PlainHttp(organization).post("/organization/projects", " ".repeat(4_194_304));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/error/message")).contains("the body must be of type object");
        organization.takeBreaches();
    }

    @Test
    void responds_in_the_shape_of_the_api_when_a_handler_fails_and_logs_the_failure() {
        BrokenClock clock = new BrokenClock();
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Logger logger = Logger.getLogger("dev.openaiadmin.testkit");
        Handler recorder = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(String.valueOf(entry.getThrown()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(recorder);
        logger.setUseParentHandlers(false);
        try (OrganizationServer server = OrganizationServer.start()) {
            InMemoryOrganization organization = server.organization();
            organization.useClock(clock);
            Reply reply = new PlainHttp(organization).post("/organization/projects", "{\"name\": \"a\"}");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.text("/error/type")).isEqualTo("server_error");
            assertThat(logged).contains(clock.failure().toString());
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(recorder);
        }
    }
}
