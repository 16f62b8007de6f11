package dev.openaiadmin.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** That examples and defaults are what their schemas say, and nothing that those do not say. */
final class Examples {

    private static final String DOCUMENT = "urn:description";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Examples() {}

    static Stream<String> keepTheirSchemas(Description description) {
        SchemaRegistry registry = Grammar.registry(
                Dialects.getOpenApi30(),
                Map.of(DOCUMENT, strictSchemas(description).toString()));
        Stream<Sample> ofContent = description
                .all()
                .tree()
                .filter(place -> place.has("schema")
                        && place.has("example")
                        && !place.name().equals("properties"))
                .map(place -> new Sample(place.at("schema"), place.at("example")));
        Stream<Sample> ofSchemas = description
                .schemas()
                .flatMap(schema -> Stream.of("example", "default")
                        .filter(schema::has)
                        .map(sample -> new Sample(schema, schema.at(sample))));
        return Stream.concat(ofContent, ofSchemas).flatMap(sample -> findings(registry, sample));
    }

    private static Stream<String> findings(SchemaRegistry registry, Sample sample) {
        try {
            return Grammar.findings(registry.getSchema(strict(sample.schema())), sample.value());
        } catch (SchemaException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return Stream.of(
                    sample.value().says("the schema cannot be used (%s): correct the schema".formatted(reason)));
        }
    }

    private record Sample(Place schema, Place value) {}

    private static ObjectNode strictSchemas(Description description) {
        ObjectNode files = JSON.objectNode();
        description.files().forEach(file -> {
            ObjectNode schemas = files.putObject(file.name()).putObject("schemas");
            file.at("schemas").children().forEach(schema -> schemas.set(schema.name(), strict(schema)));
        });
        return files;
    }

    /** The schema, made to refuse fields that it does not declare. */
    private static JsonNode strict(Place schema) {
        Place target = schema.target();
        if (!target.node().isObject()) {
            return JSON.objectNode();
        }
        if (schema.refers()) {
            return JSON.objectNode().put("$ref", DOCUMENT + "#" + target.pointer());
        }
        ObjectNode strict = schema.node().deepCopy();
        strict.remove(List.of("allOf", "discriminator"));
        if (schema.has("properties") || schema.has("allOf")) {
            ObjectNode properties = strict.putObject("properties");
            schema.properties().forEach((name, property) -> properties.set(name, strict(property)));
            ArrayNode required = strict.putArray("required");
            schema.required().forEach(required::add);
            strict.putIfAbsent("additionalProperties", JSON.booleanNode(false));
        }
        Stream.of("items", "additionalProperties")
                .filter(keyword -> schema.at(keyword).node().isObject())
                .forEach(keyword -> strict.set(keyword, strict(schema.at(keyword))));
        Stream.of("anyOf", "oneOf").filter(schema::has).forEach(keyword -> {
            ArrayNode members = strict.putArray(keyword);
            schema.at(keyword).children().map(Examples::strict).forEach(members::add);
        });
        return strict;
    }
}
