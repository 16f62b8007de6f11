package dev.openaiadmin.governance.internal;

import dev.openaiadmin.model.AssignedRole;
import dev.openaiadmin.model.AssignedRoleSource;
import java.util.List;

/** Tells roles that were assigned to a user from those that the user has through groups. */
public final class InheritedRole {
    private static final String GROUP = "group";

    private InheritedRole() {}

    /** Returns whether a role comes from groups alone, so that it cannot be taken from the user. */
    public static boolean is(AssignedRole role) {
        List<AssignedRoleSource> sources = role.assignmentSources();
        return sources != null
                && !sources.isEmpty()
                && sources.stream().allMatch(source -> GROUP.equals(source.principalType()));
    }
}
