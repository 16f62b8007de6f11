package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;

/** The members of one kind, users or groups, that the projects of an organization have, each with a role. */
final class ProjectMembers {
    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final InMemoryRoles roles;
    private final String place;
    private final String kind;
    private final String timeProperty;

    /**
     * Creates the members of one kind.
     *
     * @param place where members are kept, below a project
     * @param kind what messages call a member, such as {@code User}
     * @param timeProperty the property that holds the time at which a member was added
     */
    ProjectMembers(
            OrganizationState state,
            InMemoryProjects projects,
            InMemoryRoles roles,
            String place,
            String kind,
            String timeProperty) {
        this.state = state;
        this.projects = projects;
        this.roles = roles;
        this.place = place;
        this.kind = kind;
        this.timeProperty = timeProperty;
    }

    /** Returns the id of the active project that the path of a request names. */
    String project(OperationRequest request) {
        return projects.requireActive(request.id("project_id")).path("id").asText();
    }

    /** Returns the members of a project. */
    Rows of(String projectId) {
        return state.rows(RoleScope.project(projectId).place() + place);
    }

    /** Adds a member, who must not be one already, with a role of the project. */
    ObjectNode add(String projectId, String memberId, ObjectNode role) {
        if (of(projectId).has(memberId)) {
            throw ApiErrorException.badRequest(
                    null, null, kind + " '" + memberId + "' already exists in project '" + projectId + "'.");
        }
        ObjectNode member =
                JsonNodeFactory.instance.objectNode().put("id", memberId).put(timeProperty, state.now());
        of(projectId).add(member);
        giveRole(projectId, memberId, role);
        return member;
    }

    /** Gives a member a role of the project. */
    void giveRole(String projectId, String memberId, ObjectNode role) {
        roles.give(RoleScope.project(projectId), holder(projectId, memberId), role);
    }

    /** Returns the name of the role of a member. */
    String roleName(String projectId, String memberId) {
        return roles.nameOf(RoleScope.project(projectId), holder(projectId, memberId));
    }

    /** Returns a member of a project, or refuses the request with 404. */
    ObjectNode require(String projectId, String memberId) {
        ObjectNode member = of(projectId).find(memberId);
        if (member == null) {
            throw ApiErrorException.notFound(notMember(projectId, memberId));
        }
        return member;
    }

    /** Removes a member with its roles, and returns whether it was one. */
    boolean remove(String projectId, String memberId) {
        if (of(projectId).remove(memberId) == null) {
            return false;
        }
        roles.heldBy(holder(projectId, memberId)).clear();
        return true;
    }

    /** Returns the message for what is not a member of a project. */
    String notMember(String projectId, String memberId) {
        return kind + " '" + memberId + "' is not a member of project '" + projectId + "'.";
    }

    private String holder(String projectId, String memberId) {
        return RoleScope.project(projectId).place() + place + "/" + memberId;
    }
}
