package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.List;
import java.util.Map;

/**
 * The models, hosted tools and service tiers that the projects of an {@code InMemoryOrganization} may use: what tests
 * set, and how requests change them.
 *
 * <p>At first, a project has no model permissions and may therefore use all models; all hosted tools are enabled; and
 * all service tiers are enabled, with the standard tier as the default. The settings of an archived project can be
 * read, but not changed. Safe for use by many threads.
 */
public final class InMemoryProjectSettings {
    private static final String MODELS = "model_permissions";
    private static final String TOOLS = "hosted_tool_permissions";
    private static final String TIERS = "service_tier_settings";
    private static final List<String> ALL_TOOLS =
            List.of("file_search", "web_search", "image_generation", "mcp", "code_interpreter");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final SingleObject models;
    private final SingleObject tools;
    private final SingleObject tiers;

    InMemoryProjectSettings(OrganizationState state, InMemoryProjects projects) {
        this.state = state;
        this.projects = projects;
        this.models = new SingleObject(state, MODELS);
        this.tools = new SingleObject(state, TOOLS);
        this.tiers = new SingleObject(state, TIERS);
    }

    /**
     * Lets a project use certain models only.
     *
     * @param projectId the project
     * @param modelIds the models, such as {@code gpt-5}
     * @throws IllegalArgumentException if the project is missing or archived
     */
    public void allowModels(String projectId, String... modelIds) {
        setModels(projectId, "allow_list", modelIds);
    }

    /**
     * Lets a project use all models but certain ones.
     *
     * @param projectId the project
     * @param modelIds the models, such as {@code gpt-5}
     * @throws IllegalArgumentException if the project is missing or archived
     */
    public void denyModels(String projectId, String... modelIds) {
        setModels(projectId, "deny_list", modelIds);
    }

    /**
     * Keeps a project from using a hosted tool.
     *
     * @param projectId the project
     * @param tool the tool, such as {@code mcp}
     * @throws IllegalArgumentException if there is no such tool, or the project is missing or archived; the message
     *     lists the tools that there are
     */
    public void disableTool(String projectId, String tool) {
        if (!ALL_TOOLS.contains(tool)) {
            throw new IllegalArgumentException(
                    "There is no hosted tool '" + tool + "'; known: " + String.join(", ", ALL_TOOLS));
        }
        ObjectNode change = NODES.objectNode();
        change.putObject(tool).put("enabled", false);
        state.seed(() -> setTools(projects.place(projectId), change));
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "retrieveModelPermissions", this::retrieveModels,
                "modifyModelPermissions",
                        request -> OperationResponse.ok(setModels(projects.place(request), request.body())),
                "deleteModelPermissions", this::deleteModels,
                "retrieveHostedToolPermissions", request -> OperationResponse.ok(toolsIn(projects.place(request))),
                "modifyHostedToolPermissions",
                        request -> OperationResponse.ok(setTools(projects.place(request), request.body())),
                "retrieveServiceTierSettings", request -> OperationResponse.ok(tiersIn(projects.place(request))),
                "modifyServiceTierSettings", this::modifyTiers);
    }

    /** Registers what can be seeded. */
    void seed(Seed seed) {
        String project = "projects/{project_id}/";
        seed.single(project + MODELS, "ModelPermissions", (ids, given) -> setModels(projects.place(ids.get(0)), given))
                .single(
                        project + TOOLS,
                        "HostedToolPermissions",
                        (ids, given) -> setTools(projects.place(ids.get(0)), given))
                .single(
                        project + TIERS,
                        "ServiceTierSettings",
                        (ids, given) -> setTiers(projects.place(ids.get(0)), given));
    }

    private OperationResponse retrieveModels(OperationRequest request) {
        ObjectNode found = models.find(projects.place(request));
        if (found == null) {
            throw noModels(request);
        }
        return OperationResponse.ok(found);
    }

    private OperationResponse deleteModels(OperationRequest request) {
        if (!models.remove(projects.place(request))) {
            throw noModels(request);
        }
        return OperationResponse.goneWithoutId("project." + MODELS);
    }

    private OperationResponse modifyTiers(OperationRequest request) {
        String place = projects.place(request);
        if (request.body().isEmpty()) {
            throw ApiErrorException.badRequest(null, null, "At least one of 'default' and 'enabled_tiers' is needed.");
        }
        return OperationResponse.ok(setTiers(place, request.body()));
    }

    private void setModels(String projectId, String mode, String... modelIds) {
        ObjectNode permissions = NODES.objectNode().put("mode", mode);
        permissions.putArray("model_ids");
        List.of(modelIds).forEach(permissions.withArray("/model_ids")::add);
        state.seed(() -> setModels(projects.place(projectId), permissions));
    }

    private ObjectNode setModels(String place, ObjectNode given) {
        ObjectNode permissions = NODES.objectNode().put("object", "project." + MODELS);
        permissions.setAll(given);
        models.set(place, permissions);
        return permissions;
    }

    private ObjectNode setTools(String place, ObjectNode changes) {
        ObjectNode permissions = toolsIn(place);
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            // Null says nothing.
            if (!change.getValue().isNull()) {
                permissions.set(change.getKey(), change.getValue());
            }
        }
        tools.set(place, permissions);
        return permissions;
    }

    private ObjectNode setTiers(String place, ObjectNode changes) {
        ObjectNode settings = tiersIn(place);
        settings.setAll(changes);
        tiers.set(place, settings);
        return settings;
    }

    private ObjectNode toolsIn(String place) {
        ObjectNode set = tools.find(place);
        if (set != null) {
            return set;
        }
        ObjectNode all = NODES.objectNode();
        ALL_TOOLS.forEach(tool -> all.putObject(tool).put("enabled", true));
        return all;
    }

    private ObjectNode tiersIn(String place) {
        ObjectNode set = tiers.find(place);
        return set != null
                ? set
                : NODES.objectNode()
                        .put("object", "project." + TIERS)
                        .put("default", "standard")
                        .put("enabled_tiers", "all");
    }

    private static ApiErrorException noModels(OperationRequest request) {
        return ApiErrorException.notFound("Project '" + request.id("project_id") + "' has no model permissions.");
    }
}
