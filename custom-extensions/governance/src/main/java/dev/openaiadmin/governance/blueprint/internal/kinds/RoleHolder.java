package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.blueprint.internal.scope.Catalog;
import dev.openaiadmin.governance.blueprint.internal.scope.Referent;
import dev.openaiadmin.governance.blueprint.internal.scope.Scope;
import dev.openaiadmin.model.AssignedRole;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A user or a group that has roles in a scope. */
final class RoleHolder {

    private final Scope scope;
    private final Supplier<Iterable<AssignedRole>> list;
    private final Calls calls;

    /** The calls for one role. */
    private interface Calls {
        void assign(String roleId);

        void retrieve(String roleId);

        void unassign(String roleId);
    }

    private RoleHolder(Scope scope, Supplier<Iterable<AssignedRole>> list, Calls calls) {
        this.scope = scope;
        this.list = list;
        this.calls = calls;
    }

    /** Returns a user as a holder of roles; those of the project, or those of the organization. */
    static RoleHolder user(AdminApi admin, AdminApi creates, Scope scope, String userId) {
        if (scope.isOrganization()) {
            return new RoleHolder(scope, () -> admin.userRoles().list(userId), new Calls() {
                @Override
                public void assign(String roleId) {
                    creates.userRoles().assign(userId, roleId);
                }

                @Override
                public void retrieve(String roleId) {
                    admin.userRoles().retrieve(userId, roleId);
                }

                @Override
                public void unassign(String roleId) {
                    admin.userRoles().unassign(userId, roleId);
                }
            });
        }
        return new RoleHolder(scope, () -> admin.projectUserRoles().list(scope.projectId(), userId), new Calls() {
            @Override
            public void assign(String roleId) {
                creates.projectUserRoles().assign(scope.projectId(), userId, roleId);
            }

            @Override
            public void retrieve(String roleId) {
                admin.projectUserRoles().retrieve(scope.projectId(), userId, roleId);
            }

            @Override
            public void unassign(String roleId) {
                admin.projectUserRoles().unassign(scope.projectId(), userId, roleId);
            }
        });
    }

    /** Returns a group as a holder of roles; those of the project, or those of the organization. */
    static RoleHolder group(AdminApi admin, AdminApi creates, Scope scope, Referent group) {
        if (scope.isOrganization()) {
            return new RoleHolder(scope, () -> admin.groupRoles().list(group.id()), new Calls() {
                @Override
                public void assign(String roleId) {
                    creates.groupRoles().assign(group.id(), roleId);
                }

                @Override
                public void retrieve(String roleId) {
                    admin.groupRoles().retrieve(group.id(), roleId);
                }

                @Override
                public void unassign(String roleId) {
                    admin.groupRoles().unassign(group.id(), roleId);
                }
            });
        }
        return new RoleHolder(scope, () -> admin.projectGroupRoles().list(scope.projectId(), group.id()), new Calls() {
            @Override
            public void assign(String roleId) {
                creates.projectGroupRoles().assign(scope.projectId(), group.id(), roleId);
            }

            @Override
            public void retrieve(String roleId) {
                admin.projectGroupRoles().retrieve(scope.projectId(), group.id(), roleId);
            }

            @Override
            public void unassign(String roleId) {
                admin.projectGroupRoles().unassign(scope.projectId(), group.id(), roleId);
            }
        });
    }

    /** Returns the roles by short id, those included that the holder has through a group. */
    Map<String, AssignedRole> roles() {
        Map<String, AssignedRole> roles = new LinkedHashMap<>();
        list.get().forEach(role -> roles.put(Catalog.shortId(role.id()), role));
        return roles;
    }

    static boolean isCustom(AssignedRole role) {
        return !Boolean.TRUE.equals(role.predefinedRole());
    }

    void assign(String roleId) {
        Assignment.make(() -> attempt(roleId), () -> has(roleId));
    }

    private void attempt(String roleId) {
        scope.call(() -> {
            calls.assign(roleId);
            return roleId;
        });
    }

    private boolean has(String roleId) {
        try {
            calls.retrieve(roleId);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    void unassign(String roleId) {
        Assignment.end(() -> calls.unassign(roleId));
    }
}
