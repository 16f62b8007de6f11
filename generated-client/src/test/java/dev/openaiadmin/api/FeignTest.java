package dev.openaiadmin.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.openaiadmin.model.CostGroup;
import dev.openaiadmin.model.Project;
import feign.Feign;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The interfaces with a Feign that is set up as the package documentation shows. */
class FeignTest {
    private static final String ADMIN_KEY = "a key";

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> responses = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    FeignTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1", this::respond);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void lists_objects_of_all_pages() {
        responses.add("""
                {"object": "list", "has_more": true, "last_id": "proj_1", "data": [
                  {"id": "proj_1", "object": "organization.project", "name": "payments", "created_at": 1790000000}]}""");
        responses.add("""
                {"object": "list", "has_more": false, "last_id": "proj_2", "data": [
                  {"id": "proj_2", "object": "organization.project", "name": "search", "created_at": 1790000001}]}""");

        List<Project> projects = target(ProjectsApi.class)
                .list(query -> query.includeArchived(true).limit(1))
                .stream()
                .toList();

        assertThat(projects).extracting(Project::name).containsExactly("payments", "search");
        assertThat(projects)
                .extracting(Project::createdAt)
                .containsExactly(Instant.ofEpochSecond(1_790_000_000), Instant.ofEpochSecond(1_790_000_001));
        assertThat(requests)
                .containsExactly(
                        "GET /v1/organization/projects?limit=1&include_archived=true Bearer a key ",
                        "GET /v1/organization/projects?after=proj_1&limit=1&include_archived=true Bearer a key ");
    }

    @Test
    void sends_instants_as_unix_seconds_and_each_element_of_a_list_as_a_parameter() {
        responses.add("{\"object\": \"page\", \"has_more\": false, \"next_page\": null, \"data\": []}");

        target(CostsApi.class)
                .listPage(CostsApi.ListQuery.builder()
                        .startTime(Instant.ofEpochSecond(1_790_000_000))
                        .lineItems(List.of("GPT-4o, input", "a&b=c"))
                        .groupBy(List.of(CostGroup.PROJECT_ID, CostGroup.LINE_ITEM))
                        .build());

        assertThat(requests)
                .containsExactly("GET /v1/organization/costs?start_time=1790000000&line_items=GPT-4o%2C%20input"
                        + "&line_items=a%26b%3Dc&group_by=project_id&group_by=line_item Bearer a key ");
    }

    @Test
    void creates_an_object() {
        responses.add("{\"id\": \"proj_1\", \"object\": \"organization.project\", \"created_at\": 1790000000}");

        Project project = target(ProjectsApi.class).create("payments");

        assertThat(project.id()).isEqualTo("proj_1");
        assertThat(requests).containsExactly("POST /v1/organization/projects Bearer a key {\"name\":\"payments\"}");
    }

    private <T> T target(Class<T> resource) {
        ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
        return Feign.builder()
                .queryMapEncoder(new QueryParametersEncoder())
                .encoder(new JacksonEncoder(mapper))
                .decoder(new JacksonDecoder(mapper))
                .requestInterceptor(request -> request.header("Authorization", "Bearer " + ADMIN_KEY))
                .target(resource, "http://localhost:" + server.getAddress().getPort() + "/v1");
    }

    private void respond(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod()
                + " " + exchange.getRequestURI()
                + " " + exchange.getRequestHeaders().getFirst("Authorization")
                + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        byte[] body = responses.remove().getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
