package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.governance.internal.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a file describes the organization or a project, and each of its parts. Immutable.
 *
 * @param whole the place of all of it, or null when no file describes it
 * @param parts the places of the parts by their names
 */
public record Places(@Nullable String whole, Map<String, String> parts) {
    public static final Places NONE = new Places(null, Map.of());

    /** Returns the places of the parts of the organization, which can be in several files. */
    public static Places of(Map<String, YamlNode> parts) {
        return new Places(null, placesOf(parts));
    }

    public static Places of(YamlNode whole, Map<String, YamlNode> parts) {
        return new Places(whole.place(), placesOf(parts));
    }

    private static Map<String, String> placesOf(Map<String, YamlNode> parts) {
        Map<String, String> places = new LinkedHashMap<>();
        parts.forEach((name, part) -> places.put(name, part.placeOfName()));
        return Map.copyOf(places);
    }

    /** Returns where the first of some parts is, or null when none of them is there. */
    @Nullable
    String of(List<String> names) {
        return names.stream()
                .map(parts::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
