package dev.openaiadmin.spec.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StubTest {

    private static final JsonNode DOCUMENT = document();
    private static final List<Stub> STUBS = Stub.of(DOCUMENT);
    private static final Map<String, ObjectNode> BY_NAME =
            STUBS.stream().collect(Collectors.toMap(Stub::name, Stub::mapping));

    @Test
    void every_documented_answer_of_every_operation_has_a_stub() {
        long answers = DOCUMENT.path("paths")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .mapToLong(operation -> operation.path("responses").size())
                .sum();

        assertThat(BY_NAME).hasSize((int) answers + 1).containsKeys("listProjects", "listProjects_404");
    }

    @Test
    void all_stubs_have_ids_of_their_own() {
        assertThat(BY_NAME.values()).extracting(mapping -> mapping.path("id")).doesNotHaveDuplicates();
    }

    @Test
    void a_stub_asks_for_what_the_description_requires() {
        assertThat(mapping("createProject").path("request"))
                .hasToString("{\"method\":\"POST\",\"urlPath\":\"/v1/organization/projects\",\"headers\":{"
                        + "\"Authorization\":{\"matches\":\"Bearer .+\"},\"X-Stub-Answer\":{\"absent\":true}},"
                        + "\"bodyPatterns\":[{\"matchesJsonPath\":\"$['name']\"}]}");
        assertThat(mapping("listCosts").at("/request/queryParameters"))
                .hasToString("{\"start_time\":{\"matches\":\".+\"}}");
        assertThat(mapping("retrieveProject").at("/request/urlPathPattern").asText())
                .isEqualTo("/v1/organization/projects/[^/]+");
    }

    @Test
    void a_stub_answers_as_the_description_shows() {
        assertThat(mapping("retrieveProject").at("/response/jsonBody"))
                .isEqualTo(example("/paths/~1organization~1projects~1{project_id}/get/responses/200"));
        assertThat(mapping("retrieveProject_500").at("/response/jsonBody"))
                .isEqualTo(example("/paths/~1organization~1projects~1{project_id}/get/responses/5XX"));
    }

    @Test
    void an_error_is_chosen_by_a_header() {
        assertThat(mapping("retrieveProject_404").at("/request/headers/X-Stub-Answer"))
                .hasToString("{\"equalTo\":\"404\"}");
        assertThat(mapping("retrieveProject_404").at("/response/status").asInt())
                .isEqualTo(404);
    }

    @Test
    void a_request_without_a_key_gets_the_error_of_the_description() {
        assertThat(mapping("withoutKey").at("/response/jsonBody/error/code").asText())
                .isEqualTo("invalid_api_key");
    }

    @Test
    void errors_come_before_literal_paths_and_those_before_patterns_and_all_after_stubs_of_users() {
        assertThat(List.of("activateCertificates_404", "activateCertificates", "modifyCertificate", "withoutKey"))
                .extracting(name -> mapping(name).path("priority").asInt())
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(each -> each > 5);
    }

    @Test
    void no_page_leads_to_another() {
        assertThat(BY_NAME.values())
                .extracting(mapping -> mapping.at("/response/jsonBody"))
                .filteredOn(body -> body.has("has_more"))
                .isNotEmpty()
                .allSatisfy(page -> {
                    assertThat(page.path("has_more").asBoolean()).isFalse();
                    assertThat(page.path("next").asText("")).isEmpty();
                    assertThat(page.path("next_page").asText("")).isEmpty();
                });
    }

    private static JsonNode mapping(String name) {
        return Objects.requireNonNull(BY_NAME.get(name), name);
    }

    private static JsonNode example(String response) {
        return DOCUMENT.at(response).at("/content/application~1json/example");
    }

    private static JsonNode document() {
        try {
            return new ObjectMapper()
                    .readTree(Files.readString(Path.of("target/classes/META-INF/openai-admin/openapi.json")));
        } catch (IOException e) {
            throw new AssertionError("The build publishes the document before tests run", e);
        }
    }
}
