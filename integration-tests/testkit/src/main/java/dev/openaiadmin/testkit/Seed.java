package dev.openaiadmin.testkit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Objects from JSON for an organization: under the name of each resource a list of objects, written as the API writes
 * them. All of a seed is sown, or nothing. Whoever uses it holds the monitor of the state.
 */
final class Seed {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final OrganizationState state;
    private final List<Kind> kinds = new ArrayList<>();

    Seed(OrganizationState state) {
        this.state = state;
    }

    /**
     * A resource that a seed may hold.
     *
     * @param name its path below {@code /organization}, such as {@code projects} or {@code groups/{group_id}/users}
     * @param kind its rows in the state; an id of the path stands in braces here, too
     * @param schema what the description calls one of its objects
     * @param completed makes an object of the properties that a seed names
     */
    Seed kind(String name, String kind, String schema, UnaryOperator<ObjectNode> completed) {
        kinds.add(new Kind(PathTemplate.of(name), kind, Contract.published().schema(schema), completed));
        return this;
    }

    /**
     * Adds the objects of a seed.
     *
     * @param source what messages call the seed
     * @throws IllegalArgumentException when the seed has mistakes; the message lists all of them
     */
    void sow(String source, String json) {
        List<String> mistakes = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        List<Runnable> additions = new ArrayList<>();
        read(source, json).properties().forEach(resource -> {
            String place = "/" + resource.getKey().replace("~", "~0").replace("/", "~1");
            Kind kind = kindOf(resource.getKey());
            if (kind == null) {
                mistakes.add(place + " is no resource that can be seeded; known: " + known());
            } else if (!resource.getValue().isArray()) {
                mistakes.add(place + " must be a list of objects");
            } else {
                Rows rows = state.rows(kind.rowsOf(resource.getKey()));
                for (int i = 0; i < resource.getValue().size(); i++) {
                    String at = place + "/" + i;
                    JsonNode row = kind.row(resource.getValue().get(i));
                    kind.schema().breachesAt(at, row).forEach(breach -> mistakes.add(breach.what()));
                    String id = row.path("id").asText();
                    if (rows.find(id) != null || !taken.add(place + id)) {
                        mistakes.add(at + "/id must not be there already, but was \"" + id + "\"");
                    }
                    if (row instanceof ObjectNode object) {
                        additions.add(() -> rows.add(object));
                    }
                }
            }
        });
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(
                    mistakes.stream().map(mistake -> source + ": " + mistake).collect(Collectors.joining("\n")));
        }
        additions.forEach(Runnable::run);
    }

    private ObjectNode read(String source, String json) {
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    source + ": line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                    e);
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException(
                source + ": must be a JSON object with a list of objects for each resource; known: " + known());
    }

    private @Nullable Kind kindOf(String name) {
        return kinds.stream()
                .filter(kind -> kind.name().matches(name))
                .findFirst()
                .orElse(null);
    }

    private String known() {
        return kinds.stream().map(kind -> kind.name().toString()).sorted().collect(Collectors.joining(", "));
    }

    private record Kind(PathTemplate name, String kind, Schemas.Check schema, UnaryOperator<ObjectNode> completed) {
        String rowsOf(String given) {
            String rows = kind;
            for (Map.Entry<String, String> place : name.values(given).entrySet()) {
                rows = rows.replace("{" + place.getKey() + "}", place.getValue());
            }
            return rows;
        }

        /** The whole object; what is no object is left for the schema to refuse. */
        JsonNode row(JsonNode given) {
            return given instanceof ObjectNode object ? completed.apply(object) : given;
        }
    }
}
