package dev.openaiadmin.testkit.internal.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of the description, and how a value that breaks one is told about.
 *
 * <p>Stricter than the description in one point: a property that it does not name is a violation, unless the schema
 * allows any properties. Clients must tolerate unknown fields, and must not send them.
 */
public final class Schemas {
    private static final String ROOT = "urn:openai-admin:description";
    private static final int LONGEST_VALUE = 80;

    private final ObjectNode document;
    /** The whole document, because the library would parse it again for every part that is requested by its address. */
    private final Schema root;

    public Schemas(ObjectNode document) {
        this.document = closed(document.deepCopy());
        this.root =
                SchemaRegistry.withDialect(Dialects.getOpenApi30()).getSchema(SchemaLocation.of(ROOT), this.document);
    }

    /** Returns the address of a part of the document. */
    public static String pointer(String... keys) {
        StringBuilder pointer = new StringBuilder();
        for (String key : keys) {
            pointer.append('/').append(key.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    /** Returns the schema at a place of the document. */
    public Check at(String pointer) {
        return new Check(pointer);
    }

    /** One schema. */
    public final class Check {
        private final String pointer;
        /** Created on first use, because a test uses few of the schemas. */
        private volatile @Nullable Schema schema;

        private Check(String pointer) {
            this.pointer = pointer;
        }

        /** Returns the violations of a value, such as {@code name is missing}; {@code name} is how the value itself is called. */
        public List<ContractViolation> violations(String name, JsonNode value) {
            return violations(value, place -> place.isEmpty() ? name : name + " at " + place);
        }

        /** Returns the violations of a part of a document, such as {@code /projects/0/name is missing}. */
        public List<ContractViolation> violationsAt(String pointer, JsonNode value) {
            return violations(value, place -> pointer + place);
        }

        private List<ContractViolation> violations(JsonNode value, UnaryOperator<String> called) {
            List<ContractViolation> violations = new ArrayList<>();
            for (Error error : schema().validate(value)) {
                String subject = called.apply(error.getInstanceLocation().toString());
                violations.add(
                        new ContractViolation(kind(error), parameter(error), describe(subject, error), place(error)));
            }
            return violations;
        }

        private Schema schema() {
            Schema made = schema;
            if (made == null) {
                synchronized (root) {
                    made = root.getRefSchema(SchemaLocation.of("#" + pointer).getFragment());
                }
                schema = made;
            }
            return made;
        }
    }

    private static ContractViolation.Kind kind(Error error) {
        return switch (error.getKeyword()) {
            case "additionalProperties" -> ContractViolation.Kind.UNKNOWN_PARAMETER;
            case "required" -> ContractViolation.Kind.MISSING_PARAMETER;
            case "enum" -> ContractViolation.Kind.UNKNOWN_VALUE;
            default -> ContractViolation.Kind.INVALID;
        };
    }

    /** Returns where the error is, such as {@code projects[0].role}, or null if it is in the value itself. */
    private static @Nullable String parameter(Error error) {
        StringBuilder place = new StringBuilder();
        NodePath path = error.getInstanceLocation();
        for (int i = 0; i < path.getNameCount(); i++) {
            if (path.getElement(i) instanceof Integer index) {
                place.append('[').append(index).append(']');
            } else {
                append(place, path.getName(i));
            }
        }
        if (error.getProperty() != null) {
            append(place, error.getProperty());
        }
        return place.isEmpty() ? null : place.toString();
    }

    /** Returns where the error is, as a JSON pointer that ends with the property that is missing or unknown. */
    private static String place(Error error) {
        String place = error.getInstanceLocation().toString();
        return error.getProperty() == null ? place : place + pointer(error.getProperty());
    }

    private static void append(StringBuilder place, String property) {
        place.append(place.isEmpty() ? "" : ".").append(property);
    }

    private String describe(String subject, Error error) {
        JsonNode owner = owner(error);
        JsonNode rule = owner.path(error.getKeyword());
        return subject
                + switch (error.getKeyword()) {
                    case "required" -> " lacks '" + error.getProperty() + "'";
                    case "additionalProperties" ->
                        " has '" + error.getProperty() + "', which is not in the contract; known: " + known(owner);
                    case "type" -> " must be of type " + rule.asText() + but(owner, error);
                    case "enum" -> " must be one of " + listed(rule) + but(owner, error);
                    case "pattern" ->
                        " " + owner.path("x-pattern-message").asText("must match " + rule.asText()) + but(owner, error);
                    case "minimum" -> " must be at least " + rule.asText() + but(owner, error);
                    case "maximum" -> " must be at most " + rule.asText() + but(owner, error);
                    case "minLength" -> " must not be shorter than " + rule.asText() + but(owner, error);
                    case "maxLength" -> " must not be longer than " + rule.asText() + but(owner, error);
                    case "minProperties" -> " must have at least " + properties(rule);
                    case "maxProperties" -> " must have at most " + properties(rule);
                    case "minItems" -> " must hold at least " + rule.asText() + " items";
                    case "maxItems" -> " must hold at most " + rule.asText() + " items";
                    default -> " breaks the rule '" + error.getKeyword() + "'";
                };
    }

    private static String properties(JsonNode number) {
        return number.asText() + (number.intValue() == 1 ? " property" : " properties");
    }

    /** The schema that holds the broken keyword. */
    private JsonNode owner(Error error) {
        String fragment = error.getSchemaLocation().getFragment().toString();
        return document.at(fragment.substring(0, fragment.lastIndexOf('/')));
    }

    /** Returns the value for a message, or an empty text for a secret. */
    private static String but(JsonNode owner, Error error) {
        if (owner.path("format").asText().equals("password")) {
            return "";
        }
        String value = String.valueOf(error.getInstanceNode());
        return ", but was " + (value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "..." : value);
    }

    private static String known(JsonNode owner) {
        TreeSet<String> names = new TreeSet<>();
        owner.path("properties").fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String listed(JsonNode values) {
        List<String> texts = new ArrayList<>();
        // Null in a list of values repeats that the property can be null.
        values.valueStream().filter(value -> !value.isNull()).forEach(value -> texts.add(value.asText()));
        return String.join(", ", texts);
    }

    private static ObjectNode closed(ObjectNode node) {
        if (node.path("type").asText().equals("object")
                && node.path("properties").isObject()
                && !node.has("additionalProperties")) {
            node.put("additionalProperties", false);
        }
        for (JsonNode child : node) {
            closeIn(child);
        }
        return node;
    }

    private static void closeIn(JsonNode node) {
        if (node instanceof ObjectNode object) {
            closed(object);
        } else {
            node.forEach(Schemas::closeIn);
        }
    }
}
