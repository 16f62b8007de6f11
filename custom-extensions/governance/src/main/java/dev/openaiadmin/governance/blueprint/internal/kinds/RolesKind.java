package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.governance.blueprint.ExactPart;
import dev.openaiadmin.governance.blueprint.Removal;
import dev.openaiadmin.governance.blueprint.internal.kinds.RolesKind.CustomRole;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.Name;
import dev.openaiadmin.governance.blueprint.internal.scope.Referent;
import dev.openaiadmin.governance.blueprint.internal.scope.Scope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.blueprint.internal.scope.StepNames;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.model.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The custom roles of the organization or of a project, by their names, which are unique there. */
final class RolesKind implements ResourceKind<Map<String, CustomRole>> {
    private static final String ROLES = "roles";
    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";
    private static final String PERMISSIONS = "permissions";

    /**
     * A custom role.
     *
     * @param description what it is for, or null to leave the description as it is
     * @param permissions what it allows, possibly nothing, or null to leave the permissions as they are
     */
    record CustomRole(
            @Nullable String description, @Nullable List<String> permissions) {
        CustomRole {
            permissions = permissions == null
                    ? null
                    : permissions.stream().sorted().distinct().toList();
        }

        static CustomRole of(Role role) {
            return new CustomRole(role.description(), role.permissions());
        }

        /** Returns whether a role is as this one says. */
        boolean isMetBy(CustomRole present) {
            return (description == null || description.equals(present.description))
                    && (permissions == null || permissions.equals(orNone(present.permissions)));
        }

        String shown() {
            String allowed = orNone(permissions).isEmpty() ? "no permissions" : String.join(", ", orNone(permissions));
            return description == null || description.isEmpty() ? allowed : allowed + " (" + description + ")";
        }

        private static List<String> orNone(@Nullable List<String> permissions) {
            return permissions == null ? List.of() : permissions;
        }
    }

    /** Adds a role to those that a blueprint names. */
    static Map<String, CustomRole> with(Map<String, CustomRole> roles, String name, CustomRole role) {
        if (name.isBlank()) {
            throw new InvalidValueException("role", name, "must not be blank");
        }
        Map<String, CustomRole> more = new LinkedHashMap<>(roles);
        more.put(name, role);
        return more;
    }

    @Override
    public List<String> keys() {
        return List.of(ROLES);
    }

    @Override
    public Map<String, CustomRole> parse(@Nullable Map<String, CustomRole> before, String key, YamlNode value) {
        Map<String, CustomRole> roles = new LinkedHashMap<>();
        for (YamlNode role : value.list()) {
            Map<String, YamlNode> parts = role.mapping(Set.of(NAME, DESCRIPTION, PERMISSIONS));
            String name = Name.of(FileParts.required(role, parts, NAME)).text();
            if (roles.containsKey(name)) {
                throw role.mistake("the role '" + name + "' must not be there twice");
            }
            YamlNode description = FileParts.optional(parts, DESCRIPTION);
            YamlNode permissions = FileParts.optional(parts, PERMISSIONS);
            roles.put(
                    name,
                    new CustomRole(
                            description == null ? null : description.text(),
                            permissions == null ? null : FileParts.texts(permissions)));
        }
        return roles;
    }

    @Override
    public void write(Map<String, CustomRole> roles, Map<String, Object> parts) {
        List<Object> written = new ArrayList<>();
        roles.forEach((name, role) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(NAME, name);
            FileParts.put(one, DESCRIPTION, role.description());
            FileParts.put(one, PERMISSIONS, role.permissions());
            written.add(one);
        });
        parts.put(ROLES, written);
    }

    @Override
    public @Nullable Map<String, CustomRole> whenNotNamed(Set<ExactPart> exact) {
        return exact.contains(ExactPart.ROLES) ? Map.of() : null;
    }

    @Override
    public void plan(Map<String, CustomRole> desired, ScopePlan plan) {
        Map<String, Role> present = new LinkedHashMap<>();
        plan.current().roles(plan.scope()).forEach(role -> {
            if (role.name() != null) {
                present.put(role.name(), role);
            }
        });
        desired.forEach((name, role) -> {
            String step = StepNames.creation(plan.scope(), "role", name);
            Optional<Role> found = plan.orCreatedBefore(
                    step, Optional.ofNullable(present.remove(name)), () -> named(plan.admin(), plan.scope(), name));
            if (found.isEmpty()) {
                create(name, role, step, plan);
            } else {
                if (plan.roles().byId(found.get().id()).isEmpty()) {
                    plan.roles().add(found.get().id(), name);
                }
                change(name, role, found.get(), plan);
            }
        });
        if (plan.isExact(ExactPart.ROLES)) {
            present.forEach((name, role) -> {
                if (!isPredefined(role)) {
                    plan.removes(
                            "role " + name,
                            CustomRole.of(role).shown(),
                            Removal.by(plan.scope().isOrganization() ? "deleteRole" : "deleteProjectRole"),
                            () -> delete(plan.admin(), plan.scope(), role.id()));
                }
            });
        }
    }

    private static void create(String name, CustomRole role, String step, ScopePlan plan) {
        Referent created = plan.roles().expect(name);
        List<String> permissions = CustomRole.orNone(role.permissions());
        plan.adds("role " + name, role.shown(), () -> {
            Role made = plan.journaled()
                    .once(
                            step,
                            () -> named(plan.admin(), plan.scope(), name),
                            () -> plan.scope()
                                    .call(() -> create(plan.creates(), plan.scope(), name, permissions, role)),
                            Role::id);
            created.created(made.id());
        });
    }

    private static void change(String name, CustomRole desired, Role role, ScopePlan plan) {
        CustomRole present = CustomRole.of(role);
        if (desired.isMetBy(present)) {
            return;
        }
        if (isPredefined(role)) {
            plan.problem("the role '" + name + "' is predefined and cannot be changed");
            return;
        }
        CustomRole after = new CustomRole(
                desired.description() == null ? present.description() : desired.description(),
                desired.permissions() == null ? present.permissions() : desired.permissions());
        plan.changes(
                "role " + name,
                present.shown(),
                after.shown(),
                () -> modify(plan.admin(), plan.scope(), role.id(), desired));
    }

    private static boolean isPredefined(Role role) {
        return Boolean.TRUE.equals(role.predefinedRole());
    }

    private static Role create(AdminApi creates, Scope scope, String name, List<String> permissions, CustomRole role) {
        return scope.isOrganization()
                ? creates.roles().create(name, permissions, request -> request.description(role.description()))
                : creates.projectRoles()
                        .create(
                                scope.projectId(),
                                name,
                                permissions,
                                request -> request.description(role.description()));
    }

    private static void modify(AdminApi admin, Scope scope, String roleId, CustomRole role) {
        // A null description is left out of the request, so that the present one stays.
        if (scope.isOrganization()) {
            admin.roles()
                    .modify(
                            roleId,
                            changes -> changes.permissions(role.permissions()).description(role.description()));
        } else {
            admin.projectRoles()
                    .modify(
                            scope.projectId(),
                            roleId,
                            changes -> changes.permissions(role.permissions()).description(role.description()));
        }
    }

    private static void delete(AdminApi admin, Scope scope, String roleId) {
        if (scope.isOrganization()) {
            admin.roles().delete(roleId);
        } else {
            admin.projectRoles().delete(scope.projectId(), roleId);
        }
    }

    private static Optional<Role> named(AdminApi admin, Scope scope, String name) {
        return scope.call(() -> (scope.isOrganization()
                        ? admin.roles().list()
                        : admin.projectRoles().list(scope.projectId()))
                .stream().filter(role -> name.equals(role.name())).findFirst());
    }

    @Override
    public Optional<Map<String, CustomRole>> read(AdoptedScope scope) {
        Map<String, CustomRole> roles = new LinkedHashMap<>();
        for (Role role : scope.current().roles(scope.scope())) {
            String name = role.name();
            if (isPredefined(role)) {
                continue;
            }
            if (name == null || name.isBlank() || roles.containsKey(name)) {
                scope.note("the role " + role.id() + " has no name of its own, and blueprints name roles");
            } else {
                roles.put(name, CustomRole.of(role));
            }
        }
        return roles.isEmpty() ? Optional.empty() : Optional.of(roles);
    }
}
