package dev.openaiadmin.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** That the published document says what the description says. */
final class Bundle {

    private Bundle() {}

    /** One line for each operation or schema that differs, and for each reference that leads nowhere. */
    static List<String> findings(Description description, JsonNode document) {
        return Stream.of(
                        differences(operations(description), operations(document)),
                        differences(schemas(description), schemas(document)),
                        lostReferences(document))
                .flatMap(findings -> findings)
                .sorted()
                .toList();
    }

    private static Stream<String> differences(Map<String, String> written, Map<String, String> published) {
        Set<String> names = new TreeSet<>(written.keySet());
        names.addAll(published.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(written.get(name), published.get(name)))
                .map(name ->
                        "openapi.json: %s: it is published as %s and described as %s: check how the bundler changed it"
                                .formatted(
                                        name,
                                        published.getOrDefault(name, "nothing"),
                                        written.getOrDefault(name, "nothing")));
    }

    private static Stream<String> lostReferences(JsonNode document) {
        Stream<String> members = document.findValues("discriminator").stream()
                .flatMap(discriminator -> discriminator.path("mapping").valueStream())
                .map(JsonNode::asText);
        return Stream.concat(document.findValuesAsText("$ref").stream(), members)
                .distinct()
                .filter(reference -> !reference.startsWith("#/")
                        || document.at(reference.substring(1)).isMissingNode())
                .map(
                        "openapi.json: /: there is nothing at %s: write the reference with the name of the file"
                                ::formatted);
    }

    private static Map<String, String> operations(Description description) {
        Map<String, String> operations = new TreeMap<>();
        description
                .operations()
                .forEach(operation -> operations.put(
                        where("paths", operation.path(), operation.place().name()),
                        identity(operation.place().node())));
        return operations;
    }

    private static Map<String, String> operations(JsonNode document) {
        Map<String, String> operations = new TreeMap<>();
        document.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry(
                        (method, operation) -> operations.put(where("paths", path, method), identity(operation))));
        return operations;
    }

    private static Map<String, String> schemas(Description description) {
        Map<String, String> schemas = new TreeMap<>();
        References.reached(description).stream()
                .filter(pointer -> pointer.tail().getMatchingProperty().equals("schemas"))
                .map(pointer -> pointer.last().getMatchingProperty())
                .forEach(name -> schemas.put(where("components", "schemas", name), "a schema"));
        return schemas;
    }

    private static Map<String, String> schemas(JsonNode document) {
        Map<String, String> schemas = new TreeMap<>();
        document.at("/components/schemas")
                .forEachEntry((name, schema) -> schemas.put(where("components", "schemas", name), "a schema"));
        return schemas;
    }

    /** What generated code takes from an operation by name. */
    private static String identity(JsonNode operation) {
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        operation
                .propertyStream()
                .filter(entry ->
                        entry.getKey().equals("operationId") || entry.getKey().startsWith("x-"))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> identity.set(entry.getKey(), entry.getValue()));
        return identity.toString();
    }

    private static String where(String first, String second, String third) {
        return JsonPointer.empty()
                .appendProperty(first)
                .appendProperty(second)
                .appendProperty(third)
                .toString();
    }
}
