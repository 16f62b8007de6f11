package dev.openaiadmin.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The published OpenAPI description, for tests that are generated from it. */
final class Described {
    static final JsonNode DOCUMENT = read();

    private Described() {}

    static Stream<DescribedOperation> operations() {
        List<DescribedOperation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : DOCUMENT.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                operations.add(new DescribedOperation(
                        operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()));
            }
        }
        return operations.stream();
    }

    /** Returns the schema that a reference names, or the schema itself. */
    static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? DOCUMENT.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    private static JsonNode read() {
        try (InputStream document = Described.class.getResourceAsStream("/META-INF/openai-admin/openapi.json")) {
            return new ObjectMapper().readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One operation of the description. */
    record DescribedOperation(String method, String path, JsonNode node) {
        String id() {
            return node.path("operationId").asText();
        }

        List<JsonNode> parametersIn(String place) {
            List<JsonNode> found = new ArrayList<>();
            node.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals(place)) {
                    found.add(parameter);
                }
            });
            return found;
        }

        JsonNode requestExample() {
            return node.at("/requestBody/content/application~1json/example");
        }

        JsonNode answer() {
            for (Map.Entry<String, JsonNode> response : node.path("responses").properties()) {
                if (response.getKey().startsWith("2")) {
                    return response.getValue().at("/content/application~1json");
                }
            }
            throw new IllegalStateException(id() + " never succeeds");
        }

        @Override
        public String toString() {
            return id();
        }
    }
}
