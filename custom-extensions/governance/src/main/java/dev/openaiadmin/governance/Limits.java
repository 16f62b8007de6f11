package dev.openaiadmin.governance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.openaiadmin.model.ModifyRateLimitRequest;
import dev.openaiadmin.model.RateLimit;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rate limits by the names that the API gives them: which there are is for the generated records to say. */
final class Limits {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<TreeMap<String, Object>> PROPERTIES = new TypeReference<>() {};
    private static final Set<String> NAMES = names();

    private Limits() {}

    /** The limits that can be set. */
    static Collection<String> known() {
        return NAMES;
    }

    static Map<String, Long> of(ModifyRateLimitRequest limits) {
        return numbers(limits);
    }

    static Map<String, Long> of(RateLimit row) {
        Map<String, Long> numbers = numbers(row);
        numbers.keySet().retainAll(NAMES);
        return numbers;
    }

    static ModifyRateLimitRequest request(Map<String, Long> limits) {
        return JSON.convertValue(limits, ModifyRateLimitRequest.class);
    }

    private static Map<String, Long> numbers(Object limits) {
        Map<String, Long> numbers = new TreeMap<>();
        JSON.convertValue(limits, PROPERTIES).forEach((name, value) -> {
            if (value instanceof Number number) {
                numbers.put(name, number.longValue());
            }
        });
        return numbers;
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        JSON.getDeserializationConfig()
                .introspect(JSON.constructType(ModifyRateLimitRequest.class))
                .findProperties()
                .forEach(property -> names.add(property.getName()));
        names.remove("unknownFields");
        return Collections.unmodifiableSet(names);
    }
}
