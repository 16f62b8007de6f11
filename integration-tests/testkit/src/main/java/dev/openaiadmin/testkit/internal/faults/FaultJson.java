package dev.openaiadmin.testkit.internal.faults;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Faults as JSON, in the words of {@link FaultSpec}: one object, or a list of them. A fault begins with one of the words
 * {@code fault}, {@code status}, {@code throttle} and {@code slow}; the others change it. Times are in seconds.
 */
public final class FaultJson {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(86_400);

    private static final Map<String, Beginning> BEGINNINGS = beginnings();
    private static final Map<String, Change> CHANGES = changes();
    /** Properties that are read together with another one. */
    private static final Map<String, String> COMPANIONS = Map.of("seed", "probability", "wait", "retryAfter");

    private FaultJson() {}

    /**
     * Reads faults.
     *
     * @param source what messages call the JSON
     * @throws IllegalArgumentException when it has mistakes; the message lists all of them, a line each
     */
    public static List<FaultSpec> read(String source, String json) {
        JsonNode tree = parse(source, json);
        List<FaultSpec> faults = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        List<JsonNode> given = new ArrayList<>();
        (tree.isArray() ? tree : List.of(tree)).forEach(given::add);
        for (int i = 0; i < given.size(); i++) {
            String place = tree.isArray() ? "/" + i : "";
            try {
                faults.add(fault(place, given.get(i)));
            } catch (Mistake mistake) {
                mistakes.add(source + ": " + mistake.getMessage());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        return faults;
    }

    private static JsonNode parse(String source, String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    source + ": line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                    e);
        }
    }

    private static FaultSpec fault(String place, JsonNode given) throws Mistake {
        if (!(given instanceof ObjectNode words)) {
            throw new Mistake(
                    (place.isEmpty() ? "/" : place) + " must be a fault, such as {\"fault\": \"rate-limited\"}");
        }
        for (Map.Entry<String, JsonNode> word : words.properties()) {
            String name = word.getKey();
            if (!BEGINNINGS.containsKey(name) && !CHANGES.containsKey(name) && !COMPANIONS.containsKey(name)) {
                throw new Mistake(place + "/" + name + " is no word of a fault; known: " + known());
            }
            if (COMPANIONS.containsKey(name) && !words.has(COMPANIONS.get(name))) {
                throw new Mistake(place + "/" + name + " goes with '" + COMPANIONS.get(name) + "' only");
            }
        }
        List<Map.Entry<String, Beginning>> beginnings = BEGINNINGS.entrySet().stream()
                .filter(beginning -> words.has(beginning.getKey()))
                .toList();
        if (beginnings.size() != 1) {
            throw new Mistake((place.isEmpty() ? "/" : place) + " must have one of the words "
                    + String.join(", ", BEGINNINGS.keySet()) + ", but has "
                    + (beginnings.isEmpty()
                            ? "none"
                            : beginnings.stream().map(Map.Entry::getKey).collect(Collectors.joining(" and "))));
        }
        Map.Entry<String, Beginning> first = beginnings.get(0);
        Value value = new Value(place + "/" + first.getKey(), words.path(first.getKey()));
        FaultSpec fault = attempt(value, () -> first.getValue().fault(value));
        for (Map.Entry<String, Change> change : CHANGES.entrySet()) {
            if (words.has(change.getKey())) {
                FaultSpec before = fault;
                Value to = new Value(place + "/" + change.getKey(), words.path(change.getKey()));
                fault = attempt(to, () -> change.getValue().change(before, to, new Value(place, words)));
            }
        }
        return fault;
    }

    private static FaultSpec attempt(Value value, Step step) throws Mistake {
        try {
            return step.fault();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Mistake(value.place() + ": " + e.getMessage());
        }
    }

    private static Map<String, Beginning> beginnings() {
        Map<String, Beginning> words = new LinkedHashMap<>();
        words.put("fault", value -> FaultSpec.named(value.text()));
        words.put("status", value -> FaultSpec.status(value.wholeNumber()));
        words.put("throttle", value -> FaultSpec.throttle(value.wholeNumber()));
        words.put("slow", value -> FaultSpec.slow(value.seconds()));
        return words;
    }

    /** In the order in which they are applied. */
    private static Map<String, Change> changes() {
        Map<String, Change> words = new LinkedHashMap<>();
        words.put("shape", (fault, value, all) -> fault.shape(value.oneOf(ErrorShape.class)));
        words.put("code", (fault, value, all) -> fault.code(value.node().isNull() ? null : value.text()));
        words.put("message", (fault, value, all) -> fault.message(value.text()));
        words.put("headers", (fault, value, all) -> {
            FaultSpec changed = fault;
            for (Map.Entry<String, JsonNode> header : value.object().properties()) {
                changed = changed.header(
                        header.getKey(), new Value(value.place() + "/" + header.getKey(), header.getValue()).text());
            }
            return changed;
        });
        words.put("retryAfter", (fault, value, all) -> {
            RetryAfterForm form = value.oneOf(RetryAfterForm.class);
            return fault.retryAfter(form, all.has("wait") ? all.at("wait").seconds() : null);
        });
        words.put("butDone", (fault, value, all) -> value.yes() ? fault.butDone() : fault);
        words.put("on", (fault, value, all) -> fault.on(value.text()));
        words.put("always", (fault, value, all) -> value.yes() ? fault.always() : fault);
        words.put(
                "probability",
                (fault, value, all) -> fault.withProbability(
                        value.number().doubleValue(),
                        all.has("seed") ? all.at("seed").wholeNumber() : 0));
        words.put("times", (fault, value, all) -> fault.times(value.wholeNumber()));
        return words;
    }

    private static String known() {
        List<String> words = new ArrayList<>(BEGINNINGS.keySet());
        words.addAll(CHANGES.keySet());
        words.addAll(COMPANIONS.keySet());
        return words.stream().sorted().collect(Collectors.joining(", "));
    }

    @FunctionalInterface
    private interface Beginning {
        FaultSpec fault(Value value) throws Mistake;
    }

    @FunctionalInterface
    private interface Change {
        FaultSpec change(FaultSpec fault, Value value, Value all) throws Mistake;
    }

    @FunctionalInterface
    private interface Step {
        FaultSpec fault() throws Mistake;
    }

    /** An error in one fault. */
    private static final class Mistake extends Exception {
        private static final long serialVersionUID = 1L;

        Mistake(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * The value of a word.
     *
     * @param place where it stands, as a JSON pointer
     * @param node the value
     */
    private record Value(String place, JsonNode node) {
        boolean has(String name) {
            return node.has(name);
        }

        Value at(String name) {
            return new Value(place + "/" + name, node.path(name));
        }

        String text() throws Mistake {
            require(node.isTextual(), "a text");
            return node.textValue();
        }

        boolean yes() throws Mistake {
            require(node.isBoolean(), "true or false");
            return node.booleanValue();
        }

        int wholeNumber() throws Mistake {
            require(node.isIntegralNumber() && node.canConvertToInt(), "a whole number");
            return node.intValue();
        }

        BigDecimal number() throws Mistake {
            require(node.isNumber(), "a number");
            return node.decimalValue();
        }

        Duration seconds() throws Mistake {
            require(
                    node.isNumber() && node.decimalValue().abs().compareTo(LONGEST_SECONDS) <= 0,
                    "seconds, of a day at most");
            return Duration.ofMillis(node.decimalValue().movePointRight(3).longValue());
        }

        ObjectNode object() throws Mistake {
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw wrong("an object of texts");
        }

        /** Returns a constant by its name in lower case, with hyphens. */
        <E extends Enum<E>> E oneOf(Class<E> type) throws Mistake {
            for (E constant : type.getEnumConstants()) {
                if (written(constant).equals(node.textValue())) {
                    return constant;
                }
            }
            throw wrong("one of "
                    + Arrays.stream(type.getEnumConstants()).map(Value::written).collect(Collectors.joining(", ")));
        }

        private static String written(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private void require(boolean holds, String rule) throws Mistake {
            if (!holds) {
                throw wrong(rule);
            }
        }

        private Mistake wrong(String rule) {
            return new Mistake(place + " must be " + rule + ", but was " + node);
        }
    }
}
