package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds the permissions of projects to use checkpoints of fine-tuned models, and handles the operations on them.
 *
 * <p>Models are not part of the organization, so any checkpoint name is accepted. A project that has the permission
 * already keeps it when it is permitted again; OpenAI does not document what the API does then. Instances are safe for
 * use by multiple threads.
 */
public final class InMemoryCheckpointPermissions {
    private static final String KIND = "checkpoint.permission";
    private static final String CHECKPOINT = "fine_tuned_model_checkpoint";

    private final OrganizationState state;
    private final InMemoryProjects projects;

    InMemoryCheckpointPermissions(OrganizationState state, InMemoryProjects projects) {
        this.state = state;
        this.projects = projects;
    }

    /**
     * Permits a project to use a checkpoint.
     *
     * @param checkpoint the name of the checkpoint, such as {@code ft:gpt-4o-mini-2024-07-18:acme:tickets:B7R9VjQd}
     * @param projectId the id of the project
     * @return the id of the permission
     * @throws IllegalArgumentException if the project does not exist or is archived
     */
    public String add(String checkpoint, String projectId) {
        return state.seed(() -> permit(checkpoint, projectId).path("id").asText());
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listCheckpointPermissions", this::list,
                "createCheckpointPermissions", this::create,
                "deleteCheckpointPermission", this::delete);
    }

    void seed(Seed seed) {
        seed.list(place("{" + CHECKPOINT + "}"), "CheckpointPermission", (ids, given) -> {
            requireProject(given.path("project_id").asText());
            ObjectNode permission = newPermission().setAll(given);
            state.rows(place(ids.get(0))).add(permission);
            return permission;
        });
    }

    private static String place(String checkpoint) {
        return "fine_tuning/checkpoints/" + checkpoint + "/permissions";
    }

    private OperationResponse list(OperationRequest request) {
        String projectId = request.text("project_id");
        Map<String, JsonNode> parameters = new HashMap<>(request.parameters());
        // This is the only list that spells its order out.
        parameters.put("order", TextNode.valueOf("ascending".equals(request.text("order")) ? "asc" : "desc"));
        return in(request)
                .page(
                        request.withParameters(parameters),
                        permission -> projectId == null
                                || projectId.equals(
                                        permission.path("project_id").asText()));
    }

    private OperationResponse create(OperationRequest request) {
        ObjectNode page = JsonNodeFactory.instance.objectNode().put("object", "list");
        JsonNode projectIds = request.body().path("project_ids");
        projectIds.forEach(id -> requireProject(id.asText()));
        page.putArray("data");
        projectIds.forEach(id -> page.withArray("/data")
                .add(permit(request.id(CHECKPOINT), id.asText()).deepCopy()));
        page.put("first_id", page.at("/data/0/id").asText(null));
        page.put(
                "last_id",
                page.path("data").path(page.path("data").size() - 1).path("id").asText(null));
        return OperationResponse.ok(page.put("has_more", false));
    }

    private OperationResponse delete(OperationRequest request) {
        String id = request.id("permission_id");
        if (in(request).remove(id) == null) {
            throw ApiErrorException.notFound("No permission found with id '" + id + "'.");
        }
        return OperationResponse.ok(JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", KIND)
                .put("deleted", true));
    }

    private ObjectNode permit(String checkpoint, String projectId) {
        requireProject(projectId);
        Rows permissions = state.rows(place(checkpoint));
        return permissions.all().stream()
                .filter(permission -> permission.path("project_id").asText().equals(projectId))
                .findFirst()
                .orElseGet(() -> {
                    ObjectNode permission = newPermission().put("project_id", projectId);
                    permissions.add(permission);
                    return permission;
                });
    }

    private void requireProject(String projectId) {
        if (!state.rows(InMemoryProjects.KIND).has(projectId)) {
            throw ApiErrorException.badRequest(null, "project_ids", "No project found with id '" + projectId + "'.");
        }
        projects.requireActive(projectId);
    }

    private ObjectNode newPermission() {
        return state.newObject(KIND, "cp_");
    }

    private Rows in(OperationRequest request) {
        return state.rows(place(request.id(CHECKPOINT)));
    }
}
