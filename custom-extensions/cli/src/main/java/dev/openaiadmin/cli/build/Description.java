package dev.openaiadmin.cli.build;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The published description, whose references are followed. */
final class Description {
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    private final JsonNode document;
    private final List<DescribedOperation> operations = new ArrayList<>();

    Description(JsonNode document) {
        this.document = document;
        document.path("paths")
                .properties()
                .forEach(path -> METHODS.forEach(method -> {
                    JsonNode operation = path.getValue().get(method);
                    if (operation != null) {
                        operations.add(new DescribedOperation(method, path.getKey(), operation));
                    }
                }));
    }

    List<DescribedOperation> operations() {
        return operations;
    }

    /** Returns the schema that a reference names, or the schema itself. */
    JsonNode schema(JsonNode schema) {
        JsonNode reference = schema.get("$ref");
        return reference == null
                ? schema
                : schema(document.at(reference.asText().substring(1)));
    }

    /** Returns the schema of the successful response. */
    JsonNode response(DescribedOperation operation) {
        return schema(responseReference(operation));
    }

    /** Returns whether the API confirms a deletion, which it can do without a body. */
    boolean confirmsDeletion(DescribedOperation operation) {
        return responseReference(operation).path("$ref").asText().endsWith("/Deletion");
    }

    private static JsonNode responseReference(DescribedOperation operation) {
        for (var response : operation.json().path("responses").properties()) {
            if (response.getKey().startsWith("2")) {
                return response.getValue().at("/content/application~1json/schema");
            }
        }
        throw new IllegalArgumentException(operation.id() + " has no successful response");
    }

    /** Returns the schema of the objects that a list consists of. */
    JsonNode items(DescribedOperation list) {
        return schema(response(list).at("/properties/data/items"));
    }
}
