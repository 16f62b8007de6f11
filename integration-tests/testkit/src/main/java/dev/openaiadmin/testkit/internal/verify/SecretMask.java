package dev.openaiadmin.testkit.internal.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openaiadmin.testkit.internal.contract.Contract;
import java.util.Set;
import java.util.regex.Pattern;

/** Masks secrets: the properties that the description calls passwords, and whatever has the form of a key. */
final class SecretMask {
    private static final String MASK = "***";
    private static final Pattern KEY = Pattern.compile("sk-[A-Za-z0-9_*-]+");
    private static final Pattern PRIVATE_KEY = Pattern.compile("(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*");

    private SecretMask() {}

    /** Returns a copy of a value with masks in the place of secrets. */
    static JsonNode mask(JsonNode value) {
        JsonNode copy = value.deepCopy();
        return copy.isTextual() ? masked(copy) : maskWithin(copy);
    }

    static String maskText(String text) {
        return PRIVATE_KEY.matcher(KEY.matcher(text).replaceAll(MASK)).replaceAll(MASK);
    }

    private static JsonNode maskWithin(JsonNode node) {
        Set<String> secrets = Contract.published().secretProperties();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> {
                boolean secret = secrets.contains(property.getKey())
                        && property.getValue().isTextual();
                property.setValue(secret ? TextNode.valueOf(MASK) : masked(property.getValue()));
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, masked(array.get(i)));
            }
        }
        return node;
    }

    private static JsonNode masked(JsonNode value) {
        return value.isTextual() ? TextNode.valueOf(maskText(value.textValue())) : maskWithin(value);
    }
}
