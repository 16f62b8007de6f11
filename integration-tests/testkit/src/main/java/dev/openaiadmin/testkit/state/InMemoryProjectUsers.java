package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.Map;

/**
 * The users of the projects of an {@code InMemoryOrganization}: what tests add, and how requests change them.
 *
 * <p>As in the real API, a user of a project is a user of the organization, is in the project once, and an archived
 * project neither lists nor adds users. A user whose only access to a project is through a group is not listed. Safe for
 * use by many threads.
 */
public final class InMemoryProjectUsers {
    private static final String KIND = "organization.project.user";

    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final InMemoryUsers users;
    private final InMemoryRoles roles;
    private final ProjectMembers members;

    InMemoryProjectUsers(OrganizationState state, InMemoryProjects projects, InMemoryUsers users, InMemoryRoles roles) {
        this.state = state;
        this.projects = projects;
        this.users = users;
        this.roles = roles;
        this.members = new ProjectMembers(state, projects, roles, InMemoryUsers.PLACE, "User", "added_at");
    }

    /**
     * Adds a user of the organization to a project.
     *
     * @param projectId the id of the project
     * @param userId the id of the user
     * @param role {@code owner} or {@code member}
     * @throws IllegalArgumentException if one of them does not exist, the project is archived, or the user is in it
     *     already
     */
    public void add(String projectId, String userId, String role) {
        state.seed(() -> {
            projects.requireActive(projectId);
            return join(projectId, users.sent(userId), role);
        });
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listProjectUsers", this::list,
                "addProjectUser", this::add,
                "retrieveProjectUser", this::retrieve,
                "modifyProjectUser", this::modify,
                "removeProjectUser", this::remove);
    }

    /** Registers what can be seeded. */
    void seed(Seed seed) {
        seed.list("projects/{project_id}/users", "ProjectUser", (ids, user) -> seeded(ids.get(0), user));
    }

    /** Returns whether a user of the organization is in a project. */
    boolean has(String projectId, String userId) {
        return members.of(projectId).has(userId);
    }

    /** Adds a user of the organization to an active project. */
    ObjectNode join(String projectId, ObjectNode user, String role) {
        return members.add(projectId, user.path("id").asText(), roles.named(RoleScope.project(projectId), role));
    }

    /** Adds a user who is named in a seed. */
    private ObjectNode seeded(String projectId, ObjectNode given) {
        projects.requireActive(projectId);
        RoleScope scope = RoleScope.project(projectId);
        ObjectNode member = members.add(
                projectId,
                users.meant(given).path("id").asText(),
                roles.seeded(scope, given.path("role").asText(scope.ordinary())));
        if (given.has("added_at")) {
            member.set("added_at", given.path("added_at"));
        }
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
                users.named(request.body()),
                request.body().path("role").asText());
        return OperationResponse.ok(shown(projectId, member));
    }

    private OperationResponse retrieve(OperationRequest request) {
        String projectId = members.project(request);
        return OperationResponse.ok(shown(projectId, members.require(projectId, request.id("user_id"))));
    }

    private OperationResponse modify(OperationRequest request) {
        String projectId = members.project(request);
        String userId = request.id("user_id");
        ObjectNode member = members.require(projectId, userId);
        JsonNode role = request.body().path("role");
        if (role.isTextual()) {
            members.giveRole(projectId, userId, roles.named(RoleScope.project(projectId), role.asText()));
        }
        return OperationResponse.ok(shown(projectId, member));
    }

    private OperationResponse remove(OperationRequest request) {
        String projectId = members.project(request);
        String userId = users.require(request.id("user_id")).path("id").asText();
        if (!members.remove(projectId, userId)) {
            throw ApiErrorException.badRequest(null, null, members.notMember(projectId, userId));
        }
        return OperationResponse.gone(KIND, userId);
    }

    private ObjectNode shown(String projectId, ObjectNode member) {
        String userId = member.path("id").asText();
        ObjectNode user = users.require(userId);
        ObjectNode shown = member.deepCopy().put("object", KIND).put("role", members.roleName(projectId, userId));
        shown.set("name", user.path("name"));
        shown.set("email", user.path("email"));
        return shown;
    }
}
