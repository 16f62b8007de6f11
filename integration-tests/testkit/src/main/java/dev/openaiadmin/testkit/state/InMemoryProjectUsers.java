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
 * The users of the projects of an {@code InMemoryOrganization}: what a test puts there before, and how they behave.
 *
 * <p>As in the real API, only users of the organization can be in a project, nobody is twice in one, and an archived
 * project neither lists nor takes users. Who is in a project through a group only is not among them. Safe for use by
 * many threads.
 */
public final class InMemoryProjectUsers {
    private static final String KIND = "organization.project.user";

    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final InMemoryUsers users;
    private final InMemoryRoles roles;

    InMemoryProjectUsers(OrganizationState state, InMemoryProjects projects, InMemoryUsers users, InMemoryRoles roles) {
        this.state = state;
        this.projects = projects;
        this.users = users;
        this.roles = roles;
    }

    /**
     * Adds a user of the organization to a project.
     *
     * @param projectId the project
     * @param userId the user
     * @param role {@code owner} or {@code member}
     * @throws IllegalArgumentException when one of them is missing, the project is archived, or the user is in it
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

    /** What can be seeded. */
    void seed(Seed seed) {
        seed.list("projects/{project_id}/users", "ProjectUser", (ids, user) -> seeded(ids.get(0), user));
    }

    boolean has(String projectId, String userId) {
        return in(projectId).has(userId);
    }

    /** Makes a user of the organization one of an active project. */
    ObjectNode join(String projectId, ObjectNode user, String role) {
        return join(projectId, user, roles.named(RoleScope.project(projectId), role));
    }

    private ObjectNode join(String projectId, ObjectNode user, ObjectNode given) {
        String userId = user.path("id").asText();
        if (has(projectId, userId)) {
            throw ApiErrorException.badRequest(
                    null, null, "User '" + userId + "' already exists in project '" + projectId + "'.");
        }
        ObjectNode member =
                JsonNodeFactory.instance.objectNode().put("id", userId).put("added_at", state.now());
        in(projectId).add(member);
        roles.give(RoleScope.project(projectId), holder(projectId, userId), given);
        return member;
    }

    /** Adds a user whom a seed names. */
    private ObjectNode seeded(String projectId, ObjectNode given) {
        projects.requireActive(projectId);
        RoleScope scope = RoleScope.project(projectId);
        ObjectNode user = users.meant(given);
        ObjectNode member =
                join(projectId, user, roles.seeded(scope, given.path("role").asText(scope.ordinary())));
        if (given.has("added_at")) {
            member.set("added_at", given.path("added_at"));
        }
        return shown(projectId, member);
    }

    private OperationResponse list(OperationRequest request) {
        String projectId = project(request);
        return in(projectId).page(request, member -> true, member -> shown(projectId, member));
    }

    private OperationResponse add(OperationRequest request) {
        String projectId = project(request);
        ObjectNode member = join(
                projectId,
                users.named(request.body()),
                request.body().path("role").asText());
        return OperationResponse.ok(shown(projectId, member));
    }

    private OperationResponse retrieve(OperationRequest request) {
        String projectId = project(request);
        return OperationResponse.ok(shown(projectId, require(projectId, request.id("user_id"))));
    }

    private OperationResponse modify(OperationRequest request) {
        String projectId = project(request);
        ObjectNode member = require(projectId, request.id("user_id"));
        JsonNode role = request.body().path("role");
        if (role.isTextual()) {
            RoleScope scope = RoleScope.project(projectId);
            roles.give(scope, holder(projectId, request.id("user_id")), roles.named(scope, role.asText()));
        }
        return OperationResponse.ok(shown(projectId, member));
    }

    private OperationResponse remove(OperationRequest request) {
        String projectId = project(request);
        String userId = users.require(request.id("user_id")).path("id").asText();
        if (in(projectId).remove(userId) == null) {
            throw ApiErrorException.badRequest(null, null, notMember(projectId, userId));
        }
        roles.heldBy(holder(projectId, userId)).clear();
        return OperationResponse.gone(KIND, userId);
    }

    private String project(OperationRequest request) {
        return projects.requireActive(request.id("project_id")).path("id").asText();
    }

    private ObjectNode require(String projectId, String userId) {
        ObjectNode member = in(projectId).find(userId);
        if (member == null) {
            throw ApiErrorException.notFound(notMember(projectId, userId));
        }
        return member;
    }

    private ObjectNode shown(String projectId, ObjectNode member) {
        String userId = member.path("id").asText();
        ObjectNode user = users.require(userId);
        ObjectNode shown = member.deepCopy()
                .put("object", KIND)
                .put("role", roles.nameOf(RoleScope.project(projectId), holder(projectId, userId)));
        shown.set("name", user.path("name"));
        shown.set("email", user.path("email"));
        return shown;
    }

    private Rows in(String projectId) {
        return state.rows(RoleScope.project(projectId).place() + InMemoryUsers.PLACE);
    }

    private static String holder(String projectId, String userId) {
        return RoleScope.project(projectId).place() + InMemoryUsers.PLACE + "/" + userId;
    }

    private static String notMember(String projectId, String userId) {
        return "User '" + userId + "' is not a member of project '" + projectId + "'.";
    }
}
