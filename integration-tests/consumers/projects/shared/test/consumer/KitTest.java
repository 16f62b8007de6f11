package consumer;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationExtension;
import dev.openaiadmin.testkit.OrganizationServer;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KitTest {
    @RegisterExtension
    static final OrganizationExtension ORGANIZATION = OrganizationExtension.builder()
            .prepare(organization -> organization.seed("{\"projects\": [{\"name\": \"seeded\"}]}"))
            .ownServer()
            .build();

    @Test
    void the_application_reads_what_it_created(InMemoryOrganization organization) throws Exception {
        send(organization, "POST", "/organization/projects", "{\"name\": \"payments-prod\"}");
        HttpResponse<String> list = send(organization, "GET", "/organization/projects", "");

        assertEquals(List.of("Default project", "seeded", "payments-prod"), Application.names(list.body()));
    }

    @Test
    void a_breach_is_refused_and_told(InMemoryOrganization organization) throws Exception {
        HttpResponse<String> refused = send(organization, "GET", "/organization/projects?limit=0", "");

        assertEquals(400, refused.statusCode());
        assertEquals(
                List.of("GET /organization/projects?limit=0: query parameter 'limit' must be at least 1, but was 0"),
                organization.takeBreaches());
    }

    @Test
    void a_fault_strikes(InMemoryOrganization organization) throws Exception {
        organization.failNext(Fault.named("unavailable"));

        assertEquals(503, send(organization, "GET", "/organization/projects", "").statusCode());
    }

    @Test
    void a_stub_of_the_application_goes_first(InMemoryOrganization organization, OrganizationServer server)
            throws Exception {
        server.wireMock().stubFor(get(anyUrl()).willReturn(okJson("{\"data\":[{\"name\":\"stub\"}]}")));

        assertEquals(
                List.of("stub"),
                Application.names(send(organization, "GET", "/organization/projects", "").body()));
    }

    @Test
    void the_class_path_is_the_one_that_is_meant() throws Exception {
        assertEquals(
                System.getProperty("expected.junit"),
                Test.class.getPackage().getImplementationVersion());
        assertEquals(System.getProperty("expected.wiremock"), jarOf(WireMockServer.class));
        assertEquals(System.getProperty("expected.jackson"), Application.jackson());
    }

    @Test
    void the_kit_brings_no_class_of_a_library_that_the_application_may_have() throws IOException {
        for (String name : List.of("com/networknt/schema/Schema", "org/slf4j/nop/NOPServiceProvider", "picocli/CommandLine")) {
            assertNull(ClassLoader.getSystemResource(name + ".class"), name);
        }
        for (URL messages : Collections.list(ClassLoader.getSystemResources("jsv-messages.properties"))) {
            assertFalse(messages.toString().contains("openai-admin"), messages.toString());
        }
    }

    static String jarOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .getFileName()
                .toString();
    }

    private static HttpResponse<String> send(InMemoryOrganization organization, String method, String url, String body)
            throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(organization.baseUrl() + url))
                                .header("Authorization", "Bearer " + organization.adminKey())
                                .header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }
}
