package dev.openaiadmin.testkit.internal.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A path with parameters, such as {@code /organization/projects/{project_id}}. */
public record PathTemplate(List<String> segments) {
    public static PathTemplate of(String template) {
        return new PathTemplate(split(template));
    }

    public boolean matches(String path) {
        List<String> given = split(path);
        if (given.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < given.size(); i++) {
            boolean fits = isPlace(segments.get(i))
                    ? !given.get(i).isEmpty()
                    : segments.get(i).equals(given.get(i));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    public int literals() {
        return (int) segments.stream().filter(segment -> !isPlace(segment)).count();
    }

    /** Returns the decoded parameters of a path that matches. */
    public Map<String, String> values(String path) {
        List<String> given = split(path);
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (isPlace(segment)) {
                // In a path, unlike in a query, a plus sign is a plus sign.
                String encoded = given.get(i).replace("+", "%2B");
                values.put(
                        segment.substring(1, segment.length() - 1), URLDecoder.decode(encoded, StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }

    private static boolean isPlace(String segment) {
        return segment.startsWith("{");
    }

    private static List<String> split(String path) {
        return List.of(path.split("/", -1));
    }
}
