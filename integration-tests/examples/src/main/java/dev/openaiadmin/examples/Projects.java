package dev.openaiadmin.examples;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.model.AssignedRole;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectGroup;
import dev.openaiadmin.model.ProjectUser;
import dev.openaiadmin.model.Role;
import dev.openaiadmin.model.User;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Projects, and who may do what in them. */
final class Projects {
    static final Map<String, Tour.Example> EXAMPLES = Map.of(
            "projects", Projects::projects,
            "projectUsers", Projects::projectUsers,
            "projectGroups", Projects::projectGroups,
            "projectRoles", Projects::projectRoles,
            "projectUserRoles", Projects::projectUserRoles,
            "projectGroupRoles", Projects::projectGroupRoles);

    private Projects() {}

    private static void projects(AdminApi admin, PrintStream out) {
        Project project = admin.projects().create("payments-prod");
        admin.projects().modify(project.id(), changes -> changes.name("payments-europe"));
        admin.projects().list().forEach(each -> out.println("  " + each.name() + " is " + each.status()));
        admin.projects().archive(project.id());
    }

    private static void projectUsers(AdminApi admin, PrintStream out) {
        Project project = admin.projects().create("payments-prod");
        admin.projectUsers().add(project.id(), "member", user -> user.email("ada@example.com"));
        for (ProjectUser user : admin.projectUsers().list(project.id())) {
            out.println("  " + user.email() + " is " + user.role());
        }
    }

    private static void projectGroups(AdminApi admin, PrintStream out) {
        Project project = admin.projects().create("payments-prod");
        String group = admin.groups().list().iterator().next().id();
        admin.projectGroups().add(project.id(), group, "role-api-project-member");
        for (ProjectGroup each : admin.projectGroups().list(project.id())) {
            out.println("  " + each.groupName() + " has access");
        }
    }

    private static void projectRoles(AdminApi admin, PrintStream out) {
        Project project = admin.projects().create("payments-prod");
        Role role = admin.projectRoles()
                .create(
                        project.id(),
                        "prompt-author",
                        List.of("api.model.request"),
                        with -> with.description("Writes prompts."));
        out.println("  " + role.name() + " may " + role.permissions());
        admin.projectRoles().delete(project.id(), role.id());
    }

    private static void projectUserRoles(AdminApi admin, PrintStream out) {
        Project project = admin.projects().create("payments-prod");
        User user = admin.users().list().iterator().next();
        String id = Objects.requireNonNull(user.id());
        String role = admin.projectRoles().list(project.id()).iterator().next().id();
        admin.projectUsers().add(project.id(), "member", member -> member.userId(id));
        admin.projectUserRoles().assign(project.id(), id, role);
        for (AssignedRole assigned : admin.projectUserRoles().list(project.id(), id)) {
            out.println("  " + user.email() + " is " + assigned.name());
        }
    }

    private static void projectGroupRoles(AdminApi admin, PrintStream out) {
        Project project = admin.projects().create("payments-prod");
        String group = admin.groups().list().iterator().next().id();
        String role = admin.projectRoles().list(project.id()).iterator().next().id();
        admin.projectGroups().add(project.id(), group, "role-api-project-member");
        admin.projectGroupRoles().assign(project.id(), group, role);
        admin.projectGroupRoles().unassign(project.id(), group, role);
        out.println("  given, and taken again");
    }
}
