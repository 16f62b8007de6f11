package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.ContractOperation;
import dev.openaiadmin.testkit.internal.contract.Handler;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The usage of an {@code InMemoryOrganization}, which tests add; none at first.
 *
 * <p>As in the real API, responses have buckets of the requested width, which begin at whole minutes, hours or days in
 * UTC. Empty buckets are included, up to the end of the window or the current time. A property by which results are
 * not grouped is null. A page token is valid for the query that returned it, and for no other. Safe for use by many
 * threads.
 */
public final class InMemoryUsage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORGANIZATION = "/organization/";
    private static final String PATH = ORGANIZATION + "usage/";

    private final OrganizationState state;
    /** By the last segment of the path. */
    private final Map<String, Buckets> buckets = new TreeMap<>();

    private final Map<String, Handler> handlers = new HashMap<>();

    InMemoryUsage(OrganizationState state) {
        this.state = state;
        for (ContractOperation operation : Contract.published().operations()) {
            String path = operation.path().toString();
            if (path.startsWith(PATH)) {
                Buckets added = new Buckets(state, operation, path.substring(ORGANIZATION.length()), blank(operation));
                buckets.put(path.substring(PATH.length()), added);
                handlers.put(operation.id(), added::answer);
            }
        }
    }

    /**
     * Adds usage; what a bucket holds of one kind is summed up.
     *
     * <pre>{@code usage.add("completions", at, Map.of("model", "gpt-5.1", "input_tokens", 100, "output_tokens", 20));}</pre>
     *
     * @param kind what was used, as the path of the API calls it, such as {@code completions} or {@code vector_stores}
     * @param at when; counts in every bucket that spans this second
     * @param fields how much, and of what, by their names in the API; a number that is left out is zero
     * @throws IllegalArgumentException if there is no such kind, and the message lists those that there are, or no
     *     such field
     */
    public void add(String kind, Instant at, Map<String, ?> fields) {
        Buckets found = buckets.get(kind);
        if (found == null) {
            throw new IllegalArgumentException(
                    "There is no usage of '" + kind + "'; known: " + String.join(", ", buckets.keySet()));
        }
        synchronized (state) {
            found.add(at, JSON.valueToTree(fields));
        }
    }

    Map<String, Handler> handlers() {
        return handlers;
    }

    void seed(Seed seed) {
        buckets.values().forEach(each -> each.seed(seed));
    }

    private static ObjectNode blank(ContractOperation operation) {
        ObjectNode blank = Buckets.exampleOf(operation);
        for (Map.Entry<String, JsonNode> property : blank.properties()) {
            if (property.getValue().isNumber()) {
                blank.put(property.getKey(), 0);
            }
        }
        return blank;
    }
}
