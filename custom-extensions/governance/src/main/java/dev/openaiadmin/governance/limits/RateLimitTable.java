package dev.openaiadmin.governance.limits;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.RateLimitFields;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.ModifyRateLimitRequest;
import dev.openaiadmin.model.RateLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Rate limits of a project as data: read, stored as JSON, changed, and applied to the same project or to another one.
 *
 * <pre>{@code
 * RateLimitTable before = RateLimitTable.of(admin, "proj_1");
 * RateLimitTable.empty()
 *         .with("gpt-5", limits -> limits.maxRequestsPer1Minute(500))
 *         .applyTo(admin, "proj_1");
 * before.applyTo(admin, "proj_1");
 * }</pre>
 *
 * <p>RateLimitFields have the names that the API gives them. A limit that a model does not have is not in its row, and
 * {@link #UNLIMITED} stands where there is none. Immutable.
 *
 * @param rows the limits by model, and of each model by name; in alphabetical order
 */
public record RateLimitTable(Map<String, Map<String, Long>> rows) {
    /** The value of a limit that is not limited, both in responses and in requests. */
    public static final long UNLIMITED = 2_147_483_647;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * Copies the rows.
     *
     * @param rows the limits by model, and of each model by name
     * @throws InvalidValueException when a model is blank, the API has no limit of a name, or a limit is negative
     */
    public RateLimitTable {
        Map<String, Map<String, Long>> copies = new TreeMap<>();
        rows.forEach((model, limits) -> copies.put(requireName(model), copyOf(model, limits)));
        rows = Collections.unmodifiableMap(copies);
    }

    /**
     * Creates an empty table, for changes only.
     *
     * @return a table without rows
     */
    public static RateLimitTable empty() {
        return new RateLimitTable(Map.of());
    }

    /**
     * Reads the rate limits of a project: one request for every hundred models.
     *
     * @param admin the client
     * @param projectId the project
     * @return all limits that the API returns
     * @throws dev.openaiadmin.OpenAiAdminException when they cannot be read
     */
    public static RateLimitTable of(AdminApi admin, String projectId) {
        Map<String, Map<String, Long>> rows = new HashMap<>();
        admin.rateLimits().list(projectId).forEach(row -> rows.put(row.model(), RateLimitFields.all(row)));
        return new RateLimitTable(rows);
    }

    /**
     * Parses what {@link #toJson} returns: an object with a field for each model, and in it a number for each limit.
     *
     * @param json such as <code>{"gpt-5": {"max_requests_per_1_minute": 500}}</code>
     * @return the table
     * @throws GovernanceException when it is something else; the message names the line and the rule
     */
    public static RateLimitTable fromJson(String json) {
        Map<String, Map<String, Long>> rows = new HashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            require(parser, parser.nextToken() == JsonToken.START_OBJECT, "an object with a field for each model");
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String model = parser.currentName();
                require(parser, !model.isBlank(), "the name of a model");
                require(parser, parser.nextToken() == JsonToken.START_OBJECT, "an object with the limits of the model");
                rows.put(model, rowIn(parser));
            }
            require(parser, parser.nextToken() == null, "the end");
        } catch (JsonProcessingException e) {
            throw new GovernanceException(
                    "The rate limits are not JSON" + line(e.getLocation().getLineNr()) + ": " + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RateLimitTable(rows);
    }

    /**
     * Adds limits of a model, or changes them. Limits that are not set stay in the table as they are.
     *
     * @param model the name of the model
     * @param limits sets the limits
     * @return another table
     * @throws InvalidValueException when the model is blank, or a limit is negative
     */
    public RateLimitTable with(String model, Consumer<ModifyRateLimitRequest.Builder> limits) {
        ModifyRateLimitRequest.Builder builder = ModifyRateLimitRequest.builder();
        limits.accept(builder);
        Map<String, Map<String, Long>> changed = new HashMap<>(rows);
        Map<String, Long> row = new HashMap<>(rows.getOrDefault(model, Map.of()));
        row.putAll(RateLimitFields.of(builder.build()));
        changed.put(model, row);
        return new RateLimitTable(changed);
    }

    /**
     * Removes a model from the table, such as one that has been retired.
     *
     * @param model the name of the model
     * @return another table
     */
    public RateLimitTable without(String model) {
        Map<String, Map<String, Long>> fewer = new HashMap<>(rows);
        fewer.remove(model);
        return new RateLimitTable(fewer);
    }

    /**
     * Returns what {@link #applyTo} would change. Only reads.
     *
     * @param admin the client
     * @param projectId the project
     * @return a change for each model whose limits differ from this table; in alphabetical order
     * @throws GovernanceException when the project lacks a model or a limit of this table; the message lists those that it
     *     has
     * @throws dev.openaiadmin.OpenAiAdminException when the limits cannot be read
     */
    public List<RateLimitChange> changesTo(AdminApi admin, String projectId) {
        return changes(projectId, read(admin, projectId));
    }

    /**
     * Sets the rate limits of a project to those of this table: one request to read, and one for each model whose limits
     * differ, with only those. Models and limits that are not in the table stay as they are, as do limits that
     * requests cannot change, such as {@code max_tokens_per_1_day}. When a request fails, apply the table once more: what
     * is done is not done again.
     *
     * @param admin the client
     * @param projectId the project
     * @return what was changed; in alphabetical order
     * @throws GovernanceException when the project lacks a model or a limit of this table; the message lists those that it
     *     has, and nothing has been changed
     * @throws dev.openaiadmin.OpenAiAdminException when the limits cannot be read, or one cannot be set
     */
    public List<RateLimitChange> applyTo(AdminApi admin, String projectId) {
        Map<String, RateLimit> there = read(admin, projectId);
        List<RateLimitChange> changes = changes(projectId, there);
        for (RateLimitChange change : changes) {
            RateLimit row = Objects.requireNonNull(there.get(change.model()));
            admin.rateLimits().modify(projectId, row.id(), RateLimitFields.request(change.after()));
        }
        return changes;
    }

    /**
     * Returns the table as JSON for {@link #fromJson}.
     *
     * @return JSON of several lines, the same for equal tables
     */
    public String toJson() {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps of numbers can be written", e);
        }
    }

    private List<RateLimitChange> changes(String projectId, Map<String, RateLimit> there) {
        requireAll(
                "The project " + projectId + " has no rate limits for",
                "it has them for",
                rows.keySet(),
                there.keySet());
        List<RateLimitChange> changes = new ArrayList<>();
        rows.forEach((model, wished) -> {
            Map<String, Long> present = RateLimitFields.all(Objects.requireNonNull(there.get(model)));
            requireAll(
                    "The model " + model + " in project " + projectId + " has no limit",
                    "it has",
                    wished.keySet(),
                    present.keySet());
            Map<String, Long> before = new TreeMap<>(present);
            before.entrySet()
                    .removeIf(limit -> !RateLimitFields.known().contains(limit.getKey())
                            || limit.getValue().equals(wished.getOrDefault(limit.getKey(), limit.getValue())));
            if (!before.isEmpty()) {
                Map<String, Long> after = new TreeMap<>(wished);
                after.keySet().retainAll(before.keySet());
                changes.add(new RateLimitChange(model, before, after));
            }
        });
        return List.copyOf(changes);
    }

    private static void requireAll(String lacks, String has, Set<String> wished, Set<String> there) {
        Set<String> unknown = new TreeSet<>(wished);
        unknown.removeAll(there);
        if (!unknown.isEmpty()) {
            throw new GovernanceException(PrintableText.line(lacks + " " + String.join(", ", unknown) + "; " + has + " "
                    + String.join(", ", new TreeSet<>(there)) + "; nothing was changed"));
        }
    }

    private static Map<String, RateLimit> read(AdminApi admin, String projectId) {
        Map<String, RateLimit> there = new HashMap<>();
        admin.rateLimits().list(projectId).forEach(row -> there.put(row.model(), row));
        return there;
    }

    private static Map<String, Long> copyOf(String model, Map<String, Long> limits) {
        Map<String, Long> copy = new TreeMap<>();
        limits.forEach((limit, value) -> {
            if (!RateLimitFields.shown().contains(limit)) {
                throw new InvalidValueException(
                        "limit of " + model, limit, "must be one of " + String.join(", ", RateLimitFields.shown()));
            }
            if (value == null || value < 0) {
                throw new InvalidValueException(limit + " of " + model, value, "must be zero or more");
            }
            copy.put(limit, value);
        });
        return Collections.unmodifiableMap(copy);
    }

    private static String requireName(String model) {
        if (model.isBlank()) {
            throw new InvalidValueException("model", model, "must be the name of a model");
        }
        return model;
    }

    private static Map<String, Long> rowIn(JsonParser parser) throws IOException {
        Map<String, Long> row = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String limit = parser.currentName();
            require(
                    parser,
                    RateLimitFields.shown().contains(limit),
                    "one of " + String.join(", ", RateLimitFields.shown()));
            require(
                    parser,
                    parser.nextToken() == JsonToken.VALUE_NUMBER_INT && parser.getLongValue() >= 0,
                    "a whole number, and " + UNLIMITED + " for unlimited");
            row.put(limit, parser.getLongValue());
        }
        return row;
    }

    private static void require(JsonParser parser, boolean holds, String allowed) throws IOException {
        if (!holds) {
            String found = parser.currentToken() == null ? "its end" : "'" + parser.getText() + "'";
            throw new GovernanceException("The rate limits have a mistake"
                    + line(parser.currentTokenLocation().getLineNr()) + ": " + found + " stands where there can be "
                    + allowed);
        }
    }

    private static String line(int number) {
        return number < 1 ? "" : " in line " + number;
    }
}
