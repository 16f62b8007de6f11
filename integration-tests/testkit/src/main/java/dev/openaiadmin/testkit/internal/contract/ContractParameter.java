package dev.openaiadmin.testkit.internal.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;

/** A parameter of the path or the query: converts its text to JSON of the type of its schema. */
public final class ContractParameter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String name;
    private final String place;
    private final boolean required;
    private final JsonNode schema;
    private final Schemas.Check check;
    private final JsonNode defaultValue;

    public ContractParameter(JsonNode parameter, Schemas.Check check) {
        this.name = parameter.path("name").asText();
        this.place = parameter.path("in").asText();
        this.required = parameter.path("required").asBoolean();
        this.schema = parameter.path("schema");
        this.check = check;
        this.defaultValue = parameter.has("x-default") ? parameter.path("x-default") : schema.path("default");
    }

    public String name() {
        return name;
    }

    public boolean required() {
        return required;
    }

    public JsonNode defaultValue() {
        return defaultValue;
    }

    public boolean many() {
        return schema.path("type").asText().equals("array");
    }

    /** Returns whether one of several values conforms to the schema. */
    public boolean allows(String value) {
        return check.violations(name, array(List.of(value))).isEmpty();
    }

    /** Adds the value to {@code values}, or its violation to {@code violations}. */
    public void read(List<String> texts, Map<String, JsonNode> values, List<ContractViolation> violations) {
        String called = place + " parameter '" + name + "'";
        if (!many() && texts.size() > 1) {
            violations.add(ContractViolation.invalid(name, called + " was sent " + texts.size() + " times"));
            return;
        }
        JsonNode value = many() ? array(texts) : scalar(schema, texts.get(0));
        List<ContractViolation> wrong = check.violations(called, value);
        wrong.forEach(violation -> violations.add(new ContractViolation(violation.kind(), name, violation.what())));
        values.put(name, value);
    }

    private ArrayNode array(List<String> texts) {
        ArrayNode array = NODES.arrayNode();
        texts.forEach(text -> array.add(scalar(schema.path("items"), text)));
        return array;
    }

    /** Converts a text; one that is not of the type stays a text, which the schema reports as a wrong type. */
    private static JsonNode scalar(JsonNode schema, String text) {
        String type = schema.path("type").asText();
        if (type.equals("boolean") && (text.equals("true") || text.equals("false"))) {
            return NODES.booleanNode(text.equals("true"));
        }
        if (type.equals("integer") && text.matches("-?[0-9]{1,18}")) {
            return NODES.numberNode(Long.parseLong(text));
        }
        return NODES.textNode(text);
    }
}
