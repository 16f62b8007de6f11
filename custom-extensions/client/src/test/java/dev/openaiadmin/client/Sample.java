package dev.openaiadmin.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** JSON generated from a schema, in the forms in which the API may answer. */
enum Sample {
    /** Every field, and the first member of each union. */
    FULL,
    /** Every field, and the last member of each union. */
    OTHER_MEMBERS,
    /** The required fields only. */
    MINIMAL,
    /** Every field, with null wherever the schema allows it. */
    NULLS,
    /** Every field, fields that are not described, and enum values that are not listed. */
    UNKNOWN,
    /** Every field, under its alias. */
    OLD_NAMES,
    /** Every field, with numbers as strings. */
    NUMBERS_IN_QUOTES;

    /** The forms that are written exactly as they were read. */
    static final Set<Sample> FAITHFUL = EnumSet.of(FULL, OTHER_MEMBERS, MINIMAL, NULLS, UNKNOWN);

    /** The forms that are written as {@link #FULL} is. */
    static final Set<Sample> TOLERATED = EnumSet.of(OLD_NAMES, NUMBERS_IN_QUOTES);

    static final String SECRET = "sk-canary";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BigDecimal EXACT = new BigDecimal("0.123456789012345678901234567890123456");
    private static final long BEYOND_DOUBLE = 9_007_199_254_740_993L;

    /** Returns a body, which is never null, even if the schema is also that of a nullable field. */
    JsonNode answerOf(JsonNode schema) {
        JsonNode resolved = Described.resolved(schema);
        return resolved.has("oneOf") ? of(resolved) : object(resolved);
    }

    JsonNode of(JsonNode schema) {
        JsonNode resolved = Described.resolved(schema);
        if (this == NULLS && resolved.path("nullable").asBoolean()) {
            return NODES.nullNode();
        }
        if (resolved.has("oneOf")) {
            JsonNode members = resolved.path("oneOf");
            if (this == UNKNOWN) {
                return NODES.objectNode().put("type", "not yet described").put("detail", "kept");
            }
            return of(members.path(this == OTHER_MEMBERS ? members.size() - 1 : 0));
        }
        if (resolved.has("anyOf")) {
            JsonNode members = resolved.path("anyOf");
            return of(members.path(this == OTHER_MEMBERS ? members.size() - 1 : 0));
        }
        return switch (resolved.path("type").asText()) {
            case "object" -> object(resolved);
            case "array" -> array(resolved);
            case "boolean" -> NODES.booleanNode(true);
            case "number" -> number(NODES.numberNode(EXACT));
            case "integer" -> number(integer(resolved));
            default -> text(resolved);
        };
    }

    private JsonNode object(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        if (schema.has("additionalProperties")) {
            object.put("any", "thing");
            return object;
        }
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (this != MINIMAL || required.contains(property.getKey())) {
                object.set(nameOf(property), of(property.getValue()));
            }
        }
        if (this == UNKNOWN) {
            object.putObject("not_yet_described")
                    .put("number", EXACT)
                    .putNull("nothing")
                    .putArray("list")
                    .add(1);
        }
        return object;
    }

    private String nameOf(Map.Entry<String, JsonNode> property) {
        return this == OLD_NAMES ? property.getValue().at("/x-aliases/0").asText(property.getKey()) : property.getKey();
    }

    private JsonNode number(JsonNode number) {
        return this == NUMBERS_IN_QUOTES ? NODES.textNode(number.asText()) : number;
    }

    private ArrayNode array(JsonNode schema) {
        ArrayNode array = NODES.arrayNode();
        if (this != MINIMAL) {
            array.add(of(schema.path("items"))).add(of(schema.path("items")));
        }
        return array;
    }

    private static JsonNode integer(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "unixtime" -> NODES.numberNode(1_790_000_000L);
            case "int64" -> NODES.numberNode(schema.path("maximum").asLong(BEYOND_DOUBLE));
            default -> NODES.numberNode(schema.path("maximum").asInt(7));
        };
    }

    private JsonNode text(JsonNode schema) {
        if (schema.path("format").asText().equals("password")) {
            return NODES.textNode(SECRET);
        }
        if (schema.has("enum")) {
            boolean constant = schema.path("enum").size() == 1;
            return NODES.textNode(
                    this == UNKNOWN && !constant
                            ? "not yet described"
                            : schema.path("enum").path(0).asText());
        }
        return NODES.textNode(schema.path("example").asText("text_1"));
    }
}
