package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.ContractOperation;
import dev.openaiadmin.testkit.internal.contract.ContractViolation;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Usage or costs by time. Responses hold whole buckets without a gap from {@code start_time} to
 * {@code end_time}, divided by {@code group_by}, and in pages.
 */
final class Buckets {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String TOKEN_PREFIX = "page_";
    private static final Set<String> PAGING = Set.of("limit", "page");
    private static final Set<String> NO_FILTERS =
            Set.of("start_time", "end_time", "bucket_width", "group_by", "limit", "page");

    private final OrganizationState state;
    private final ContractOperation operation;
    private final String place;
    private final ObjectNode blank;
    private final List<String> dimensions;
    /** Makes the page tokens of this resource different from all others. */
    private final String salt;

    /**
     * Buckets that are empty.
     *
     * @param place the path below {@code /organization}
     * @param blank a result to which nothing was added
     */
    Buckets(OrganizationState state, ContractOperation operation, String place, ObjectNode blank) {
        this.state = state;
        this.operation = operation;
        this.place = place;
        this.dimensions = dimensionsOf(operation);
        this.blank = blank.deepCopy().without(dimensions);
        this.salt = state.newId("");
    }

    /** Returns the properties of one result in the description. */
    static ObjectNode exampleOf(ContractOperation operation) {
        return operation.example().body().at("/data/0/results/0").deepCopy();
    }

    /**
     * Adds an entry to the bucket of its time.
     *
     * @throws IllegalArgumentException if a response cannot contain it
     */
    void add(Instant at, ObjectNode entry) {
        ObjectNode bucket = bucket(0, 1);
        bucket.withArray("/results").add(whole(entry));
        ObjectNode page = page().put("has_more", false).putNull("next_page");
        page.withArray("/data").add(bucket);
        for (ContractViolation violation : operation.violationsOf(OperationResponse.ok(page))) {
            throw new IllegalArgumentException(
                    violation.what().replace("the answer at /data/0/results/0", "the entry"));
        }
        put(at, entry);
    }

    /** Adds buckets from a seed, in the format of the API. */
    void seed(Seed seed) {
        seed.list(place, operation.items(), (ids, given) -> {
            if (!given.path("start_time").isIntegralNumber()) {
                throw ApiErrorException.badRequest(null, null, "start_time must be there, in unix seconds");
            }
            long start = given.path("start_time").longValue();
            ObjectNode bucket = bucket(start, start + Width.DAY.seconds);
            for (JsonNode result : given.path("results")) {
                readAmount(result.path("amount"));
                bucket.withArray("/results").add(result instanceof ObjectNode entry ? whole(entry) : result);
                if (result instanceof ObjectNode entry) {
                    put(Instant.ofEpochSecond(start), entry);
                }
            }
            given.remove("results");
            return bucket.setAll(given);
        });
    }

    /** Converts an amount that is a text, as the real API sometimes writes it, to a number. */
    private static void readAmount(JsonNode amount) {
        if (amount instanceof ObjectNode money && money.path("value").isTextual()) {
            try {
                money.set(
                        "value",
                        DecimalNode.valueOf(new BigDecimal(money.path("value").textValue())));
            } catch (NumberFormatException e) {
                // It stays a text, which the schema refuses with the place.
                return;
            }
        }
    }

    /** Returns the entries of a period, including both ends. */
    List<ObjectNode> between(Instant start, Instant end) {
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode row : state.rows(place).all()) {
            long at = row.path("at").longValue();
            if (at >= start.getEpochSecond() && at <= end.getEpochSecond()) {
                found.add((ObjectNode) row.path("entry"));
            }
        }
        return found;
    }

    OperationResponse answer(OperationRequest request) {
        Width width = Width.of(request.text("bucket_width"));
        int limit = limit(request, width);
        long start = Objects.requireNonNull(request.time("start_time"));
        long end = end(request, start);
        // Aligned in UTC: a bucket of a day begins at midnight.
        long origin = Math.floorDiv(start, (long) width.seconds) * width.seconds;
        long count = Math.max(0, -Math.floorDiv(origin - end, (long) width.seconds));
        long first = first(request);
        long last = Math.min(count, first + limit);
        TreeMap<Long, Map<List<JsonNode>, ObjectNode>> results = new TreeMap<>();
        for (ObjectNode row : state.rows(place).all()) {
            long index = Math.floorDiv(row.path("at").longValue() - origin, (long) width.seconds);
            ObjectNode entry = (ObjectNode) row.path("entry");
            if (index >= first && index < last && passes(request, entry)) {
                addTo(
                        results.computeIfAbsent(index, unused -> new LinkedHashMap<>()),
                        request.texts("group_by"),
                        entry);
            }
        }
        ObjectNode page = page();
        for (long i = first; i < last; i++) {
            ObjectNode bucket = bucket(origin + i * width.seconds, origin + (i + 1) * width.seconds);
            bucket.withArray("/results")
                    .addAll(results.getOrDefault(i, Map.of()).values());
            page.withArray("/data").add(bucket);
        }
        return OperationResponse.ok(
                page.put("has_more", last < count).put("next_page", last < count ? token(request, last) : null));
    }

    private void put(Instant at, ObjectNode entry) {
        ObjectNode row = NODES.objectNode().put("id", state.newId("")).put("at", at.getEpochSecond());
        row.set("entry", entry);
        state.rows(place).add(row);
    }

    /** Returns an entry as the only one of its group, grouped by every property. */
    private ObjectNode whole(ObjectNode entry) {
        ObjectNode whole = result(entry, dimensions);
        merge(entry.deepCopy().without(dimensions), whole);
        return whole;
    }

    private static int limit(OperationRequest request, Width width) {
        if (!request.has("limit")) {
            return width.usual;
        }
        int limit = request.number("limit");
        int most = request.operation().most(width.word);
        if (limit > most) {
            throw ApiErrorException.badRequest(
                    null, "limit", "'limit' is at most " + most + " for buckets of " + width.word + ".");
        }
        return limit;
    }

    private long end(OperationRequest request, long start) {
        Long sent = request.time("end_time");
        if (sent == null) {
            // Up to now, and with what happens in this second.
            return state.now() + 1;
        }
        if (sent <= start) {
            throw ApiErrorException.badRequest(null, "end_time", "'end_time' has to be after 'start_time'.");
        }
        return sent;
    }

    private void addTo(Map<List<JsonNode>, ObjectNode> groups, List<String> asked, ObjectNode entry) {
        List<JsonNode> key = new ArrayList<>();
        // Amounts of different currencies have no sum.
        key.add(entry.at("/amount/currency"));
        asked.forEach(name -> key.add(entry.path(name)));
        ObjectNode sum = groups.computeIfAbsent(key, unused -> result(entry, asked));
        merge(entry.deepCopy().without(dimensions), sum);
    }

    /** Returns an empty result for the group of an entry; properties by which it is not grouped are null. */
    private ObjectNode result(ObjectNode entry, List<String> asked) {
        ObjectNode result = blank.deepCopy();
        dimensions.forEach(name -> result.set(name, asked.contains(name) ? entry.get(name) : null));
        return result;
    }

    /** Returns whether an entry passes the filters of a request; the filter {@code models} compares {@code model}. */
    private static boolean passes(OperationRequest request, ObjectNode entry) {
        for (Map.Entry<String, JsonNode> filter : request.parameters().entrySet()) {
            if (!NO_FILTERS.contains(filter.getKey()) && !passes(filter.getKey(), filter.getValue(), entry)) {
                return false;
            }
        }
        return true;
    }

    private static boolean passes(String name, JsonNode wanted, ObjectNode entry) {
        if (!wanted.isArray()) {
            return entry.path(name).asBoolean() == wanted.asBoolean();
        }
        JsonNode value = entry.path(name.substring(0, name.length() - 1));
        for (JsonNode one : wanted) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static void merge(ObjectNode entry, ObjectNode sum) {
        entry.properties().forEach(property -> {
            JsonNode value = property.getValue();
            JsonNode before = sum.get(property.getKey());
            if (before == null || before.isNull()) {
                sum.set(property.getKey(), value.deepCopy());
            } else if (before instanceof ObjectNode whole && value instanceof ObjectNode part) {
                merge(part, whole);
            } else if (before.isNumber() && value.isNumber()) {
                sum.set(property.getKey(), added(before, value));
            } else if (!before.equals(value)) {
                sum.putNull(property.getKey());
            }
        });
    }

    private static JsonNode added(JsonNode one, JsonNode other) {
        return one.isIntegralNumber() && other.isIntegralNumber()
                ? NODES.numberNode(Math.addExact(one.longValue(), other.longValue()))
                : DecimalNode.valueOf(one.decimalValue().add(other.decimalValue()));
    }

    /** Returns a page token that is valid for this resource and the same query only. */
    private String token(OperationRequest request, long first) {
        return TOKEN_PREFIX
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString((question(request) + ":" + first).getBytes(StandardCharsets.UTF_8));
    }

    private long first(OperationRequest request) {
        String token = request.text("page");
        if (token == null) {
            return 0;
        }
        String place = token.startsWith(TOKEN_PREFIX) ? decoded(token.substring(TOKEN_PREFIX.length())) : "";
        String question = question(request) + ":";
        if (!place.startsWith(question)) {
            throw ApiErrorException.badRequest(null, "page", "page token is invalid");
        }
        return Long.parseLong(place.substring(question.length()));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private String question(OperationRequest request) {
        Map<String, JsonNode> asked = new TreeMap<>(request.parameters());
        asked.keySet().removeAll(PAGING);
        return Integer.toHexString(List.of(salt, asked.toString()).hashCode());
    }

    private static ObjectNode page() {
        ObjectNode page = NODES.objectNode().put("object", "page");
        page.putArray("data");
        return page;
    }

    private static ObjectNode bucket(long start, long end) {
        ObjectNode bucket = NODES.objectNode()
                .put("object", "bucket")
                .put("start_time", start)
                .put("end_time", end);
        bucket.putArray("results");
        return bucket;
    }

    private static List<String> dimensionsOf(ContractOperation operation) {
        List<String> found = new ArrayList<>();
        exampleOf(operation).fieldNames().forEachRemaining(found::add);
        return found.stream().filter(name -> operation.allows("group_by", name)).toList();
    }

    /** The width of a bucket, and the number of buckets on a page by default. */
    private enum Width {
        MINUTE("1m", 60, 60),
        HOUR("1h", 3600, 24),
        DAY("1d", 86_400, 7);

        private final String word;
        private final int seconds;
        private final int usual;

        Width(String word, int seconds, int usual) {
            this.word = word;
            this.seconds = seconds;
            this.usual = usual;
        }

        static Width of(@Nullable String word) {
            for (Width width : values()) {
                if (width.word.equals(word)) {
                    return width;
                }
            }
            return DAY;
        }
    }
}
