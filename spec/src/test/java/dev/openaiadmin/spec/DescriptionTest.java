package dev.openaiadmin.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DescriptionTest {
    private static final String VERSION = System.getProperty("openai-admin.version", "not set");

    @Test
    void has_the_version_of_the_project() throws IOException {
        assertThat(published().at("/info/version").asText())
                .as("info.version in openai-admin.yaml: set it with the version in the POMs")
                .isEqualTo(VERSION.replace("-SNAPSHOT", ""));
    }

    @Test
    void the_description_is_clean() throws IOException {
        assertThat(Lint.findings(texts())).isEmpty();
    }

    @Test
    void the_published_document_says_the_same() throws IOException {
        assertThat(Bundle.findings(new Description(texts()), published())).isEmpty();
    }

    @Test
    void a_document_that_lost_something_is_found_out() throws IOException {
        JsonNode document = published();
        ((ObjectNode) document.at("/paths/~1organization~1projects/get")).remove("x-paging");
        ((ObjectNode) document.at("/components/schemas")).remove("ProjectPage");

        assertThat(Bundle.findings(new Description(texts()), document))
                .satisfiesExactly(
                        lost -> assertThat(lost)
                                .isEqualTo("openapi.json: /: there is nothing at #/components/schemas/ProjectPage: "
                                        + "write the reference with the name of the file"),
                        lost -> assertThat(lost)
                                .isEqualTo("openapi.json: /components/schemas/ProjectPage: it is published as nothing "
                                        + "and described as a schema: check how the bundler changed it"),
                        lost -> assertThat(lost)
                                .startsWith("openapi.json: /paths/~1organization~1projects/get: it is published as {")
                                .endsWith(": check how the bundler changed it"));
    }

    private static Map<String, String> texts() throws IOException {
        return Description.texts(Path.of("src/main/openapi"));
    }

    private static JsonNode published() throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(Path.of("target/classes/META-INF/openai-admin/openapi.json")));
    }
}
