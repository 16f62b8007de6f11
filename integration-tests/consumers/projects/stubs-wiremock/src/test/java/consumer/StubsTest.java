package consumer;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StubsTest {
    private static final String STUBS =
            "META-INF/dev.openaiadmin/openai-admin-spec/" + System.getProperty("kit.version");
    private static final WireMockServer SERVER =
            new WireMockServer(options().dynamicPort().usingFilesUnderClasspath(STUBS));

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void an_operation_answers_as_the_description_shows() throws Exception {
        HttpResponse<String> project = get(SERVER.port(), "/organization/projects/proj_any");

        assertEquals(200, project.statusCode());
        assertTrue(project.body().contains("\"object\":\"organization.project\""), project.body());
    }

    @Test
    void a_header_chooses_an_error() throws Exception {
        HttpResponse<String> missing = get(
                SERVER.port(),
                "/organization/projects/proj_any",
                "Authorization",
                "Bearer sk-admin-any",
                "X-Stub-Answer",
                "404");

        assertEquals(404, missing.statusCode());
        assertTrue(missing.body().contains("not_found"), missing.body());
    }

    @Test
    void a_request_without_a_key_is_refused_as_the_api_refuses_it() throws Exception {
        HttpResponse<String> refused = get(SERVER.port(), "/organization/projects", new String[0]);

        assertEquals(401, refused.statusCode());
        assertTrue(refused.body().contains("invalid_api_key"), refused.body());
    }

    @Test
    void a_body_without_what_is_required_fits_no_stub() throws Exception {
        assertEquals(200, post("{\"name\": \"payments-prod\"}"));
        assertEquals(404, post("{\"nmae\": \"payments-prod\"}"));
    }

    @Test
    void a_stub_of_the_application_goes_first() throws Exception {
        WireMockServer own = new WireMockServer(options().dynamicPort().usingFilesUnderClasspath(STUBS));
        own.start();
        try {
            own.stubFor(WireMock.get(anyUrl()).willReturn(okJson("{\"mine\":true}")));

            assertEquals("{\"mine\":true}", get(own.port(), "/organization/projects").body());
        } finally {
            own.stop();
        }
    }

    @Test
    void wiremock_on_its_own_serves_them_from_the_class_path() throws Exception {
        Path wireMock = Path.of(WireMockServer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path stubs = Path.of(URI.create(ClassLoader.getSystemResource(STUBS + "/mappings/listProjects.json")
                .toString()
                .replaceAll("^jar:|!.*$", "")));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        wireMock + File.pathSeparator + stubs,
                        "wiremock.Run",
                        "--port=0",
                        "--load-resources-from-classpath=" + STUBS)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            Matcher port = Pattern.compile("port: +([0-9]+)").matcher("");
            for (String line = out.readLine(); line != null && !port.reset(line).find(); ) {
                line = out.readLine();
            }

            assertEquals(
                    200,
                    get(Integer.parseInt(port.group(1)), "/organization/projects")
                            .statusCode());
        } finally {
            process.destroy();
        }
    }

    private static int post(String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(SERVER.baseUrl() + "/v1/organization/projects"))
                                .header("Authorization", "Bearer sk-admin-any")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpResponse<String> get(int port, String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1" + url));
        return HttpClient.newHttpClient()
                .send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(int port, String url) throws Exception {
        return get(port, url, "Authorization", "Bearer sk-admin-any");
    }
}
