package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.blueprint.ExactPart;
import dev.openaiadmin.governance.blueprint.Removal;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.Catalog;
import dev.openaiadmin.governance.blueprint.internal.scope.Invitations.Wanted;
import dev.openaiadmin.governance.blueprint.internal.scope.Name;
import dev.openaiadmin.governance.blueprint.internal.scope.Referent;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.blueprint.internal.scope.StepNames;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.model.AssignedRole;
import dev.openaiadmin.model.Group;
import dev.openaiadmin.model.GroupType;
import dev.openaiadmin.model.GroupUser;
import dev.openaiadmin.model.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The groups of the organization with their members and their roles in it, by id or name. */
final class GroupsKind implements ResourceKind<Map<String, DesiredGroup>> {
    private static final String GROUPS = "groups";
    private static final String NAME = "name";
    private static final String ID = "id";
    private static final String MEMBERS = "members";
    private static final String ROLES = "roles";

    /** Adds a group to those that a blueprint names. */
    static Map<String, DesiredGroup> with(Map<String, DesiredGroup> groups, DesiredGroup group) {
        if (groups.containsKey(group.key())) {
            throw new InvalidValueException(GROUPS, group.name(), "must not be there twice");
        }
        Map<String, DesiredGroup> more = new LinkedHashMap<>(groups);
        more.put(group.key(), group);
        return more;
    }

    @Override
    public List<String> keys() {
        return List.of(GROUPS);
    }

    @Override
    public Map<String, DesiredGroup> parse(@Nullable Map<String, DesiredGroup> before, String key, YamlNode value) {
        Map<String, DesiredGroup> groups = Map.of();
        for (YamlNode node : value.list()) {
            Map<String, DesiredGroup> others = groups;
            DesiredGroup group = group(node);
            groups = node.checked(() -> with(others, group));
        }
        return groups;
    }

    private static DesiredGroup group(YamlNode node) {
        if (node.isScalar()) {
            return node.checked(() -> DesiredGroup.named(node.text()));
        }
        Map<String, YamlNode> parts = node.mapping(Set.of(NAME, ID, MEMBERS, ROLES));
        YamlNode name = FileParts.required(node, parts, NAME);
        DesiredGroup group = name.checked(() -> DesiredGroup.named(name.text()));
        YamlNode id = FileParts.optional(parts, ID);
        YamlNode members = FileParts.optional(parts, MEMBERS);
        group = id == null ? group : group.withId(Name.of(id));
        group = members == null ? group : group.withMembers(FileParts.emails(members));
        return group.withRoles(FileParts.names(FileParts.optional(parts, ROLES)));
    }

    @Override
    public void write(Map<String, DesiredGroup> groups, Map<String, Object> parts) {
        List<Object> written = new ArrayList<>();
        groups.values().forEach(group -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(NAME, group.name());
            FileParts.put(one, ID, group.id() == null ? null : group.id().text());
            FileParts.put(one, MEMBERS, group.members() == null ? null : List.copyOf(group.members()));
            FileParts.putNames(one, ROLES, group.roles());
            written.add(one);
        });
        parts.put(GROUPS, written);
    }

    @Override
    public Set<String> emails(Map<String, DesiredGroup> desired) {
        Set<String> emails = new LinkedHashSet<>();
        desired.values().forEach(group -> emails.addAll(group.namedMembers()));
        return emails;
    }

    @Override
    public @Nullable Map<String, DesiredGroup> whenNotNamed(Set<ExactPart> exact) {
        return exact.contains(ExactPart.GROUPS) ? Map.of() : null;
    }

    @Override
    public void plan(Map<String, DesiredGroup> desired, ScopePlan plan) {
        Map<String, Group> present = new LinkedHashMap<>();
        plan.current().groups().forEach(group -> present.put(group.id(), group));
        desired.values().forEach(group -> {
            Catalog catalog = plan.current().groupCatalog();
            List<Group> found = find(group, present.values());
            String step = StepNames.creation(plan.scope(), "group", group.name());
            if (found.size() > 1) {
                plan.problem("more than one group is named '" + group.name() + "': "
                        + String.join(" and ", found.stream().map(Group::id).toList())
                        + "; name one of them by its id");
                found.forEach(twin -> present.remove(twin.id()));
                return;
            }
            Name id = group.id();
            Optional<Group> one = id != null
                    ? found.stream().findFirst()
                    : plan.orCreatedBefore(step, found.stream().findFirst(), () -> named(group.name(), plan));
            if (one.isPresent()) {
                present.remove(one.get().id());
                change(group, one.get(), catalog, plan);
            } else if (id != null) {
                plan.problem(id.at("there is no group " + id));
            } else {
                create(group, catalog.expect(group.name()), step, plan);
            }
        });
        if (plan.isExact(ExactPart.GROUPS)) {
            present.values().forEach(other -> remove(other, plan));
        }
    }

    private static List<Group> find(DesiredGroup group, Iterable<Group> groups) {
        List<Group> found = new ArrayList<>();
        for (Group present : groups) {
            if (group.id() != null
                    ? present.id().equals(group.id().text())
                    : group.name().equals(present.name())) {
                found.add(present);
            }
        }
        return found;
    }

    private static Optional<Group> named(String name, ScopePlan plan) {
        return plan.admin().groups().list(query -> query.limit(100)).stream()
                .filter(group -> name.equals(group.name()))
                .findFirst();
    }

    /** Returns whether an identity provider or the tenant manages the name and the members of a group. */
    private static boolean isManagedElsewhere(Group group) {
        return Boolean.TRUE.equals(group.isScimManaged()) || GroupType.TENANT_GROUP.equals(group.groupType());
    }

    private static void create(DesiredGroup group, Referent created, String step, ScopePlan plan) {
        plan.adds("group " + group.name(), null, () -> {
            Group made = plan.journaled()
                    .once(
                            step,
                            () -> named(group.name(), plan),
                            () -> plan.creates().groups().create(group.name()),
                            Group::id);
            created.created(made.id());
        });
        group.namedMembers().forEach(email -> add(email, group, created, plan));
        RoleGrants grants = grants(group, created, plan);
        RoleGrants.find(plan, group.roles()).forEach(grants::add);
    }

    private static void change(DesiredGroup group, Group present, Catalog catalog, ScopePlan plan) {
        Referent referent = catalog.byId(present.id()).orElseGet(() -> catalog.add(present.id(), present.name()));
        if (!group.name().equals(present.name())) {
            if (isManagedElsewhere(present)) {
                plan.warning("the group " + present.id() + " keeps its name '" + present.name()
                        + "', because an identity provider manages it");
            } else {
                plan.changes(
                        "name of group " + present.id(),
                        String.valueOf(present.name()),
                        group.name(),
                        () -> plan.admin().groups().modify(present.id(), group.name()));
            }
        }
        if (group.members() != null) {
            members(group, group.members(), present, referent, plan);
        }
        boolean takesRoles = plan.isExact(ExactPart.GROUP_ROLES);
        if (!group.roles().isEmpty() || takesRoles) {
            List<Referent> roles = RoleGrants.find(plan, group.roles());
            RoleHolder holder = holder(referent, plan);
            new RoleGrants(plan, "group " + group.name(), holder).plan(roles, holder.roles(), other -> takesRoles);
        }
    }

    private static void members(
            DesiredGroup group, Set<String> members, Group present, Referent referent, ScopePlan plan) {
        Map<String, String> others = new LinkedHashMap<>();
        for (GroupUser user : plan.admin().groupUsers().list(present.id(), query -> query.limit(100))) {
            if (user.email() != null) {
                others.put(user.email().toLowerCase(Locale.ROOT), user.id());
            }
        }
        List<String> missing =
                members.stream().filter(email -> others.remove(email) == null).toList();
        if (isManagedElsewhere(present)) {
            if (!missing.isEmpty()) {
                plan.warning("the group '" + group.name() + "' does not get the members " + String.join(", ", missing)
                        + ", because an identity provider manages it; add them there");
            }
            return;
        }
        missing.forEach(email -> add(email, group, referent, plan));
        if (plan.isExact(ExactPart.GROUP_MEMBERS)) {
            others.forEach((email, userId) -> plan.removes(
                    member(email, group),
                    null,
                    Removal.REVERSIBLE,
                    () -> Assignment.end(() -> plan.admin().groupUsers().remove(present.id(), userId))));
        }
    }

    private static void add(String email, DesiredGroup group, Referent referent, ScopePlan plan) {
        Optional<String> userId = plan.current().user(email).map(User::id);
        if (userId.isEmpty()) {
            plan.waits(email, member(email, group), Wanted.ORGANIZATION);
            return;
        }
        plan.adds(
                member(email, group),
                null,
                () -> Assignment.make(
                        () -> plan.creates().groupUsers().add(referent.id(), userId.get()),
                        () -> isMember(referent.id(), userId.get(), plan)));
    }

    private static boolean isMember(String groupId, String userId, ScopePlan plan) {
        try {
            plan.admin().groupUsers().retrieve(groupId, userId);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static String member(String email, DesiredGroup group) {
        return "member " + email + " of group " + group.name();
    }

    private static void remove(Group other, ScopePlan plan) {
        if (isManagedElsewhere(other)) {
            plan.unmanaged("group " + other.name() + " (" + other.id() + "), which an identity provider manages");
        } else {
            plan.removes(
                    "group " + other.name(),
                    other.id(),
                    Removal.by("deleteGroup"),
                    () -> Assignment.end(() -> plan.admin().groups().delete(other.id())));
        }
    }

    private static RoleGrants grants(DesiredGroup group, Referent referent, ScopePlan plan) {
        return new RoleGrants(plan, "group " + group.name(), holder(referent, plan));
    }

    private static RoleHolder holder(Referent group, ScopePlan plan) {
        return RoleHolder.group(plan.admin(), plan.creates(), plan.scope(), group);
    }

    @Override
    public Optional<Map<String, DesiredGroup>> read(AdoptedScope scope) {
        Map<String, DesiredGroup> groups = new LinkedHashMap<>();
        for (Group present : scope.current().groups()) {
            if (present.name() == null || present.name().isBlank()) {
                scope.note("the group " + present.id() + " has no name");
                continue;
            }
            boolean unique =
                    !scope.current().groupCatalog().nameOf(present.id()).text().equals(present.id());
            DesiredGroup group = DesiredGroup.named(present.name());
            group = unique ? group : group.withId(Name.of(present.id()));
            if (isManagedElsewhere(present)) {
                scope.note("an identity provider manages the group '" + present.name() + "' and its members");
            } else {
                group = group.withMembers(members(present, scope));
            }
            List<Name> roles = new ArrayList<>();
            Referent referent = new Referent("group", present.name(), present.id());
            for (AssignedRole role : RoleHolder.group(scope.admin(), scope.admin(), scope.scope(), referent)
                    .roles()
                    .values()) {
                roles.add(scope.roles().nameOf(role.id()));
            }
            groups.put(group.key(), group.withRoles(roles));
        }
        return groups.isEmpty() ? Optional.empty() : Optional.of(groups);
    }

    private static List<String> members(Group group, AdoptedScope scope) {
        List<String> members = new ArrayList<>();
        for (GroupUser user : scope.admin().groupUsers().list(group.id(), query -> query.limit(100))) {
            String email =
                    scope.email("the member " + user.id() + " of the group '" + group.name() + "'", user.email());
            if (email != null) {
                members.add(email);
            }
        }
        return members;
    }
}
