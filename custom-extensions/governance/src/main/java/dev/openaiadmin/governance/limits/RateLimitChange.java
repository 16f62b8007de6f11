package dev.openaiadmin.governance.limits;

import dev.openaiadmin.governance.text.PrintableText;
import java.util.Collections;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The change that a {@link RateLimitTable} makes to the limits of one model. Immutable.
 *
 * @param model the name of the model
 * @param before the limits that differ, by name, as they were
 * @param after the same limits as they are to be
 */
public record RateLimitChange(String model, Map<String, Long> before, Map<String, Long> after) {

    /**
     * Copies the limits.
     *
     * @param model the name of the model
     * @param before the limits that differ, by name, as they were
     * @param after the same limits as they are to be
     */
    public RateLimitChange {
        before = Collections.unmodifiableMap(new TreeMap<>(before));
        after = Collections.unmodifiableMap(new TreeMap<>(after));
    }

    /** Returns a line such as {@code gpt-5: max_requests_per_1_minute 10000 -> 500}. */
    @Override
    public String toString() {
        StringJoiner line = new StringJoiner(", ", PrintableText.line(model) + ": ", "");
        before.forEach((limit, value) ->
                line.add(limit + " " + inWords(value) + " -> " + inWords(after.getOrDefault(limit, value))));
        return line.toString();
    }

    private static String inWords(long limit) {
        return limit == RateLimitTable.UNLIMITED ? "unlimited" : Long.toString(limit);
    }
}
