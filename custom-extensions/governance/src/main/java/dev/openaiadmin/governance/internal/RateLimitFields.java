package dev.openaiadmin.governance.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.model.ModifyRateLimitRequest;
import dev.openaiadmin.model.RateLimit;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rate limits by the names that the API gives them. The generated records say which there are. */
public final class RateLimitFields {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<TreeMap<String, Long>> BY_NAME = new TypeReference<>() {};
    private static final Set<String> SHOWN = namesIn(RateLimit.class);
    private static final Set<String> KNOWN = namesIn(ModifyRateLimitRequest.class);

    private RateLimitFields() {}

    /** Returns the limits that can be set. */
    public static Set<String> known() {
        return KNOWN;
    }

    /** Returns the limits that a model can have, also those that cannot be set. */
    public static Set<String> shown() {
        return SHOWN;
    }

    /** Returns the limits of a request, also those with names that the API may know later. */
    public static Map<String, Long> of(ModifyRateLimitRequest limits) {
        ObjectNode tree = JSON.valueToTree(limits);
        tree.properties().removeIf(limit -> !limit.getValue().isNumber());
        return JSON.convertValue(tree, BY_NAME);
    }

    /** Returns the limits of a model that can be set. */
    public static Map<String, Long> of(RateLimit row) {
        return numbers(row, KNOWN);
    }

    /** Returns all limits of a model, also those that cannot be set. */
    public static Map<String, Long> all(RateLimit row) {
        return numbers(row, SHOWN);
    }

    /** Returns a request that sets these limits. */
    public static ModifyRateLimitRequest request(Map<String, Long> limits) {
        return JSON.convertValue(limits, ModifyRateLimitRequest.class);
    }

    private static Map<String, Long> numbers(Record limits, Set<String> names) {
        return JSON.convertValue(JSON.<ObjectNode>valueToTree(limits).retain(names), BY_NAME);
    }

    private static Set<String> namesIn(Class<? extends Record> type) {
        Set<String> names = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == Long.class) {
                names.add(component
                        .getAccessor()
                        .getAnnotation(JsonProperty.class)
                        .value());
            }
        }
        return Collections.unmodifiableSet(names);
    }
}
