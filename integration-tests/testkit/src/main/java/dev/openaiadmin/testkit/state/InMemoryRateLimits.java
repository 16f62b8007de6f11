package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.ContractViolation;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rate limits of the projects of an {@code InMemoryOrganization}: what tests set, and how requests change them.
 *
 * <p>As in the real API, a project has rate limits for some models from the beginning. A limit that a kind of model
 * does not have is {@link #UNLIMITED}. A request can lower a limit, down to zero, and raise it again up to the limit
 * of the organization, which is the initial limit of the project or the higher one that a test sets. A request can
 * neither add a limit to a model, nor change the limits of fine-tuned models and of models whose name ends with {@code
 * -shared}. Safe for use by many threads.
 */
public final class InMemoryRateLimits {
    /** The value of a limit that does not exist. */
    public static final long UNLIMITED = 2_147_483_647;

    private static final String KIND = "project.rate_limit";
    private static final String PLACE = "rate_limits";
    private static final Set<String> NO_LIMITS = Set.of("id", "object", "model");
    /** Approximately the limits of usage tier 4. */
    private static final List<ObjectNode> USUAL = List.of(
            text("gpt-5.1", 10_000, 4_000_000, 200_000_000),
            text("gpt-5", 10_000, 4_000_000, 200_000_000),
            text("gpt-5-mini", 10_000, 10_000_000, 1_000_000_000),
            text("gpt-5-nano", 10_000, 10_000_000, 1_000_000_000),
            text("gpt-4.1", 10_000, 2_000_000, 200_000_000),
            text("gpt-4o", 10_000, 2_000_000, 200_000_000),
            text("gpt-4o-mini", 10_000, 10_000_000, 1_000_000_000)
                    .put("max_requests_per_1_day", 14_400_000)
                    .put("max_tokens_per_1_day", UNLIMITED),
            text("o4-mini", 10_000, 10_000_000, 1_000_000_000),
            text("text-embedding-3-small", 10_000, 5_000_000, 500_000_000),
            text("text-embedding-3-large", 10_000, 5_000_000, 500_000_000),
            model("omni-moderation-latest", 1_000).put("max_tokens_per_1_minute", 50_000),
            model("gpt-image-1", UNLIMITED)
                    .put("max_tokens_per_1_minute", UNLIMITED)
                    .put("max_images_per_1_minute", 50),
            model("gpt-4o-transcribe", 10_000).put("max_tokens_per_1_minute", 2_000_000),
            model("whisper-1", 10_000)
                    .put("max_tokens_per_1_minute", UNLIMITED)
                    .put("max_audio_megabytes_per_1_minute", 500),
            model("tts-1", 10_000).put("max_tokens_per_1_minute", UNLIMITED));

    private final OrganizationState state;
    private final InMemoryProjects projects;

    InMemoryRateLimits(OrganizationState state, InMemoryProjects projects) {
        this.state = state;
        this.projects = projects;
    }

    /**
     * Sets limits of a project for a model, however high; those that are not named stay. A model that the project does
     * not have yet is added.
     *
     * <pre>{@code rateLimits.set(id, "gpt-5", Map.of("max_requests_per_1_minute", 500L));}</pre>
     *
     * @param projectId the project
     * @param model the name of the model
     * @param limits by their names in the API
     * @throws IllegalArgumentException if the project is missing, or the API has no such limit
     */
    public void set(String projectId, String model, Map<String, Long> limits) {
        state.seed(() -> {
            ObjectNode row = named(model);
            limits.forEach(row::put);
            for (ContractViolation violation :
                    Contract.published().schema("RateLimit").violations("the rate limit", row)) {
                throw new IllegalArgumentException(violation.what());
            }
            return put(projects.require(projectId).path("id").asText(), row);
        });
    }

    Map<String, Handler> handlers() {
        return Map.of("listRateLimits", this::list, "modifyRateLimit", this::modify);
    }

    void seed(Seed seed) {
        seed.list("projects/{project_id}/rate_limits", "RateLimit", (ids, given) -> {
            String projectId = projects.require(ids.get(0)).path("id").asText();
            List<String> missing = given.properties().stream()
                    .filter(limit -> limit.getValue().isNull())
                    .map(Map.Entry::getKey)
                    .toList();
            given.remove(missing);
            ObjectNode row = put(projectId, named(given.path("model").asText()).setAll(given));
            // The real API leaves out limits, too, although the official document requires two of them.
            return row.remove(missing);
        });
    }

    private OperationResponse list(OperationRequest request) {
        String projectId = projects.require(request.id("project_id")).path("id").asText();
        return in(projectId).page(request, row -> true);
    }

    private OperationResponse modify(OperationRequest request) {
        String projectId =
                projects.requireActive(request.id("project_id")).path("id").asText();
        String id = request.id("rate_limit_id");
        ObjectNode row = in(projectId).find(id);
        if (row == null) {
            String model = id.startsWith("rl-") ? id.substring("rl-".length()) : id;
            throw ApiErrorException.badRequest(
                    "rate_limit_does_not_exist_for_org_and_model",
                    null,
                    "The rate limit for model " + model + " is not set for your organization");
        }
        request.body().properties().forEach(limit -> requireChangeable(row, limit.getKey(), limit.getValue()));
        row.setAll(request.body());
        return OperationResponse.ok(row.deepCopy());
    }

    private void requireChangeable(ObjectNode row, String limit, JsonNode value) {
        String id = row.path("id").asText();
        String model = row.path("model").asText();
        if (model.startsWith("ft:") || model.endsWith("-shared")) {
            throw ApiErrorException.badRequest(
                    "rate_limit_not_updatable", null, "The rate limit " + id + " cannot be updated");
        }
        if (!row.has(limit)) {
            throw ApiErrorException.badRequest(
                    "invalid_rate_limit_type", limit, "The model " + model + " has no rate limit " + limit);
        }
        ObjectNode ceiling = ofOrganization().find(id);
        JsonNode most = ceiling == null ? row.path(limit) : ceiling.path(limit);
        if (value.longValue() > most.longValue()) {
            throw ApiErrorException.badRequest(
                    null,
                    limit,
                    "The " + limit + " for " + id + " cannot exceed the organization rate limit of "
                            + most.longValue());
        }
        if (value.longValue() < 0) {
            throw ApiErrorException.badRequest(null, limit, "The " + limit + " for " + id + " cannot be negative");
        }
    }

    /** Sets some limits of a project, and lets the organization have as much. */
    private ObjectNode put(String projectId, ObjectNode limits) {
        Rows organization = ofOrganization();
        ObjectNode ceiling = organization.lookUp(limits.path("id").asText());
        if (ceiling == null) {
            organization.addAtOnce(limits.deepCopy());
        } else {
            limits.properties().forEach(limit -> raise(ceiling, limit.getKey(), limit.getValue()));
        }
        Rows rows = in(projectId);
        ObjectNode row = rows.lookUp(limits.path("id").asText());
        if (row == null) {
            rows.addAtOnce(limits);
            return limits;
        }
        return row.setAll(limits);
    }

    private static void raise(ObjectNode ceiling, String limit, JsonNode value) {
        if (!NO_LIMITS.contains(limit) && ceiling.path(limit).longValue() <= value.longValue()) {
            ceiling.set(limit, value);
        }
    }

    private Rows in(String projectId) {
        return begun(RoleScope.project(projectId).place() + PLACE);
    }

    private Rows ofOrganization() {
        return begun(PLACE);
    }

    private Rows begun(String place) {
        Rows rows = state.rows(place);
        if (rows.all().isEmpty()) {
            USUAL.forEach(row -> rows.addAtOnce(row.deepCopy()));
        }
        return rows;
    }

    private static ObjectNode text(String model, long requests, long tokens, long batch) {
        return model(model, requests).put("max_tokens_per_1_minute", tokens).put("batch_1_day_max_input_tokens", batch);
    }

    private static ObjectNode model(String model, long requests) {
        return named(model).put("max_requests_per_1_minute", requests);
    }

    private static ObjectNode named(String model) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", "rl-" + model)
                .put("object", KIND)
                .put("model", model);
    }
}
