package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.ContractViolation;
import dev.openaiadmin.testkit.internal.contract.PathTemplate;
import dev.openaiadmin.testkit.internal.contract.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Objects from JSON for an organization: under the name of each resource a list of objects, or the only one, written as
 * the API writes them. Kinds are added in the order in which they were named, so that objects can belong to others of the same seed. All
 * of a seed is added, or nothing. Callers hold the monitor of the state.
 */
final class Seed {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Money, to the last digit.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
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
        return add(false, name, kind, schema, (rows, ids, given) -> {
            ObjectNode row = completed.apply(given);
            rows.add(row);
            return row;
        });
    }

    /**
     * A resource that a seed may hold, and whose objects are more than rows.
     *
     * @param name its path below {@code /organization}, and its rows in the state
     * @param schema what the description calls one of its objects
     * @param adder puts one of them there
     */
    Seed list(String name, String schema, Adder adder) {
        return add(false, name, name, schema, (rows, ids, given) -> adder.add(ids, given));
    }

    /**
     * Requires fields of the objects of the resource that was added last. A response of the API may lack them, but the
     * organization sends them, because the official document requires them. Null is a value.
     *
     * @param fields the names of the fields
     */
    Seed requiring(String... fields) {
        kinds.add(kinds.remove(kinds.size() - 1).requiring(List.of(fields)));
        return this;
    }

    /**
     * What there is one of, so that a seed holds it without a list.
     *
     * @param name its path below {@code /organization}
     * @param schema what the description calls it
     * @param adder puts it there
     */
    Seed single(String name, String schema, Adder adder) {
        return add(true, name, name, schema, (rows, ids, given) -> adder.add(ids, given));
    }

    /** Adds the resources that a resource names. */
    Seed with(Consumer<Seed> named) {
        named.accept(this);
        return this;
    }

    /**
     * Adds the objects of a seed.
     *
     * @param source what messages call the seed
     * @throws IllegalArgumentException if the seed has mistakes; the message lists all of them
     */
    void add(String source, String json) {
        ObjectNode resources = read(source, json);
        List<String> mistakes = new ArrayList<>();
        state.orNothing(() -> {
            for (Kind kind : kinds) {
                resources.properties().stream()
                        .filter(resource -> kind.equals(kindOf(resource.getKey())))
                        .forEach(resource -> add(kind, resource.getKey(), resource.getValue(), mistakes));
            }
            resources.fieldNames().forEachRemaining(name -> {
                if (kindOf(name) == null) {
                    mistakes.add(Schemas.pointer(name) + " is no resource that can be seeded; known: " + known());
                }
            });
            return mistakes.isEmpty();
        });
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(
                    mistakes.stream().map(mistake -> source + ": " + mistake).collect(Collectors.joining("\n")));
        }
    }

    private void add(Kind kind, String name, JsonNode objects, List<String> mistakes) {
        if (kind.single()) {
            add(kind, name, Schemas.pointer(name), objects, mistakes);
        } else if (!objects.isArray()) {
            mistakes.add(Schemas.pointer(name) + " must be a list of objects");
        } else {
            for (int i = 0; i < objects.size(); i++) {
                add(kind, name, Schemas.pointer(name) + "/" + i, objects.get(i), mistakes);
            }
        }
    }

    private void add(Kind kind, String name, String at, JsonNode object, List<String> mistakes) {
        if (!(object instanceof ObjectNode given)) {
            kind.schema().violationsAt(at, object).forEach(violation -> mistakes.add(violation.what()));
            return;
        }
        Rows rows = state.rows(kind.rowsOf(name));
        if (given.has("id") && rows.has(given.path("id").asText())) {
            mistakes.add(at + "/id must not be there already, but was " + given.path("id"));
            return;
        }
        ObjectNode said = given.deepCopy();
        ObjectNode shown;
        try {
            shown = kind.adder().add(rows, List.copyOf(kind.name().values(name).values()), said);
        } catch (ApiErrorException e) {
            mistakes.add(at + ": " + e.getMessage());
            return;
        }
        List<ContractViolation> violations =
                kind.schema().violationsAt(at, said.deepCopy().setAll(shown));
        if (violations.isEmpty()) {
            said.properties().forEach(property -> {
                // As text: the same number can be an int here and a long there.
                String there = shown.path(property.getKey()).toString();
                if (!there.equals(property.getValue().toString())) {
                    mistakes.add(at + "/" + property.getKey() + " must be left out"
                            + (there.isEmpty() ? "" : " or " + there) + ", but was " + property.getValue());
                }
            });
        }
        violations.forEach(violation -> mistakes.add(violation.what()));
        kind.required().stream()
                .filter(field -> !said.has(field) && !shown.has(field))
                .forEach(field -> mistakes.add(at + " lacks '" + field + "'"));
    }

    private Seed add(boolean single, String name, String kind, String schema, RowAdder adder) {
        kinds.add(new Kind(
                single, PathTemplate.of(name), kind, Contract.published().schema(schema), List.of(), adder));
        return this;
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

    /** Adds an object of a seed to the organization. */
    @FunctionalInterface
    interface Adder {
        /**
         * Puts it there.
         *
         * @param ids the ids in the name of the resource, in their order
         * @param given what the seed says of it; what the API does not show may be taken out
         * @return what the API shows of it
         * @throws ApiErrorException if the API would refuse it
         */
        ObjectNode add(List<String> ids, ObjectNode given);
    }

    @FunctionalInterface
    private interface RowAdder {
        ObjectNode add(Rows rows, List<String> ids, ObjectNode given);
    }

    private record Kind(
            boolean single,
            PathTemplate name,
            String kind,
            Schemas.Check schema,
            List<String> required,
            RowAdder adder) {
        Kind requiring(List<String> fields) {
            return new Kind(single, name, kind, schema, fields, adder);
        }

        String rowsOf(String given) {
            String rows = kind;
            for (Map.Entry<String, String> place : name.values(given).entrySet()) {
                rows = rows.replace("{" + place.getKey() + "}", place.getValue());
            }
            return rows;
        }
    }
}
