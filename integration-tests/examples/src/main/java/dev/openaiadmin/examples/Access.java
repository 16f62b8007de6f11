package dev.openaiadmin.examples;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.model.Group;
import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.InviteRole;
import dev.openaiadmin.model.Role;
import dev.openaiadmin.model.User;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** People, groups and roles of the organization. */
final class Access {
    static final Map<String, Tour.Example> EXAMPLES = Map.of(
            "users", Access::users,
            "userRoles", Access::userRoles,
            "groups", Access::groups,
            "groupUsers", Access::groupUsers,
            "groupRoles", Access::groupRoles,
            "roles", Access::roles,
            "invites", Access::invites);

    private Access() {}

    private static void users(AdminApi admin, PrintStream out) {
        for (User user : admin.users().list(query -> query.limit(100))) {
            out.println("  " + user.email() + " is " + user.role() + " since " + user.addedAt());
        }
    }

    private static void userRoles(AdminApi admin, PrintStream out) {
        String user =
                Objects.requireNonNull(admin.users().list().iterator().next().id());
        Role role = admin.roles().create("auditor", List.of("api.usage.read"));
        admin.userRoles().assign(user, role.id());
        admin.userRoles().list(user).forEach(assigned -> out.println("  " + assigned.name()));
    }

    private static void groups(AdminApi admin, PrintStream out) {
        Group group = admin.groups().create("finance");
        admin.groups().modify(group.id(), "finance-emea");
        admin.groups().list().forEach(each -> out.println("  " + each.name()));
    }

    private static void groupUsers(AdminApi admin, PrintStream out) {
        Group group = admin.groups().create("finance");
        String user =
                Objects.requireNonNull(admin.users().list().iterator().next().id());
        admin.groupUsers().add(group.id(), user);
        admin.groupUsers().list(group.id()).forEach(member -> out.println("  " + member.name()));
    }

    private static void groupRoles(AdminApi admin, PrintStream out) {
        Group group = admin.groups().create("finance");
        Role role = admin.roles().list().iterator().next();
        admin.groupRoles().assign(group.id(), role.id());
        admin.groupRoles().list(group.id()).forEach(assigned -> out.println("  " + assigned.name()));
    }

    private static void roles(AdminApi admin, PrintStream out) {
        Role role = admin.roles().create("finance-viewer", List.of("api.usage.read"));
        admin.roles().modify(role.id(), changes -> changes.description("Reads costs and usage."));
        out.println("  " + role.name() + " may " + role.permissions());
        admin.roles().delete(role.id());
    }

    private static void invites(AdminApi admin, PrintStream out) {
        // Without any project, the person would land in the default one.
        Invite invite = admin.invites().create("bob@example.com", InviteRole.READER, with -> with.projects(List.of()));
        out.println("  " + invite.email() + " is " + invite.status() + " until " + invite.expiresAt());
        admin.invites().delete(invite.id());
    }
}
