package dev.openaiadmin.spec.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Compares the bounds of a value, such as {@code maximum} or {@code pattern}. */
final class Bounds {
    /** The source of bounds that the other document states in a description. */
    private static final String TEXT = "official-text";

    /** Keywords whose greater value allows less. */
    private static final Set<String> LOWER_BOUNDS =
            Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");

    private Bounds() {}

    /** A difference: whether we refuse what is allowed there, or else allow what is refused there; and the bound. */
    record Difference(boolean refusesMore, String bound) {}

    /**
     * Compares our bounds with the other ones.
     *
     * @param text what the other document says of the value; bounds with that source are looked for in it
     */
    static List<Difference> between(Shape mine, Shape yours, String text) {
        Map<String, JsonNode> own = mine.bounds();
        Map<String, JsonNode> other = yours.bounds();
        List<Difference> differences = new ArrayList<>();
        Set<String> keywords = new LinkedHashSet<>(own.keySet());
        keywords.addAll(other.keySet());
        for (String keyword : keywords) {
            JsonNode here = own.getOrDefault(keyword, MissingNode.getInstance());
            JsonNode there = other.getOrDefault(keyword, MissingNode.getInstance());
            if (there.isMissingNode()) {
                if (!mine.boundSource().equals(TEXT) || !states(text, here)) {
                    differences.add(new Difference(true, keyword + " " + here.asText()));
                }
            } else if (here.isMissingNode()) {
                differences.add(new Difference(false, keyword + " " + there.asText()));
            } else if (!here.asText().equals(there.asText())) {
                differences.add(new Difference(
                        isStricter(keyword, here, there),
                        keyword + " is " + there.asText() + " there, and " + here.asText() + " here"));
            }
        }
        return differences;
    }

    private static boolean states(String text, JsonNode number) {
        return Pattern.compile("(?<![\\d.])" + Pattern.quote(number.asText()) + "(?![\\d])")
                .matcher(text.replaceAll("(?<=\\d),(?=\\d{3})", ""))
                .find();
    }

    private static boolean isStricter(String keyword, JsonNode here, JsonNode there) {
        if (!here.isNumber()) {
            return true;
        }
        int difference = here.decimalValue().compareTo(there.decimalValue());
        return LOWER_BOUNDS.contains(keyword) ? difference > 0 : difference < 0;
    }
}
