package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.blueprint.ExactPart;
import dev.openaiadmin.governance.blueprint.Removal;
import dev.openaiadmin.governance.blueprint.internal.kinds.ProjectUsersKind.Member;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.CurrentState;
import dev.openaiadmin.governance.blueprint.internal.scope.EmailAddress;
import dev.openaiadmin.governance.blueprint.internal.scope.Invitations.Wanted;
import dev.openaiadmin.governance.blueprint.internal.scope.Name;
import dev.openaiadmin.governance.blueprint.internal.scope.Referent;
import dev.openaiadmin.governance.blueprint.internal.scope.Scope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.internal.InheritedRole;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.model.ProjectUser;
import dev.openaiadmin.model.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The users of a project, by their addresses, and their roles in it. */
final class ProjectUsersKind implements ResourceKind<Map<String, Member>> {
    static final String OWNER = "owner";
    static final String MEMBER = "member";
    static final String VIEWER = "viewer";

    private static final String USERS = "users";
    private static final String EMAIL = "email";
    private static final String ROLE = "role";
    private static final String ROLES = "roles";
    private static final Set<String> PREDEFINED = Set.of(OWNER, MEMBER, VIEWER);
    /** The parts of a file that name users with one of the predefined roles. */
    private static final Map<String, String> LISTS =
            new TreeMap<>(Map.of("owners", OWNER, "members", MEMBER, "viewers", VIEWER));

    /**
     * What a user may do in a project.
     *
     * @param role the predefined role, or null for any
     * @param roles custom roles that the user has in addition
     */
    record Member(@Nullable String role, List<Name> roles) {
        Member {
            roles = roles.stream().distinct().toList();
        }
    }

    /** Adds a user to those that a blueprint names; a user who is there keeps the custom roles. */
    static Map<String, Member> with(
            Map<String, Member> members, String address, @Nullable String role, List<Name> roles) {
        String email = EmailAddress.normalized(address);
        Member before = members.getOrDefault(email, new Member(null, List.of()));
        if (role != null && before.role() != null && !role.equals(before.role())) {
            throw new InvalidValueException(email, role, "is " + before.role() + " of the project already");
        }
        List<Name> all = new ArrayList<>(before.roles());
        all.addAll(roles);
        Map<String, Member> more = new LinkedHashMap<>(members);
        more.put(email, new Member(role == null ? before.role() : role, all));
        return more;
    }

    @Override
    public List<String> keys() {
        List<String> keys = new ArrayList<>(LISTS.keySet());
        keys.add(USERS);
        return keys;
    }

    @Override
    public Map<String, Member> parse(@Nullable Map<String, Member> before, String key, YamlNode value) {
        Map<String, Member> members = before == null ? Map.of() : before;
        for (YamlNode user : value.list()) {
            members = with(members, LISTS.get(key), user);
        }
        return members;
    }

    private static Map<String, Member> with(Map<String, Member> members, @Nullable String role, YamlNode user) {
        if (user.isScalar()) {
            return user.checked(() -> with(members, user.text(), role, List.of()));
        }
        Map<String, YamlNode> parts = user.mapping(role == null ? Set.of(EMAIL, ROLE, ROLES) : Set.of(EMAIL, ROLES));
        YamlNode email = FileParts.required(user, parts, EMAIL);
        YamlNode named = FileParts.optional(parts, ROLE);
        String given =
                named == null ? role : named.oneOf(PREDEFINED.stream().sorted().toList());
        List<Name> roles = FileParts.names(FileParts.optional(parts, ROLES));
        return email.checked(() -> with(members, email.text(), given, roles));
    }

    @Override
    public void write(Map<String, Member> members, Map<String, Object> parts) {
        LISTS.forEach((key, role) -> write(key, role, members, parts));
        write(USERS, null, members, parts);
    }

    private static void write(
            String key, @Nullable String role, Map<String, Member> members, Map<String, Object> parts) {
        List<Object> written = new ArrayList<>();
        members.forEach((email, member) -> {
            if (role == null ? member.role() != null : !role.equals(member.role())) {
                return;
            }
            if (member.roles().isEmpty()) {
                written.add(email);
            } else {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put(EMAIL, email);
                FileParts.putNames(one, ROLES, member.roles());
                written.add(one);
            }
        });
        if (!written.isEmpty()) {
            parts.put(key, written);
        }
    }

    @Override
    public Set<String> emails(Map<String, Member> desired) {
        return desired.keySet();
    }

    @Override
    public @Nullable Map<String, Member> whenNotNamed(Set<ExactPart> exact) {
        return exact.contains(ExactPart.USERS) ? Map.of() : null;
    }

    @Override
    public void plan(Map<String, Member> desired, ScopePlan plan) {
        Map<String, ProjectUser> present = new LinkedHashMap<>();
        if (plan.scope().exists()) {
            for (ProjectUser user :
                    plan.admin().projectUsers().list(plan.scope().projectId(), query -> query.limit(100))) {
                if (user.email() != null) {
                    present.put(user.email().toLowerCase(Locale.ROOT), user);
                }
            }
        }
        desired.forEach((email, member) -> {
            ProjectUser user = present.remove(email);
            List<Referent> roles = RoleGrants.find(plan, member.roles());
            if (user == null) {
                add(email, member, roles, plan);
            } else if (user.id() != null) {
                change(email, member, roles, user, user.id(), plan);
            }
        });
        others(present, plan);
    }

    private static void add(String email, Member member, List<Referent> roles, ScopePlan plan) {
        Optional<String> known = plan.current().user(email).map(User::id);
        if (known.isEmpty()) {
            invite(email, member, roles, plan);
            return;
        }
        String userId = known.get();
        String role = member.role() == null ? MEMBER : member.role();
        Optional<Referent> viewer = role.equals(VIEWER) ? find(VIEWER, plan) : Optional.empty();
        RoleHolder holder = holder(userId, plan);
        if (Scope.DEFAULT_PROJECT.equals(plan.scope().projectName())) {
            plan.warning(
                    "the API is documented to add no users to the default project, and " + email + " is not in it");
        }
        plan.adds(role + " " + email, null, () -> {
            // A viewer becomes a member first, because requests to add users take the other predefined roles only.
            String first = viewer.isPresent() ? MEMBER : role;
            Assignment.make(
                    () -> plan.scope()
                            .call(() -> plan.creates()
                                    .projectUsers()
                                    .add(plan.scope().projectId(), first, request -> request.userId(userId))),
                    () -> false);
            viewer.ifPresent(target -> becomeViewer(holder, target, MEMBER, plan));
        });
        RoleGrants grants = new RoleGrants(plan, email, holder);
        roles.forEach(grants::add);
    }

    private static void invite(String email, Member member, List<Referent> roles, ScopePlan plan) {
        boolean canRide = OWNER.equals(member.role()) || MEMBER.equals(member.role());
        Wanted wanted =
                canRide ? Wanted.of(plan.scope().project(), String.valueOf(member.role())) : Wanted.ORGANIZATION;
        plan.invite(email, wanted);
        if (!canRide) {
            plan.waits(email, (member.role() == null ? MEMBER : member.role()) + " " + email, wanted);
        }
        roles.forEach(role -> plan.waits(email, "role " + role.shown() + " of " + email, wanted));
    }

    private static void change(
            String email, Member member, List<Referent> roles, ProjectUser user, String userId, ScopePlan plan) {
        RoleHolder holder = holder(userId, plan);
        String role = member.role();
        if (role != null && !role.equals(user.role())) {
            Optional<Referent> viewer = role.equals(VIEWER) ? find(VIEWER, plan) : Optional.empty();
            plan.changes("role of " + email, user.role(), role, () -> {
                if (viewer.isPresent()) {
                    becomeViewer(holder, viewer.get(), user.role(), plan);
                } else {
                    plan.admin().projectUsers().modify(plan.scope().projectId(), userId, changes -> changes.role(role));
                }
            });
        }
        boolean takesRoles =
                plan.isExact(ExactPart.USER_ROLES) && plan.current().hasCustomRoles(plan.scope());
        if (!roles.isEmpty() || takesRoles) {
            new RoleGrants(plan, email, holder)
                    .plan(roles, holder.roles(), other -> takesRoles && RoleHolder.isCustom(other));
        }
    }

    private static void becomeViewer(RoleHolder holder, Referent viewer, String before, ScopePlan plan) {
        holder.assign(viewer.id());
        if (PREDEFINED.contains(before) && !before.equals(VIEWER)) {
            find(before, plan).ifPresent(role -> holder.unassign(role.id()));
        }
    }

    private static Optional<Referent> find(String role, ScopePlan plan) {
        return plan.roles().find(Name.of(role), plan::problem);
    }

    private static RoleHolder holder(String userId, ScopePlan plan) {
        return RoleHolder.user(plan.admin(), plan.creates(), plan.scope(), userId);
    }

    /** Reports or removes the users whom the blueprint does not name. */
    private static void others(Map<String, ProjectUser> others, ScopePlan plan) {
        boolean removed = plan.isExact(ExactPart.USERS);
        List<String> mayOwn = others.entrySet().stream()
                .filter(other -> removed || OWNER.equals(other.getValue().role()))
                .map(Map.Entry::getKey)
                .toList();
        if (!mayOwn.isEmpty()) {
            plan.current().readUsers(mayOwn);
        }
        others.forEach((email, other) -> {
            String userId = other.id();
            if (ownsOrganization(email, plan.current())) {
                return;
            }
            if (removed && userId != null) {
                plan.removes(
                        other.role() + " " + email,
                        null,
                        Removal.REVERSIBLE,
                        () -> plan.admin().projectUsers().remove(plan.scope().projectId(), userId));
            } else {
                plan.unmanaged(other.role() + " " + email);
            }
        });
    }

    /** Owners of the organization own every project, also without an assignment. */
    private static boolean ownsOrganization(String email, CurrentState current) {
        return current.user(email).filter(user -> OWNER.equals(user.role())).isPresent();
    }

    @Override
    public Optional<Map<String, Member>> read(AdoptedScope scope) {
        Map<String, Member> members = new LinkedHashMap<>();
        boolean hasCustomRoles = scope.current().hasCustomRoles(scope.scope());
        for (ProjectUser user :
                scope.admin().projectUsers().list(scope.scope().projectId(), query -> query.limit(100))) {
            String email = scope.email("the user " + user.id(), user.email());
            if (email == null) {
                continue;
            }
            List<Name> roles = new ArrayList<>();
            if (hasCustomRoles && user.id() != null) {
                RoleHolder.user(scope.admin(), scope.admin(), scope.scope(), user.id())
                        .roles()
                        .values()
                        .forEach(role -> {
                            if (RoleHolder.isCustom(role) && !InheritedRole.is(role)) {
                                roles.add(scope.roles().nameOf(role.id()));
                            }
                        });
            }
            members.put(email, new Member(PREDEFINED.contains(user.role()) ? user.role() : null, roles));
        }
        return members.isEmpty() ? Optional.empty() : Optional.of(members);
    }
}
