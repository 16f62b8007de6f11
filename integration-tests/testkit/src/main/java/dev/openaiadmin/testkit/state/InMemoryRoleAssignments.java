package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The roles that users and groups have in an {@code InMemoryOrganization} and in its projects: what tests assign, and
 * how requests change it.
 *
 * <p>A user has the roles that were assigned to the user, and those of the user's groups; the group is then shown as
 * the source, after the user if the role was assigned to both. In a project, roles can be assigned to its users and its groups only. Safe for use by many threads.
 */
public final class InMemoryRoleAssignments {
    private static final String SCHEMA = "AssignedRole";

    private final OrganizationState state;
    private final InMemoryRoles roles;
    private final InMemoryProjects projects;
    private final InMemoryUsers users;
    private final InMemoryGroups groups;

    InMemoryRoleAssignments(
            OrganizationState state,
            InMemoryRoles roles,
            InMemoryProjects projects,
            InMemoryUsers users,
            InMemoryGroups groups) {
        this.state = state;
        this.roles = roles;
        this.projects = projects;
        this.users = users;
        this.groups = groups;
    }

    /**
     * Gives an organization role to a user.
     *
     * @param userId the user
     * @param roleId a role of the organization
     * @throws IllegalArgumentException if one of them is missing, or the user has the role already
     */
    public void toUser(String userId, String roleId) {
        state.seed(() -> assign(user(userId), roleId));
    }

    /**
     * Gives an organization role to a group, and so to its users.
     *
     * @param groupId the group
     * @param roleId a role of the organization
     * @throws IllegalArgumentException if one of them is missing, or the group has the role already
     */
    public void toGroup(String groupId, String roleId) {
        state.seed(() -> assign(group(groupId), roleId));
    }

    /**
     * Gives a role of a project to one of its users.
     *
     * @param projectId the project
     * @param userId a user of the project
     * @param roleId a role of the project, such as {@code role-api-project-owner}
     * @throws IllegalArgumentException if one of them is missing, the user is not in the project, or has the role
     *     already
     */
    public void toProjectUser(String projectId, String userId, String roleId) {
        state.seed(() -> assign(projectUser(projectId, userId), roleId));
    }

    /**
     * Gives a role of a project to one of its groups, and so to the users of the group.
     *
     * @param projectId the project
     * @param groupId a group of the project
     * @param roleId a role of the project, such as {@code role-api-project-owner}
     * @throws IllegalArgumentException if one of them is missing, the group is not in the project, or has the role
     *     already
     */
    public void toProjectGroup(String projectId, String groupId, String roleId) {
        state.seed(() -> assign(projectGroup(projectId, groupId), roleId));
    }

    Map<String, Handler> handlers() {
        Map<String, Handler> all = new HashMap<>();
        addBehaviours(all, "User", request -> user(request.id("user_id")));
        addBehaviours(all, "Group", request -> group(request.id("group_id")));
        addBehaviours(all, "ProjectUser", request -> projectUser(request.id("project_id"), request.id("user_id")));
        addBehaviours(all, "ProjectGroup", request -> projectGroup(request.id("project_id"), request.id("group_id")));
        return all;
    }

    /** Registers what can be seeded; roles are named by their ids in either form, or by their names. */
    void seed(Seed seed) {
        seed.list("users/{user_id}/roles", SCHEMA, (ids, role) -> seeded(user(ids.get(0)), role))
                .list("groups/{group_id}/roles", SCHEMA, (ids, role) -> seeded(group(ids.get(0)), role))
                .list(
                        "projects/{project_id}/users/{user_id}/roles",
                        SCHEMA,
                        (ids, role) -> seeded(projectUser(ids.get(0), ids.get(1)), role))
                .list(
                        "projects/{project_id}/groups/{group_id}/roles",
                        SCHEMA,
                        (ids, role) -> seeded(projectGroup(ids.get(0), ids.get(1)), role));
    }

    private ObjectNode seeded(Holder holder, ObjectNode given) {
        ObjectNode role = roles.meant(holder.scope(), given);
        assign(holder, role.path("id").asText());
        return shown(role, List.of());
    }

    private void addBehaviours(Map<String, Handler> all, String name, Function<OperationRequest, Holder> holder) {
        all.put("list" + name + "Roles", request -> list(request, holder.apply(request)));
        all.put(
                "assign" + name + "Role",
                request -> OperationResponse.ok(assign(
                        holder.apply(request), request.body().path("role_id").asText())));
        all.put("retrieve" + name + "Role", request -> OperationResponse.ok(retrieve(request, holder.apply(request))));
        all.put("unassign" + name + "Role", request -> unassign(request, holder.apply(request)));
    }

    private OperationResponse list(OperationRequest request, Holder holder) {
        Rows effective = new Rows(Lag.none());
        List<String> sources = holder.groupIds();
        for (ObjectNode role : roles.in(holder.scope()).all()) {
            ObjectNode assigned = assigned(role, holder, sources, Rows::lists);
            if (assigned != null) {
                effective.add(assigned);
            }
        }
        return effective.page(request, role -> true);
    }

    private ObjectNode assign(Holder holder, String roleId) {
        if (!state.rows(holder.among()).has(holder.id())) {
            throw ApiErrorException.badRequest(null, null, holder + " is not a member of " + holder.scope() + ".");
        }
        ObjectNode role = roles.sent(holder.scope(), "role_id", roleId);
        if (roles.heldBy(holder.place()).has(role.path("id").asText())) {
            throw ApiErrorException.badRequest(null, "role_id", holder + " already has the role '" + roleId + "'.");
        }
        roles.hold(holder.place(), role);
        ObjectNode grant = JsonNodeFactory.instance.objectNode().put("object", holder.kind() + ".role");
        grant.set(holder.kind(), holder.shown());
        grant.set("role", InMemoryRoles.shown(role));
        return grant;
    }

    private ObjectNode retrieve(OperationRequest request, Holder holder) {
        ObjectNode role = roles.require(holder.scope(), request.id("role_id"));
        ObjectNode assigned = assigned(role, holder, holder.groupIds(), (held, id) -> held.find(id) != null);
        if (assigned == null) {
            throw hasNot(holder, request.id("role_id"));
        }
        return assigned;
    }

    private OperationResponse unassign(OperationRequest request, Holder holder) {
        ObjectNode role = roles.require(holder.scope(), request.id("role_id"));
        if (roles.heldBy(holder.place()).remove(role.path("id").asText()) == null) {
            throw hasNot(holder, request.id("role_id"));
        }
        return OperationResponse.goneWithoutId(holder.kind() + ".role");
    }

    /** Returns the role of a holder as responses show it, with its sources, or null if the holder does not have it. */
    private @Nullable ObjectNode assigned(
            ObjectNode role, Holder holder, List<String> groupIds, BiPredicate<Rows, String> seen) {
        String roleId = role.path("id").asText();
        List<String> sources = groupIds.stream()
                .filter(groupId ->
                        seen.test(roles.heldBy(holder.scope().place() + InMemoryGroups.PLACE + "/" + groupId), roleId))
                .toList();
        boolean isDirect = seen.test(roles.heldBy(holder.place()), roleId);
        if (sources.isEmpty()) {
            return isDirect ? shown(role, List.of()) : null;
        }
        ObjectNode shown = shown(role, sources);
        if (isDirect) {
            shown.withArray("/assignment_sources").insert(0, source(holder.kind(), holder.id()));
        }
        return shown;
    }

    private static ObjectNode shown(ObjectNode role, List<String> sources) {
        ObjectNode shown = role.deepCopy().putNull("created_by").putNull("created_by_user_obj");
        shown.remove("object");
        shown.putObject("metadata");
        ArrayNode named = shown.putArray("assignment_sources");
        sources.forEach(groupId -> named.add(source("group", groupId)));
        return shown;
    }

    private static ObjectNode source(String kind, String id) {
        return JsonNodeFactory.instance.objectNode().put("principal_id", id).put("principal_type", kind);
    }

    private Holder user(String userId) {
        return userIn(roles.organization(), userId);
    }

    private Holder projectUser(String projectId, String userId) {
        projects.requireActive(projectId);
        return userIn(RoleScope.project(projectId), userId);
    }

    private Holder userIn(RoleScope scope, String userId) {
        ObjectNode shown = users.brief(users.require(userId));
        return new Holder(scope, "user", userId, scope.place() + InMemoryUsers.PLACE, shown, groups.of(userId));
    }

    private Holder group(String groupId) {
        return groupIn(roles.organization(), groupId);
    }

    private Holder projectGroup(String projectId, String groupId) {
        projects.requireActive(projectId);
        return groupIn(RoleScope.project(projectId), groupId);
    }

    private Holder groupIn(RoleScope scope, String groupId) {
        ObjectNode shown = groups.require(groupId).deepCopy().put("object", "group");
        shown.set("scim_managed", shown.remove("is_scim_managed"));
        return new Holder(scope, "group", groupId, scope.place() + InMemoryGroups.PLACE, shown, List.of());
    }

    private static ApiErrorException hasNot(Holder holder, String roleId) {
        return ApiErrorException.notFound(
                holder + " does not have the role '" + roleId + "' in " + holder.scope() + ".");
    }

    /**
     * Who has roles somewhere.
     *
     * @param scope where
     * @param kind {@code user} or {@code group}
     * @param id the id of the user or of the group
     * @param among where those stand who can be given roles there
     * @param shown how the API shows the holder beside a role
     * @param groupIds the groups through which the holder has roles, too
     */
    private record Holder(
            RoleScope scope, String kind, String id, String among, ObjectNode shown, List<String> groupIds) {
        String place() {
            return among + "/" + id;
        }

        @Override
        public String toString() {
            return (kind.equals("user") ? "User '" : "Group '") + id + "'";
        }
    }
}
