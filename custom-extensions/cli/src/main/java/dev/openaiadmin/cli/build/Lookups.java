package dev.openaiadmin.cli.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the list in which the name of an object can be looked up, so that users can write a name where the API wants an id.
 *
 * <p>The paths say it: {@code project_id} in {@code /organization/projects/{project_id}} is an id of the list at
 * {@code /organization/projects}. A parameter of the same name elsewhere, such as the field {@code project_id} of a request,
 * means an id of the same list.
 */
final class Lookups {
    /** Fields that people know an object by. */
    private static final List<String> NAMES = List.of("name", "email", "model");

    private final Description description;
    private final Map<String, DescribedOperation> lists = new LinkedHashMap<>();
    private final Map<String, List<DescribedOperation>> byParameter = new LinkedHashMap<>();

    Lookups(Description description) {
        this.description = description;
        for (DescribedOperation operation : description.operations()) {
            if (operation.isList()) {
                lists.put(operation.path(), operation);
            }
        }
        for (DescribedOperation operation : description.operations()) {
            String path = operation.path();
            for (String parameter : operation.pathParameters()) {
                DescribedOperation list = lists.get(parent(path, parameter));
                List<DescribedOperation> known = byParameter.computeIfAbsent(parameter, name -> new ArrayList<>());
                if (list != null && !known.contains(list)) {
                    known.add(list);
                }
            }
        }
    }

    private static String parent(String path, String parameter) {
        return path.substring(0, path.indexOf("/{" + parameter + "}"));
    }

    /** Returns the lookup of a path parameter; null if its objects have no names. */
    @Nullable
    ObjectNode ofPath(DescribedOperation operation, String parameter) {
        DescribedOperation list = lists.get(parent(operation.path(), parameter));
        if (list == null) {
            // Such as projects, whose roles are at /projects while the projects are at /organization/projects.
            return of(operation, parameter, List.of());
        }
        return json(list);
    }

    /**
     * Returns the lookup of another parameter or a field.
     *
     * @param available the names of the other arguments of the operation
     */
    @Nullable
    ObjectNode of(DescribedOperation operation, String name, Collection<String> available) {
        String parameter = name.replace("[]", "").replaceFirst("_ids$", "_id");
        return byParameter.getOrDefault(parameter, List.of()).stream()
                // The objects below this path are those that are there already.
                .filter(list -> !list.path().startsWith(operation.path()))
                .filter(list -> available.containsAll(list.pathParameters()))
                // Roles of a project where the operation is below the project, and of the organization elsewhere.
                .max(Comparator.comparingInt(list -> sharedLength(list.path(), operation.path())))
                .map(this::json)
                .orElse(null);
    }

    private static int sharedLength(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    private @Nullable ObjectNode json(DescribedOperation list) {
        JsonNode items = description.items(list).path("properties");
        List<String> names = NAMES.stream().filter(items::has).toList();
        if (names.isEmpty() || !items.has("id")) {
            return null;
        }
        ObjectNode lookup = new JsonMapper().createObjectNode();
        lookup.put("id", list.id()).put("path", list.path());
        names.forEach(lookup.putArray("names")::add);
        JsonNode paging = list.json().path("x-paging");
        if (paging.has("cursor")) {
            lookup.set("cursor", paging.get("cursor"));
            lookup.set("next", paging.get("next"));
        }
        for (JsonNode parameter : list.json().path("parameters")) {
            if (parameter.path("name").asText().equals("limit")) {
                lookup.set("most", description.schema(parameter.get("schema")).get("maximum"));
            }
        }
        return lookup;
    }
}
