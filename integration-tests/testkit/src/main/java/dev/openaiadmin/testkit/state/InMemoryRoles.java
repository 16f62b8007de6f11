package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The roles of an {@code InMemoryOrganization} and of its projects: what tests add, and how requests change them.
 *
 * <p>As in the real API, an organization has the predefined roles {@code owner} and {@code reader}, and every project
 * has {@code owner}, {@code member} and {@code viewer}; they can be neither modified nor deleted. Requests name them by a short id,
 * such as {@code role-api-project-owner}, and responses by a longer one. The deletion of a role removes it from all
 * users and groups. Safe for use by many threads.
 */
public final class InMemoryRoles {
    private static final String[] REQUIRED = {"name", "permissions", "resource_type", "predefined_role"};
    private static final List<String> UNSEEN = List.of("created_at", "updated_at");
    private static final Map<String, List<String>> PREDEFINED_PERMISSIONS = Map.of(
            "role-api-organization-owner", List.of("api.management.read", "api.management.write", "api.usage.read"),
            "role-api-organization-reader", List.of(),
            "role-api-project-owner",
                    List.of("api.management.read", "api.management.write", "api.model.read", "api.model.request"),
            "role-api-project-member", List.of("api.model.read", "api.model.request"),
            "role-api-project-viewer", List.of("api.model.read"));

    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final RoleScope organization;

    InMemoryRoles(OrganizationState state, InMemoryProjects projects) {
        this.state = state;
        this.projects = projects;
        this.organization = RoleScope.organization(state.newId("org-"));
    }

    /**
     * Adds a custom role to the organization, as if somebody had created it before.
     *
     * @param name its name
     * @param permissions what it allows, such as {@code api.usage.read}
     * @return its id
     * @throws IllegalArgumentException if another role has the name
     */
    public String add(String name, String... permissions) {
        return state.seed(() -> add(organization, name, permissions));
    }

    /**
     * Adds a custom role to a project.
     *
     * @param projectId the project
     * @param name its name
     * @param permissions what it allows, such as {@code api.model.read}
     * @return its id
     * @throws IllegalArgumentException if another role of the project has the name, or the project is missing or
     *     archived
     */
    public String addToProject(String projectId, String name, String... permissions) {
        return state.seed(() -> {
            projects.requireActive(projectId);
            return add(RoleScope.project(projectId), name, permissions);
        });
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listRoles", request -> list(request, organization),
                "createRole", request -> create(request, organization),
                "retrieveRole", request -> retrieve(request, organization),
                "modifyRole", request -> modify(request, organization),
                "deleteRole", request -> delete(request, organization),
                "listProjectRoles", request -> list(request, existing(request)),
                "createProjectRole", request -> create(request, active(request)),
                "retrieveProjectRole", request -> retrieve(request, existing(request)),
                "modifyProjectRole", request -> modify(request, active(request)),
                "deleteProjectRole", request -> delete(request, active(request)));
    }

    /** Registers what can be seeded. */
    void seed(Seed seed) {
        seed.list("roles", "Role", (ids, role) -> seeded(organization, role))
                .requiring(REQUIRED)
                .list("projects/{project_id}/roles", "Role", (ids, role) -> seeded(RoleScope.project(ids.get(0)), role))
                .requiring(REQUIRED);
    }

    /** Returns the scope of the roles of the organization. */
    RoleScope organization() {
        return organization;
    }

    /** Returns the roles that can be assigned in a scope, the predefined ones first. */
    Rows in(RoleScope scope) {
        Rows rows = state.rows(scope.place() + "roles");
        if (rows.all().isEmpty()) {
            scope.predefinedNames().forEach(name -> rows.addAtOnce(predefined(scope, name)));
        }
        return rows;
    }

    /** Returns a role by its id or, if it is predefined, by its short id. */
    ObjectNode require(RoleScope scope, String id) {
        return found(in(scope)::lookUp, scope, id, ApiErrorException::notFound);
    }

    /** Returns a role that a body names by its id or, if it is predefined, by its short id. */
    ObjectNode sent(RoleScope scope, String property, String id) {
        return found(in(scope)::lookUp, scope, id, reason -> ApiErrorException.badRequest(null, property, reason));
    }

    /** Returns a predefined role by its name in a body. */
    ObjectNode named(RoleScope scope, String name) {
        ObjectNode role = scope.namesInRequests().contains(name) ? in(scope).lookUp(scope.predefinedId(name)) : null;
        if (role == null) {
            throw ApiErrorException.badRequest(
                    null,
                    "role",
                    "There is no role '" + name + "' in " + scope + "; known: "
                            + String.join(", ", scope.namesInRequests()));
        }
        return role;
    }

    /** Returns a role by its name in a seed: predefined, custom, or a viewer, which only some organizations have. */
    ObjectNode seeded(RoleScope scope, String name) {
        for (ObjectNode role : in(scope).all()) {
            if (role.path("name").asText().equals(name)) {
                return role;
            }
        }
        if (name.equals(RoleScope.VIEWER)) {
            ObjectNode viewer = predefined(scope, name);
            in(scope).addAtOnce(viewer);
            return viewer;
        }
        return named(scope, name);
    }

    /** Returns the name of the role that responses show for a holder in a scope. */
    String nameOf(RoleScope scope, String holder) {
        Rows held = heldBy(holder);
        for (String name : scope.exclusiveNames()) {
            if (held.has(scope.predefinedId(name))) {
                return name;
            }
        }
        for (ObjectNode role : held.all()) {
            ObjectNode custom = in(scope).lookUp(idOf(role));
            if (custom != null) {
                return custom.path("name").asText();
            }
        }
        return scope.ordinary();
    }

    /** Returns the roles that were assigned to a user or a group, which is named by its place. */
    Rows heldBy(String holder) {
        return state.rows(holder + "/roles");
    }

    /** Gives a role; a predefined one takes the place of the other. */
    void give(RoleScope scope, String holder, ObjectNode role) {
        Rows held = heldBy(holder);
        if (role.path("predefined_role").asBoolean()) {
            scope.exclusiveNames().forEach(name -> held.remove(scope.predefinedId(name)));
        }
        if (!held.has(idOf(role))) {
            hold(holder, role);
        }
    }

    /** Gives a role on top of what is there. */
    void hold(String holder, ObjectNode role) {
        heldBy(holder).add(JsonNodeFactory.instance.objectNode().put("id", idOf(role)));
    }

    static ObjectNode shown(ObjectNode role) {
        return role.deepCopy().without(UNSEEN);
    }

    /** Adds a custom role that a seed names. */
    private ObjectNode seeded(RoleScope scope, ObjectNode given) {
        if (scope.isProject()) {
            projects.requireActive(scope.id());
        }
        ObjectNode role = newRole(scope, given.path("name").asText());
        role.putArray("permissions");
        role.setAll(given);
        role.put("resource_type", scope.resourceType()).put("predefined_role", false);
        in(scope).add(role);
        return shown(role);
    }

    /** Returns a role of a seed by its id in either form or by its name. */
    ObjectNode meant(RoleScope scope, ObjectNode given) {
        if (given.path("id").isTextual()) {
            ObjectNode role = sent(scope, "id", given.path("id").asText());
            given.set("id", role.path("id"));
            return role;
        }
        String name = given.path("name").asText();
        for (ObjectNode role : in(scope).all()) {
            if (role.path("name").asText().equals(name)) {
                return role;
            }
        }
        throw ApiErrorException.badRequest(
                null, "name", "No role found with the name '" + name + "' in " + scope + ".");
    }

    private OperationResponse list(OperationRequest request, RoleScope scope) {
        return in(scope).page(request, role -> true, InMemoryRoles::shown);
    }

    private OperationResponse create(OperationRequest request, RoleScope scope) {
        ObjectNode role = newRole(scope, nameIn(request.body()));
        copy(request.body(), role);
        in(scope).add(role);
        return OperationResponse.ok(shown(role));
    }

    private OperationResponse retrieve(OperationRequest request, RoleScope scope) {
        return OperationResponse.ok(
                shown(found(in(scope)::find, scope, request.id("role_id"), ApiErrorException::notFound)));
    }

    private OperationResponse modify(OperationRequest request, RoleScope scope) {
        ObjectNode role = custom(scope, request.id("role_id"), "modified");
        if (request.body().path("role_name").isTextual()) {
            String name = nameIn(request.body());
            requireFree(scope, name, role);
            role.put("name", name);
        }
        copy(request.body(), role);
        role.put("updated_at", state.now());
        return OperationResponse.ok(shown(role));
    }

    private OperationResponse delete(OperationRequest request, RoleScope scope) {
        String id = idOf(custom(scope, request.id("role_id"), "deleted"));
        state.forget(id);
        return OperationResponse.gone("role", id);
    }

    private String add(RoleScope scope, String name, String... permissions) {
        ObjectNode role = newRole(scope, name);
        ArrayNode allowed = role.putArray("permissions");
        for (String permission : permissions) {
            allowed.add(permission);
        }
        in(scope).add(role);
        return idOf(role);
    }

    private ObjectNode newRole(RoleScope scope, String name) {
        requireFree(scope, name, null);
        return state.newObject("role", "role_")
                .put("updated_at", state.now())
                .put("name", name)
                .putNull("description")
                .put("resource_type", scope.resourceType())
                .put("predefined_role", false);
    }

    private static ObjectNode predefined(RoleScope scope, String name) {
        ObjectNode role = JsonNodeFactory.instance
                .objectNode()
                .put("id", scope.predefinedId(name))
                .put("object", "role")
                .putNull("created_at")
                .putNull("updated_at")
                .put("name", name)
                .put(
                        "description",
                        "The predefined " + name + " of " + (scope.isProject() ? "a project." : "an organization."))
                .put("resource_type", scope.resourceType())
                .put("predefined_role", true);
        ArrayNode allowed = role.putArray("permissions");
        PREDEFINED_PERMISSIONS
                .getOrDefault("role-api-" + scope.kind() + "-" + name, List.of())
                .forEach(allowed::add);
        return role;
    }

    private RoleScope existing(OperationRequest request) {
        return RoleScope.project(idOf(projects.require(request.id("project_id"))));
    }

    private RoleScope active(OperationRequest request) {
        return RoleScope.project(idOf(projects.requireActive(request.id("project_id"))));
    }

    private ObjectNode custom(RoleScope scope, String id, String change) {
        ObjectNode role = require(scope, id);
        if (role.path("predefined_role").asBoolean()) {
            throw ApiErrorException.badRequest(
                    "predefined_role", null, "Role '" + id + "' is predefined, and cannot be " + change + ".");
        }
        return role;
    }

    private static ObjectNode found(
            Function<String, @Nullable ObjectNode> roles,
            RoleScope scope,
            String id,
            Function<String, ApiErrorException> otherwise) {
        ObjectNode exact = roles.apply(id);
        ObjectNode role = exact == null ? roles.apply(scope.longId(id)) : exact;
        if (role == null) {
            throw otherwise.apply("No role found with id '" + id + "' in " + scope + ".");
        }
        return role;
    }

    private void requireFree(RoleScope scope, String name, @Nullable ObjectNode but) {
        for (ObjectNode role : in(scope).all()) {
            if (!role.equals(but) && role.path("name").asText().equals(name)) {
                throw ApiErrorException.badRequest(
                        null, "role_name", "A role with the name '" + name + "' already exists in " + scope + ".");
            }
        }
    }

    private static String nameIn(ObjectNode body) {
        return body.path("role_name").asText();
    }

    private static void copy(ObjectNode changes, ObjectNode role) {
        if (changes.path("permissions").isArray()) {
            role.set("permissions", changes.path("permissions"));
        }
        JsonNode description = changes.get("description");
        if (description != null) {
            role.set("description", description);
        }
    }

    private static String idOf(ObjectNode object) {
        return object.path("id").asText();
    }
}
