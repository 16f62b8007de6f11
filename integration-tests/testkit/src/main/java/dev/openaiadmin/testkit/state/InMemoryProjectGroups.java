package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.Map;

/**
 * The groups with access to the projects of an {@code InMemoryOrganization}: what tests add, and how requests change
 * them.
 *
 * <p>A group is added to a project with one role, and can be given more; all users of the group have these roles in the
 * project. An archived project neither lists nor adds groups. Safe for use by many threads.
 */
public final class InMemoryProjectGroups {
    private static final String KIND = "project.group";
    private static final String TYPE = "group";

    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final InMemoryGroups groups;
    private final InMemoryRoles roles;
    private final ProjectMembers members;

    InMemoryProjectGroups(
            OrganizationState state, InMemoryProjects projects, InMemoryGroups groups, InMemoryRoles roles) {
        this.state = state;
        this.projects = projects;
        this.groups = groups;
        this.roles = roles;
        this.members = new ProjectMembers(state, projects, roles, InMemoryGroups.PLACE, "Group", "created_at");
    }

    /**
     * Gives a group access to a project.
     *
     * @param projectId the id of the project
     * @param groupId the id of the group
     * @param roleId the id of a role of the project, such as {@code role-api-project-member}
     * @throws IllegalArgumentException if one of them does not exist, the project is archived, or the group is in it
     *     already
     */
    public void add(String projectId, String groupId, String roleId) {
        state.seed(() -> {
            projects.requireActive(projectId);
            return join(projectId, groupId, roleId);
        });
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listProjectGroups", this::list,
                "addProjectGroup", this::add,
                "retrieveProjectGroup", this::retrieve,
                "removeProjectGroup", this::remove);
    }

    /** Registers what can be seeded. */
    void seed(Seed seed) {
        seed.list("projects/{project_id}/groups", "ProjectGroup", (ids, group) -> seeded(ids.get(0), group));
    }

    /** Adds a group that is named in a seed, with the role that is named there. */
    private ObjectNode seeded(String projectId, ObjectNode given) {
        RoleScope scope = RoleScope.project(projectId);
        projects.requireActive(projectId);
        JsonNode role = given.path("role");
        ObjectNode member = join(
                projectId,
                given.path("group_id").asText(),
                role.isMissingNode() ? scope.predefinedId(scope.ordinary()) : role.asText());
        if (given.has("created_at")) {
            member.set("created_at", given.path("created_at"));
        }
        given.remove("role");
        return shown(projectId, member);
    }

    private OperationResponse list(OperationRequest request) {
        String projectId = members.project(request);
        return members.of(projectId).page(request, member -> true, member -> shown(projectId, member));
    }

    private OperationResponse add(OperationRequest request) {
        String projectId = members.project(request);
        ObjectNode member = join(
                projectId,
                request.body().path("group_id").asText(),
                request.body().path("role").asText());
        return OperationResponse.ok(shown(projectId, member));
    }

    private OperationResponse retrieve(OperationRequest request) {
        String projectId = members.project(request);
        ObjectNode member = require(projectId, request.id("group_id"));
        if (!TYPE.equals(request.text("group_type"))) {
            throw ApiErrorException.notFound("Group '" + request.id("group_id") + "' is not kept there.");
        }
        return OperationResponse.ok(shown(projectId, member));
    }

    private OperationResponse remove(OperationRequest request) {
        String projectId = members.project(request);
        String groupId = require(projectId, request.id("group_id")).path("id").asText();
        members.remove(projectId, groupId);
        return OperationResponse.goneWithoutId(KIND);
    }

    private ObjectNode join(String projectId, String groupId, String roleId) {
        RoleScope scope = RoleScope.project(projectId);
        groups.sent(groupId);
        return members.add(projectId, groupId, roles.sent(scope, "role", roleId));
    }

    private ObjectNode require(String projectId, String groupId) {
        groups.require(groupId);
        return members.require(projectId, groupId);
    }

    private ObjectNode shown(String projectId, ObjectNode member) {
        String groupId = member.path("id").asText();
        ObjectNode shown = JsonNodeFactory.instance
                .objectNode()
                .put("object", KIND)
                .put("project_id", projectId)
                .put("group_id", groupId)
                .put("group_type", TYPE);
        shown.set("group_name", groups.require(groupId).path("name"));
        shown.set("created_at", member.path("created_at"));
        return shown;
    }
}
