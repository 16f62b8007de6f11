package dev.openaiadmin.spec.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The meaning of a schema in any of its notations: OpenAPI 3.0 and 3.1 have several ways to allow null and to list
 * values.
 *
 * @param document the document that references are resolved in
 * @param alternatives the schemas of which one applies, without null; most schemas have one
 * @param nullable whether null is allowed
 * @param defaultValue the default; a missing node if there is none
 * @param deprecated whether the schema is deprecated
 */
record Shape(
        JsonNode document, List<JsonNode> alternatives, boolean nullable, JsonNode defaultValue, boolean deprecated) {
    private static final List<String> BOUNDS = List.of(
            "minimum",
            "exclusiveMinimum",
            "maximum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties");

    static Shape of(JsonNode document, JsonNode schema) {
        List<JsonNode> found = new ArrayList<>();
        boolean nullable = collect(document, schema, found);
        JsonNode resolved = resolved(document, schema);
        JsonNode defaultValue = schema.has("default") ? schema.path("default") : resolved.path("default");
        boolean deprecated = schema.path("deprecated").asBoolean()
                || resolved.path("deprecated").asBoolean();
        return new Shape(
                document,
                List.copyOf(found),
                nullable,
                defaultValue.isNull() ? MissingNode.getInstance() : defaultValue,
                deprecated);
    }

    /** Returns the bounds of the values, by keyword. */
    Map<String, JsonNode> bounds() {
        Map<String, JsonNode> bounds = new LinkedHashMap<>();
        for (String keyword : BOUNDS) {
            alternatives.stream()
                    .map(schema -> schema.path(keyword))
                    .filter(bound -> !bound.isMissingNode() && !bound.equals(BooleanNode.FALSE))
                    .findFirst()
                    .ifPresent(bound -> bounds.put(keyword, bound));
        }
        return bounds;
    }

    /** Returns the format of the values, such as {@code unixtime}, or an empty string if there is none. */
    String format() {
        return alternatives.stream()
                .map(schema -> schema.path("format").asText())
                .filter(format -> !format.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Returns the name of the source of the bounds, or an empty string if the schema names none. */
    String boundSource() {
        return text("x-bound-source");
    }

    /** Returns the descriptions of the alternatives. */
    String description() {
        return text("description");
    }

    private String text(String keyword) {
        return alternatives.stream()
                .map(schema -> schema.path(keyword).asText())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Whether nothing is said, so that anything may stand there. */
    boolean isAnything() {
        return alternatives.stream()
                .allMatch(schema -> !schema.has("type") && !isObject(schema) && !schema.has("enum"));
    }

    Set<String> types() {
        Set<String> types = new TreeSet<>();
        for (JsonNode schema : alternatives) {
            JsonNode type = schema.path("type");
            if (type.isArray()) {
                type.forEach(each -> types.add(each.asText()));
            } else if (type.isTextual()) {
                types.add(type.asText());
            } else if (isObject(schema)) {
                types.add("object");
            } else if (schema.has("enum") || schema.has("const")) {
                types.add("string");
            }
        }
        types.remove("null");
        return types;
    }

    /** The values that are listed. */
    Set<String> values() {
        Set<String> values = new TreeSet<>();
        for (JsonNode schema : alternatives) {
            schema.path("enum").forEach(value -> {
                if (!value.isNull()) {
                    values.add(value.asText());
                }
            });
            if (schema.has("const")) {
                values.add(schema.path("const").asText());
            }
        }
        return values;
    }

    /** The alternatives that are objects with fields, each on its own. */
    List<Shape> objects() {
        return alternatives.stream()
                .filter(Shape::isObject)
                .map(schema -> new Shape(document, List.of(schema), false, MissingNode.getInstance(), false))
                .toList();
    }

    /** The fields of the one object that this is. */
    Map<String, Shape> properties() {
        Map<String, Shape> properties = new LinkedHashMap<>();
        for (JsonNode schema : alternatives) {
            fields(schema, properties);
        }
        return properties;
    }

    Set<String> required() {
        Set<String> required = new TreeSet<>();
        alternatives.forEach(schema -> requiredIn(schema, required));
        return required;
    }

    Shape items() {
        for (JsonNode schema : alternatives) {
            if (schema.has("items")) {
                return of(document, schema.path("items"));
            }
        }
        return new Shape(document, List.of(), true, MissingNode.getInstance(), false);
    }

    private void fields(JsonNode schema, Map<String, Shape> properties) {
        JsonNode resolved = resolved(document, schema);
        resolved.path("properties")
                .properties()
                .forEach(entry -> properties.put(entry.getKey(), of(document, entry.getValue())));
        resolved.path("allOf").forEach(part -> fields(part, properties));
    }

    private void requiredIn(JsonNode schema, Set<String> required) {
        JsonNode resolved = resolved(document, schema);
        resolved.path("required").forEach(name -> required.add(name.asText()));
        resolved.path("allOf").forEach(part -> requiredIn(part, required));
    }

    private static boolean isObject(JsonNode schema) {
        return schema.has("properties") || schema.has("allOf");
    }

    /** Adds what is not null, and tells whether null is allowed. */
    private static boolean collect(JsonNode document, JsonNode schema, List<JsonNode> found) {
        JsonNode resolved = resolved(document, schema);
        boolean nullable = resolved.path("nullable").asBoolean();
        for (JsonNode type : resolved.path("type")) {
            nullable |= type.asText().equals("null");
        }
        if (resolved.has("anyOf") || resolved.has("oneOf")) {
            for (JsonNode member : resolved.path(resolved.has("anyOf") ? "anyOf" : "oneOf")) {
                nullable |= collect(document, member, found);
            }
            return nullable;
        }
        if (resolved.path("allOf").size() == 1 && !resolved.has("properties")) {
            return collect(document, resolved.path("allOf").path(0), found) || nullable;
        }
        if (resolved.path("type").asText().equals("null")) {
            return true;
        }
        found.add(resolved);
        return nullable;
    }

    static JsonNode resolved(JsonNode document, JsonNode schema) {
        JsonNode node = schema;
        while (node.has("$ref")) {
            node = document.at(node.path("$ref").asText().substring(1));
        }
        return node == null ? MissingNode.getInstance() : node;
    }
}
