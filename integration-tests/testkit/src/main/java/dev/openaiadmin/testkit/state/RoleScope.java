package dev.openaiadmin.testkit.state;

import java.util.List;

/**
 * Where a role holds: in the organization, or in one project.
 *
 * @param kind {@code organization} or {@code project}
 * @param id the id of the organization or of the project
 * @param place in front of the places of what is kept there
 * @param ordinary the name of the predefined role of those who are no owners
 */
record RoleScope(String kind, String id, String place, String ordinary) {
    static final String OWNER = "owner";
    static final String VIEWER = "viewer";

    static RoleScope organization(String id) {
        return new RoleScope("organization", id, "", "reader");
    }

    static RoleScope project(String id) {
        return new RoleScope("project", id, "projects/" + id + "/", "member");
    }

    boolean isProject() {
        return kind.equals("project");
    }

    List<String> predefinedNames() {
        return isProject() ? List.of(OWNER, ordinary, VIEWER) : namesInRequests();
    }

    /** Returns the names of the predefined roles that requests can give to users; others are assigned by their ids. */
    List<String> namesInRequests() {
        return List.of(OWNER, ordinary);
    }

    /** Returns the names of the roles of which a holder has at most one. */
    List<String> exclusiveNames() {
        return List.of(OWNER, ordinary, VIEWER);
    }

    /** Returns the id of a predefined role in responses. */
    String predefinedId(String name) {
        return longId("role-api-" + kind + "-" + name);
    }

    /** Returns the id in responses of a predefined role that requests name by its short id. */
    String longId(String shortId) {
        return shortId + "__" + resourceType().replace('.', '-') + "__" + id;
    }

    String resourceType() {
        return "api." + kind;
    }

    @Override
    public String toString() {
        return isProject() ? "project '" + id + "'" : "the organization";
    }
}
