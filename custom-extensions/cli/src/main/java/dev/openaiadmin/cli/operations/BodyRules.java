package dev.openaiadmin.cli.operations;

import dev.openaiadmin.cli.terminal.InvalidArgumentException;
import dev.openaiadmin.governance.text.PrintableText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules that the description has for the body of a request. Constants that the request needs are added. Fields that the
 * description does not know, and new values of known fields, are sent as they are: the API can be newer than this program.
 */
final class BodyRules {
    private final List<String> problems = new ArrayList<>();

    private BodyRules() {}

    /**
     * Completes and checks a body.
     *
     * @throws InvalidArgumentException if it breaks rules; the message names all of them
     */
    static Map<String, @Nullable Object> completed(Fields rules, Map<String, @Nullable Object> body) {
        BodyRules check = new BodyRules();
        Map<String, @Nullable Object> completed = check.object(rules, body, "");
        if (!check.problems.isEmpty()) {
            throw new InvalidArgumentException(
                    "The request is incomplete or wrong: " + String.join("; ", check.problems));
        }
        return completed;
    }

    private Map<String, @Nullable Object> object(Fields given, Map<?, ?> body, String path) {
        Fields rules = given;
        if (given.has("discriminator")) {
            String discriminator = given.text("discriminator");
            Fields variants = given.fields("variants");
            Object type = body.get(discriminator);
            Set<String> known = new TreeSet<>();
            variants.json().keySet().forEach(name -> known.add(String.valueOf(name)));
            if (type == null) {
                problems.add(joined(path, discriminator) + " is missing; it is one of " + String.join(", ", known));
                return copy(body);
            }
            rules = variants.fields(String.valueOf(type));
        }
        Map<String, @Nullable Object> completed = copy(body);
        Fields properties = rules.fields("properties");
        List<String> required = rules.texts("required");
        for (Map.Entry<?, ?> property : properties.json().entrySet()) {
            String name = String.valueOf(property.getKey());
            Fields rule = Fields.of(property.getValue());
            List<String> values = rule.texts("enum");
            if (!completed.containsKey(name)) {
                if (required.contains(name) && values.size() == 1) {
                    completed.put(name, values.get(0));
                } else if (required.contains(name)) {
                    problems.add(joined(path, name) + " is missing");
                }
            } else {
                completed.put(name, value(rule, completed.get(name), joined(path, name)));
            }
        }
        return completed;
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> body) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        body.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    private @Nullable Object value(Fields rule, @Nullable Object value, String path) {
        if (value == null) {
            return null;
        }
        if (rule.has("properties") || rule.has("discriminator")) {
            if (value instanceof Map<?, ?> map) {
                return object(rule, map, path);
            }
            problems.add(path + " must be an object");
            return value;
        }
        switch (rule.text("type")) {
            case "array" -> {
                if (value instanceof List<?> items) {
                    return items(rule, items, path);
                }
                problems.add(path + " must be a list");
            }
            case "integer", "number" -> number(rule, value, path);
            case "boolean" -> {
                if (!(value instanceof Boolean)) {
                    problems.add(path + " must be true or false");
                }
            }
            case "string" -> {
                return text(rule, value, path);
            }
            default -> {}
        }
        return value;
    }

    private List<@Nullable Object> items(Fields rule, List<?> items, String path) {
        Long least = rule.number("minItems");
        Long most = rule.number("maxItems");
        if (least != null && items.size() < least) {
            problems.add(path + " needs at least " + least + " values");
        }
        if (most != null && items.size() > most) {
            problems.add(path + " takes at most " + most + " values");
        }
        List<@Nullable Object> checked = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            checked.add(value(rule.fields("items"), items.get(i), path + "[" + i + "]"));
        }
        return checked;
    }

    private void number(Fields rule, Object value, String path) {
        if (!(value instanceof Number)) {
            problems.add(path + " must be a number");
            return;
        }
        BigDecimal number = new BigDecimal(value.toString());
        if (rule.text("type").equals("integer") && number.stripTrailingZeros().scale() > 0) {
            problems.add(path + " must be a whole number");
        }
        if (rule.has("minimum") && number.compareTo(new BigDecimal(rule.text("minimum"))) < 0) {
            problems.add(path + " must be at least " + rule.text("minimum") + ", but is " + number.toPlainString());
        }
        if (rule.has("maximum") && number.compareTo(new BigDecimal(rule.text("maximum"))) > 0) {
            problems.add(path + " must be at most " + rule.text("maximum") + ", but is " + number.toPlainString());
        }
    }

    private Object text(Fields rule, Object value, String path) {
        if (value instanceof Map || value instanceof List) {
            problems.add(path + " must be a text");
            return value;
        }
        // Such as the name 2026, which a file or --set holds as a number.
        String text = String.valueOf(value);
        int length = text.codePointCount(0, text.length());
        Long least = rule.number("minLength");
        Long most = rule.number("maxLength");
        if (least != null && length < least) {
            problems.add(path + " must have at least " + least + " characters");
        }
        if (most != null && length > most) {
            problems.add(path + " must have at most " + most + " characters, but has " + length);
        }
        return text;
    }

    private static String joined(String path, String name) {
        return PrintableText.line(path.isEmpty() ? name : path + "." + name);
    }
}
