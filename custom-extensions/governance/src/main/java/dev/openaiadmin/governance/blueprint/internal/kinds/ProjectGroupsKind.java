package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.blueprint.ExactPart;
import dev.openaiadmin.governance.blueprint.Removal;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.Name;
import dev.openaiadmin.governance.blueprint.internal.scope.Referent;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.model.AssignedRole;
import dev.openaiadmin.model.ProjectGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The groups that have access to a project, and their roles in it. */
final class ProjectGroupsKind implements ResourceKind<Map<Name, List<Name>>> {
    private static final String GROUPS = "groups";
    private static final String NAME = "name";
    private static final String ROLES = "roles";

    /** Adds a group to those that a blueprint names. */
    static Map<Name, List<Name>> with(Map<Name, List<Name>> groups, Name group, List<Name> roles) {
        if (groups.containsKey(group)) {
            throw new InvalidValueException(GROUPS, group, "must not be there twice");
        }
        Map<Name, List<Name>> more = new LinkedHashMap<>(groups);
        more.put(group, roles.stream().distinct().toList());
        return more;
    }

    @Override
    public List<String> keys() {
        return List.of(GROUPS);
    }

    @Override
    public Map<Name, List<Name>> parse(@Nullable Map<Name, List<Name>> before, String key, YamlNode value) {
        Map<Name, List<Name>> groups = Map.of();
        for (YamlNode node : value.list()) {
            Map<Name, List<Name>> others = groups;
            Map<String, YamlNode> parts = node.mapping(Set.of(NAME, ROLES));
            Name group = Name.of(FileParts.required(node, parts, NAME));
            List<Name> roles = FileParts.names(FileParts.optional(parts, ROLES));
            groups = node.checked(() -> with(others, group, roles));
        }
        return groups;
    }

    @Override
    public void write(Map<Name, List<Name>> groups, Map<String, Object> parts) {
        List<Object> written = new ArrayList<>();
        groups.forEach((group, roles) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(NAME, group.text());
            FileParts.putNames(one, ROLES, roles);
            written.add(one);
        });
        parts.put(GROUPS, written);
    }

    @Override
    public @Nullable Map<Name, List<Name>> whenNotNamed(Set<ExactPart> exact) {
        return exact.contains(ExactPart.GROUPS) ? Map.of() : null;
    }

    @Override
    public void plan(Map<Name, List<Name>> desired, ScopePlan plan) {
        Map<String, ProjectGroup> others = new LinkedHashMap<>();
        if (plan.scope().exists()) {
            plan.admin()
                    .projectGroups()
                    .list(plan.scope().projectId(), query -> query.limit(100))
                    .forEach(group -> others.put(group.groupId(), group));
        }
        desired.forEach((name, roleNames) -> {
            Optional<Referent> found = plan.current().groupCatalog().find(name, plan::problem);
            List<Referent> roles = RoleGrants.find(plan, roleNames);
            if (found.isPresent() && roles.size() == roleNames.size()) {
                Referent group = found.get();
                boolean isPresent = group.exists() && others.remove(group.id()) != null;
                if (isPresent) {
                    change(group, roles, plan);
                } else {
                    add(name, group, roles, plan);
                }
            }
        });
        others.forEach((id, group) -> {
            String subject = "group " + (group.groupName() == null ? id : group.groupName());
            if (plan.isExact(ExactPart.GROUPS)) {
                plan.removes(
                        subject,
                        null,
                        Removal.REVERSIBLE,
                        () -> Assignment.end(() ->
                                plan.admin().projectGroups().remove(plan.scope().projectId(), id)));
            } else {
                plan.unmanaged(subject);
            }
        });
    }

    private static void add(Name name, Referent group, List<Referent> roles, ScopePlan plan) {
        if (roles.isEmpty()) {
            plan.problem(name.at("the group '" + name + "' is not in the project, and cannot be added without a role"));
            return;
        }
        RoleHolder holder = RoleHolder.group(plan.admin(), plan.creates(), plan.scope(), group);
        plan.adds(
                "group " + group.shown(), roles.stream().map(Referent::shown).collect(Collectors.joining(", ")), () -> {
                    Assignment.make(
                            () -> plan.scope()
                                    .call(() -> plan.creates()
                                            .projectGroups()
                                            .add(
                                                    plan.scope().projectId(),
                                                    group.id(),
                                                    roles.get(0).id())),
                            () -> isPresent(group.id(), plan));
                    roles.stream().skip(1).forEach(role -> holder.assign(role.id()));
                });
    }

    private static boolean isPresent(String groupId, ScopePlan plan) {
        try {
            plan.admin().projectGroups().retrieve(plan.scope().projectId(), groupId);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static void change(Referent group, List<Referent> roles, ScopePlan plan) {
        boolean takesRoles = plan.isExact(ExactPart.GROUP_ROLES);
        if (!roles.isEmpty() || takesRoles) {
            RoleHolder holder = RoleHolder.group(plan.admin(), plan.creates(), plan.scope(), group);
            new RoleGrants(plan, "group " + group.shown(), holder).plan(roles, holder.roles(), other -> takesRoles);
        }
    }

    @Override
    public Optional<Map<Name, List<Name>>> read(AdoptedScope scope) {
        Map<Name, List<Name>> groups = new LinkedHashMap<>();
        for (ProjectGroup present :
                scope.admin().projectGroups().list(scope.scope().projectId(), query -> query.limit(100))) {
            Referent group = new Referent("group", present.groupName(), present.groupId());
            List<Name> roles = new ArrayList<>();
            for (AssignedRole role : RoleHolder.group(scope.admin(), scope.admin(), scope.scope(), group)
                    .roles()
                    .values()) {
                roles.add(scope.roles().nameOf(role.id()));
            }
            groups.put(scope.current().groupCatalog().nameOf(present.groupId()), roles);
        }
        return groups.isEmpty() ? Optional.empty() : Optional.of(groups);
    }
}
