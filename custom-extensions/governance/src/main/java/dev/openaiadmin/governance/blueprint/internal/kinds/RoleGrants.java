package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.governance.blueprint.Removal;
import dev.openaiadmin.governance.blueprint.internal.scope.Name;
import dev.openaiadmin.governance.blueprint.internal.scope.Referent;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.internal.InheritedRole;
import dev.openaiadmin.model.AssignedRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Plans which roles a user or a group has in a scope. */
final class RoleGrants {
    private final ScopePlan plan;
    private final String holderName;
    private final RoleHolder holder;

    /**
     * Creates a comparison for one holder.
     *
     * @param holderName such as {@code ada@example.com} or {@code group platform}
     */
    RoleGrants(ScopePlan plan, String holderName, RoleHolder holder) {
        this.plan = plan;
        this.holderName = holderName;
        this.holder = holder;
    }

    /** Finds the roles that a blueprint names, and reports those that do not exist. */
    static List<Referent> find(ScopePlan plan, List<Name> names) {
        List<Referent> found = new ArrayList<>();
        names.forEach(name -> plan.roles().find(name, plan::problem).ifPresent(found::add));
        return found;
    }

    /**
     * Compares the roles of a holder.
     *
     * @param desired the roles that a blueprint names
     * @param present the roles by short id
     * @param removable which of the roles that the blueprint does not name are taken away
     */
    void plan(List<Referent> desired, Map<String, AssignedRole> present, Predicate<AssignedRole> removable) {
        Map<String, AssignedRole> others = new LinkedHashMap<>(present);
        for (Referent role : desired) {
            if (!role.exists() || others.remove(role.id()) == null) {
                add(role);
            }
        }
        others.forEach((id, role) -> {
            if (removable.test(role) && !InheritedRole.is(role)) {
                plan.removes(
                        subject(Optional.ofNullable(role.name()).orElse(id)),
                        null,
                        Removal.REVERSIBLE,
                        () -> holder.unassign(id));
            }
        });
    }

    /** Adds a role that the holder does not have. */
    void add(Referent role) {
        plan.adds(subject(role.shown()), null, () -> holder.assign(role.id()));
    }

    private String subject(String role) {
        return "role " + role + " of " + holderName;
    }
}
