package dev.openaiadmin.governance.blueprint.internal.kinds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.blueprint.internal.scope.StepNames;
import dev.openaiadmin.governance.internal.RateLimitFields;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.governance.journal.ApplyJournal.Entry;
import dev.openaiadmin.governance.journal.ApplyJournal.State;
import dev.openaiadmin.model.RateLimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits of a project by model, and of each model by name. The API cannot reset them, so the journal keeps those
 * that a model had before the first change; {@link #DEFAULT} stands for these.
 */
final class RateLimitsKind implements ResourceKind<Map<String, Map<String, Long>>> {
    /** Stands for the limits that a model had before the first change. */
    static final Map<String, Long> DEFAULT = Map.of();

    private static final String RATE_LIMITS = "rate_limits";
    private static final String DEFAULT_WORD = "default";
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<TreeMap<String, Long>> LIMITS = new TypeReference<>() {};

    /** Adds the limits of a model to those that a blueprint names. */
    static Map<String, Map<String, Long>> with(
            Map<String, Map<String, Long>> limits, String model, Map<String, Long> ofModel) {
        if (model.isBlank()) {
            throw new InvalidValueException("model", model, "must not be blank");
        }
        Map<String, Map<String, Long>> more = new LinkedHashMap<>(limits);
        more.put(model, ofModel);
        return more;
    }

    /** Returns limits, or throws when there are none. */
    static Map<String, Long> some(String model, Map<String, Long> limits) {
        if (limits.isEmpty()) {
            throw new InvalidValueException("rate limit of " + model, null, "must set at least one limit");
        }
        return new TreeMap<>(limits);
    }

    @Override
    public List<String> keys() {
        return List.of(RATE_LIMITS);
    }

    @Override
    public Map<String, Map<String, Long>> parse(
            @Nullable Map<String, Map<String, Long>> before, String key, YamlNode value) {
        Map<String, Map<String, Long>> limits = Map.of();
        for (Map.Entry<String, YamlNode> row : value.mapping().entrySet()) {
            Map<String, Map<String, Long>> others = limits;
            YamlNode ofModel = row.getValue();
            limits = ofModel.checked(() -> with(others, row.getKey(), limits(row.getKey(), ofModel)));
        }
        return limits;
    }

    private static Map<String, Long> limits(String model, YamlNode node) {
        if (node.isScalar() && DEFAULT_WORD.equals(node.text())) {
            return DEFAULT;
        }
        Map<String, Long> limits = new TreeMap<>();
        node.mapping(RateLimitFields.known()).forEach((limit, value) -> {
            if (!value.isEmpty()) {
                limits.put(limit, value.wholeNumber());
            }
        });
        return some(model, limits);
    }

    @Override
    public void write(Map<String, Map<String, Long>> limits, Map<String, Object> parts) {
        Map<String, Object> written = new LinkedHashMap<>();
        limits.forEach((model, ofModel) -> written.put(model, ofModel.equals(DEFAULT) ? DEFAULT_WORD : ofModel));
        parts.put(RATE_LIMITS, written);
    }

    @Override
    public void plan(Map<String, Map<String, Long>> desired, ScopePlan plan) {
        if (desired.isEmpty()) {
            return;
        }
        Map<String, RateLimit> typical = plan.current().typicalRateLimits();
        Map<String, RateLimit> rows =
                plan.scope().exists() ? plan.current().rateLimits(plan.scope().projectId()) : typical;
        desired.forEach((model, limits) -> {
            Optional<Map<String, Long>> wished = limits.equals(DEFAULT) ? original(model, plan) : Optional.of(limits);
            RateLimit row = rows.get(model);
            Map<String, Long> present = row == null ? Map.of() : RateLimitFields.of(row);
            Map<String, Long> different = new TreeMap<>(wished.orElse(Map.of()));
            different.entrySet().removeIf(limit -> limit.getValue().equals(present.get(limit.getKey())));
            if (!different.isEmpty()) {
                warn(model, row, present, different, typical.get(model), rows, plan);
                Map<String, Long> before = new TreeMap<>(present);
                before.keySet().retainAll(different.keySet());
                plan.changes(
                        "rate limit " + model,
                        before.isEmpty() ? null : shown(before),
                        shown(different),
                        () -> modify(model, different, plan));
            }
        });
    }

    private static void warn(
            String model,
            @Nullable RateLimit row,
            Map<String, Long> present,
            Map<String, Long> different,
            @Nullable RateLimit typical,
            Map<String, RateLimit> rows,
            ScopePlan plan) {
        if (row == null) {
            plan.warning("no rate limits are shown for the model '" + model + "'; shown are those for "
                    + String.join(", ", new TreeSet<>(rows.keySet())));
            return;
        }
        Map<String, Long> most = typical == null ? Map.of() : RateLimitFields.of(typical);
        different.forEach((limit, value) -> {
            Long shown = present.get(limit);
            if (shown == null) {
                plan.warning("no limit " + limit + " is shown for the model '" + model + "'; shown are "
                        + String.join(", ", present.keySet()));
            } else if (value > Math.max(shown, most.getOrDefault(limit, shown))) {
                plan.warning(limit + " of '" + model + "' becomes " + value + ", more than any project shows ("
                        + Math.max(shown, most.getOrDefault(limit, shown))
                        + "); the API refuses what is above the limit of the organization");
            }
        });
    }

    /** Returns the limits before the first change, as the journal or a snapshot has recorded them. */
    private static Optional<Map<String, Long>> original(String model, ScopePlan plan) {
        if (!plan.scope().exists()) {
            return Optional.empty();
        }
        String projectId = plan.scope().projectId();
        Entry recorded = plan.journaled().lastDone(StepNames.originalRateLimits(projectId, model));
        if (recorded != null && recorded.detail() != null) {
            return Optional.of(parsed(recorded.detail()));
        }
        Map<String, Long> inSnapshot =
                plan.context().originalRateLimits().of(projectId).get(model);
        if (inSnapshot == null) {
            plan.warning("the default rate limits of '" + model + "' are not known, because neither the journal nor a"
                    + " snapshot has recorded them before the first change; they stay as they are");
        }
        return Optional.ofNullable(inSnapshot);
    }

    private static Map<String, Long> parsed(String detail) {
        try {
            return JSON.readValue(detail, LIMITS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The journal holds what was recorded", e);
        }
    }

    /** The id of the row is the project's own; where none is shown, the id that rows have by convention. */
    private static void modify(String model, Map<String, Long> limits, ScopePlan plan) {
        String projectId = plan.scope().projectId();
        RateLimit row =
                plan.scope().call(() -> plan.current().rateLimits(projectId).get(model));
        if (row != null) {
            record(model, RateLimitFields.of(row), plan);
        }
        String rowId = row == null ? "rl-" + model : row.id();
        plan.scope().call(() -> plan.admin().rateLimits().modify(projectId, rowId, RateLimitFields.request(limits)));
    }

    private static void record(String model, Map<String, Long> original, ScopePlan plan) {
        String step = StepNames.originalRateLimits(plan.scope().projectId(), model);
        if (plan.journaled().lastDone(step) == null) {
            try {
                plan.journaled().record(step, State.DONE, null, JSON.writeValueAsString(original));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Numbers can be written", e);
            }
        }
    }

    private static String shown(Map<String, Long> limits) {
        return String.join(
                ", ",
                limits.entrySet().stream()
                        .map(limit -> limit.getKey() + " " + limit.getValue())
                        .toList());
    }

    @Override
    public Optional<Map<String, Map<String, Long>>> read(AdoptedScope scope) {
        Map<String, Map<String, Long>> limits = new TreeMap<>();
        scope.current().rateLimits(scope.scope().projectId()).forEach((model, row) -> {
            Map<String, Long> settable = RateLimitFields.of(row);
            if (!model.isBlank() && !settable.isEmpty()) {
                limits.put(model, settable);
            }
        });
        return limits.isEmpty() ? Optional.empty() : Optional.of(limits);
    }
}
