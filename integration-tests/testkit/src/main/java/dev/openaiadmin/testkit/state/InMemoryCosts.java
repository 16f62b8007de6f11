package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The costs of an {@code InMemoryOrganization}, which tests add; none at first.
 *
 * <p>Responses have buckets of a day, like those of {@link InMemoryUsage}, and amounts in US dollars. Costs that a seed
 * gives in another currency are results of their own. Results have quantities only if costs are grouped by
 * {@code line_item}. Safe for use by many threads.
 */
public final class InMemoryCosts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPERATION = "listCosts";
    private static final String CURRENCY = "usd";
    private static final String LINE_ITEM = "line_item";

    private final OrganizationState state;
    private final Buckets buckets;

    InMemoryCosts(OrganizationState state) {
        this.state = state;
        this.buckets = new Buckets(state, Contract.published().operation(OPERATION), "costs", blank());
    }

    /**
     * Adds costs; a negative amount takes some back, as the real API does when it revises a bucket.
     *
     * <pre>{@code costs.add(at, new BigDecimal("12.50"), Map.of("project_id", id, "line_item", "gpt-5.1, input"));}</pre>
     *
     * @param at when; counts in the bucket of this day in UTC
     * @param amount how much, in US dollars; kept to the last digit
     * @param fields on what it was spent, by their names in the API
     * @throws IllegalArgumentException if the API has no such field
     */
    public void add(Instant at, BigDecimal amount, Map<String, ?> fields) {
        ObjectNode cost = JSON.valueToTree(fields);
        cost.putObject("amount").put("currency", CURRENCY).set("value", DecimalNode.valueOf(amount));
        synchronized (state) {
            buckets.add(at, cost);
        }
    }

    /** Returns the costs of a period in US dollars, including both ends; costs in other currencies do not count. */
    BigDecimal between(Instant start, Instant end, Predicate<ObjectNode> passes) {
        BigDecimal sum = BigDecimal.ZERO;
        for (ObjectNode cost : buckets.between(start, end)) {
            if (passes.test(cost)
                    && CURRENCY.equalsIgnoreCase(cost.at("/amount/currency").asText(CURRENCY))) {
                sum = sum.add(cost.at("/amount/value").decimalValue());
            }
        }
        return sum;
    }

    Map<String, Handler> handlers() {
        return Map.of(OPERATION, this::list);
    }

    void seed(Seed seed) {
        buckets.seed(seed);
    }

    private OperationResponse list(OperationRequest request) {
        OperationResponse answer = buckets.answer(request);
        if (!request.texts("group_by").contains(LINE_ITEM)) {
            // Quantities of different things have no sum.
            for (JsonNode results : answer.body().findValues("results")) {
                results.forEach(cost -> ((ObjectNode) cost).putNull("quantity").putNull("quantity_unit"));
            }
        }
        return answer;
    }

    private static ObjectNode blank() {
        ObjectNode blank = Buckets.exampleOf(Contract.published().operation(OPERATION));
        blank.putNull("quantity").putNull("quantity_unit").remove("amount");
        return blank;
    }
}
