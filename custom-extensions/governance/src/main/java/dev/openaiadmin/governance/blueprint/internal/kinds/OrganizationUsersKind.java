package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.blueprint.ExactPart;
import dev.openaiadmin.governance.blueprint.internal.kinds.OrganizationUsersKind.OrganizationUser;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.EmailAddress;
import dev.openaiadmin.governance.blueprint.internal.scope.Invitations.Wanted;
import dev.openaiadmin.governance.blueprint.internal.scope.Name;
import dev.openaiadmin.governance.blueprint.internal.scope.Referent;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.blueprint.internal.scope.Step;
import dev.openaiadmin.governance.internal.InheritedRole;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.model.InviteRole;
import dev.openaiadmin.model.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The users of the organization, by their addresses, and their roles in it. Users are invited, and never removed. */
final class OrganizationUsersKind implements ResourceKind<Map<String, OrganizationUser>> {
    private static final String USERS = "users";
    private static final String EMAIL = "email";
    private static final String ROLE = "role";
    private static final String ROLES = "roles";
    private static final String OWNER = InviteRole.OWNER.value();

    /**
     * What a user may do in the organization.
     *
     * @param role the predefined role, or null for any
     * @param roles custom roles that the user has in addition
     */
    record OrganizationUser(@Nullable String role, List<Name> roles) {
        OrganizationUser {
            roles = roles.stream().distinct().toList();
        }
    }

    private static List<String> predefined() {
        return InviteRole.known().stream().map(InviteRole::value).toList();
    }

    /** Adds a user to those that a blueprint names. */
    static Map<String, OrganizationUser> with(
            Map<String, OrganizationUser> users, String address, @Nullable String role, List<Name> roles) {
        if (role != null && !predefined().contains(role)) {
            throw new InvalidValueException("role", role, "must be one of " + String.join(", ", predefined()));
        }
        String email = EmailAddress.normalized(address);
        if (users.containsKey(email)) {
            throw new InvalidValueException("users", email, "must not be there twice");
        }
        Map<String, OrganizationUser> more = new LinkedHashMap<>(users);
        more.put(email, new OrganizationUser(role, roles));
        return more;
    }

    @Override
    public List<String> keys() {
        return List.of(USERS);
    }

    @Override
    public Map<String, OrganizationUser> parse(
            @Nullable Map<String, OrganizationUser> before, String key, YamlNode value) {
        Map<String, OrganizationUser> users = Map.of();
        for (YamlNode user : value.list()) {
            users = with(users, user);
        }
        return users;
    }

    private static Map<String, OrganizationUser> with(Map<String, OrganizationUser> users, YamlNode user) {
        if (user.isScalar()) {
            return user.checked(() -> with(users, user.text(), null, List.of()));
        }
        Map<String, YamlNode> parts = user.mapping(Set.of(EMAIL, ROLE, ROLES));
        YamlNode email = FileParts.required(user, parts, EMAIL);
        YamlNode named = FileParts.optional(parts, ROLE);
        String role = named == null ? null : named.oneOf(predefined());
        List<Name> roles = FileParts.names(FileParts.optional(parts, ROLES));
        return email.checked(() -> with(users, email.text(), role, roles));
    }

    @Override
    public void write(Map<String, OrganizationUser> users, Map<String, Object> parts) {
        List<Object> written = new ArrayList<>();
        users.forEach((email, user) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(EMAIL, email);
            FileParts.put(one, ROLE, user.role());
            FileParts.putNames(one, ROLES, user.roles());
            written.add(one);
        });
        parts.put(USERS, written);
    }

    @Override
    public Set<String> emails(Map<String, OrganizationUser> desired) {
        return desired.keySet();
    }

    @Override
    public void plan(Map<String, OrganizationUser> desired, ScopePlan plan) {
        desired.forEach((email, user) -> {
            List<Referent> roles = RoleGrants.find(plan, user.roles());
            Optional<User> present = plan.current().user(email);
            if (present.isEmpty()) {
                Wanted wanted = user.role() == null ? Wanted.ORGANIZATION : Wanted.of(user.role());
                plan.invite(email, wanted);
                roles.forEach(role -> plan.waits(email, "role " + role.shown() + " of " + email, wanted));
            } else if (present.get().id() != null) {
                change(email, user, roles, present.get(), present.get().id(), plan);
            }
        });
    }

    private static void change(
            String email, OrganizationUser user, List<Referent> roles, User present, String userId, ScopePlan plan) {
        String role = user.role();
        if (role != null && !role.equals(present.role())) {
            String subject = "role of " + email;
            Step.Action action = () -> plan.admin().users().modify(userId, changes -> changes.role(role));
            if (OWNER.equals(present.role())) {
                plan.warning("the admin keys of " + email + " may end when this user is no longer an owner");
                plan.changesLast(subject, present.role(), role, action);
            } else {
                plan.changes(subject, present.role(), role, action);
            }
        }
        boolean takesRoles =
                plan.isExact(ExactPart.USER_ROLES) && plan.current().hasCustomRoles(plan.scope());
        if (!roles.isEmpty() || takesRoles) {
            RoleHolder holder = RoleHolder.user(plan.admin(), plan.creates(), plan.scope(), userId);
            new RoleGrants(plan, email, holder)
                    .plan(roles, holder.roles(), other -> takesRoles && RoleHolder.isCustom(other));
        }
    }

    @Override
    public Optional<Map<String, OrganizationUser>> read(AdoptedScope scope) {
        Map<String, OrganizationUser> users = new LinkedHashMap<>();
        boolean hasCustomRoles = scope.current().hasCustomRoles(scope.scope());
        for (User user : scope.admin().users().list(query -> query.limit(100))) {
            String email = scope.email("the user " + user.id(), user.email());
            if (email == null) {
                continue;
            }
            List<Name> roles = new ArrayList<>();
            String role = user.role() != null && predefined().contains(user.role()) ? user.role() : null;
            if (user.id() != null && (hasCustomRoles || role == null)) {
                RoleHolder.user(scope.admin(), scope.admin(), scope.scope(), user.id())
                        .roles()
                        .values()
                        .forEach(assigned -> {
                            if (!InheritedRole.is(assigned)
                                    && (role == null || RoleHolder.isCustom(assigned))
                                    && !predefined().contains(String.valueOf(assigned.name()))) {
                                roles.add(scope.roles().nameOf(assigned.id()));
                            }
                        });
            }
            users.put(email, new OrganizationUser(role, roles));
        }
        return users.isEmpty() ? Optional.empty() : Optional.of(users);
    }
}
