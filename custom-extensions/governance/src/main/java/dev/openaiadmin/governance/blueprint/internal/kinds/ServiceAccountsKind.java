package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.blueprint.ExactPart;
import dev.openaiadmin.governance.blueprint.PlannedChange;
import dev.openaiadmin.governance.blueprint.Removal;
import dev.openaiadmin.governance.blueprint.internal.kinds.ServiceAccountsKind.Account;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.Changes;
import dev.openaiadmin.governance.blueprint.internal.scope.Name;
import dev.openaiadmin.governance.blueprint.internal.scope.Referent;
import dev.openaiadmin.governance.blueprint.internal.scope.Scope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.governance.keys.KeyOwner;
import dev.openaiadmin.governance.text.Durations;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.model.ServiceAccountRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The service accounts of a project, by their names or ids. */
final class ServiceAccountsKind implements ResourceKind<Map<String, Account>> {
    private static final String ACCOUNTS = "service_accounts";
    private static final String NAME = "name";
    private static final String ID = "id";
    private static final String KEY = "key";
    private static final String KEY_LIFETIME = "key_lifetime";
    private static final String ROLE = "role";
    private static final String NO_ROLE = ServiceAccountRole.NONE.value();

    /**
     * A service account.
     *
     * @param name its name
     * @param id the id of an account that exists, or null for the only account of the name
     * @param key the key that the account gets when it is created
     * @param role its role in the project, or null to leave the role as it is
     */
    record Account(
            String name,
            @Nullable Name id,
            AccountKey key,
            @Nullable String role) {
        Account {
            if (name.isBlank()) {
                throw new InvalidValueException("service account", name, "must not be blank");
            }
            if (role != null && !roles().contains(role)) {
                throw new InvalidValueException(ROLE, role, "must be one of " + String.join(", ", roles()));
            }
        }

        String keyInBlueprint() {
            return id == null ? name : id.text();
        }
    }

    private static List<String> roles() {
        return ServiceAccountRole.known().stream()
                .map(ServiceAccountRole::value)
                .toList();
    }

    /** Adds an account to those that a blueprint names, or replaces it. */
    static Map<String, Account> with(Map<String, Account> accounts, Account account) {
        Map<String, Account> more = new LinkedHashMap<>(accounts);
        more.put(account.keyInBlueprint(), account);
        return more;
    }

    /** Gives an account that a blueprint names a role. */
    static Map<String, Account> withRole(Map<String, Account> accounts, String name, String role) {
        Account account = accounts.get(name);
        if (account == null) {
            throw new InvalidValueException(
                    "service account", name, "must be added to the blueprint before it gets a role");
        }
        return with(accounts, new Account(account.name(), account.id(), account.key(), role));
    }

    @Override
    public List<String> keys() {
        return List.of(ACCOUNTS);
    }

    @Override
    public Map<String, Account> parse(@Nullable Map<String, Account> before, String key, YamlNode value) {
        Map<String, Account> accounts = Map.of();
        for (YamlNode node : value.list()) {
            Account account = node.checked(() -> account(node));
            if (accounts.containsKey(account.keyInBlueprint())) {
                throw node.mistake("the service account '" + account.name() + "' must not be there twice");
            }
            accounts = with(accounts, account);
        }
        return accounts;
    }

    private static Account account(YamlNode node) {
        if (node.isScalar()) {
            return new Account(node.text(), null, AccountKey.WITHOUT_EXPIRY, null);
        }
        Map<String, YamlNode> parts = node.mapping(Set.of(NAME, ID, KEY, KEY_LIFETIME, ROLE));
        String name = FileParts.required(node, parts, NAME).text();
        YamlNode id = FileParts.optional(parts, ID);
        YamlNode role = FileParts.optional(parts, ROLE);
        return new Account(
                name, id == null ? null : Name.of(id), key(parts), role == null ? null : role.oneOf(roles()));
    }

    private static AccountKey key(Map<String, YamlNode> parts) {
        YamlNode key = FileParts.optional(parts, KEY);
        YamlNode lifetime = FileParts.optional(parts, KEY_LIFETIME);
        boolean withKey = key == null || key.trueOrFalse();
        if (lifetime == null) {
            return withKey ? AccountKey.WITHOUT_EXPIRY : AccountKey.NONE;
        }
        if (!withKey) {
            throw lifetime.mistake("'" + KEY_LIFETIME + "' must not be there for an account without a key");
        }
        return lifetime.checked(() -> AccountKey.living(lifetime.duration()));
    }

    @Override
    public void write(Map<String, Account> accounts, Map<String, Object> parts) {
        List<Object> written = new ArrayList<>();
        accounts.values().forEach(account -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(NAME, account.name());
            FileParts.put(one, ID, account.id() == null ? null : account.id().text());
            Duration lifetime = account.key().lifetime();
            if (!account.key().isWanted()) {
                one.put(KEY, false);
            } else if (lifetime != null) {
                one.put(KEY_LIFETIME, lifetime.toString());
            }
            FileParts.put(one, ROLE, account.role());
            written.add(one);
        });
        parts.put(ACCOUNTS, written);
    }

    @Override
    public @Nullable Map<String, Account> whenNotNamed(Set<ExactPart> exact) {
        return exact.contains(ExactPart.SERVICE_ACCOUNTS) ? Map.of() : null;
    }

    @Override
    public void plan(Map<String, Account> desired, ScopePlan plan) {
        if (desired.isEmpty() && !plan.isExact(ExactPart.SERVICE_ACCOUNTS)) {
            return;
        }
        Map<String, ServiceAccount> others = new LinkedHashMap<>();
        if (plan.scope().exists()) {
            plan.admin()
                    .serviceAccounts()
                    .list(plan.scope().projectId(), query -> query.limit(100))
                    .forEach(account -> others.put(account.id(), account));
        }
        Set<String> named = new HashSet<>();
        desired.values()
                .forEach(account ->
                        Optional.ofNullable(account.id()).map(Name::text).ifPresent(named::add));
        desired.values().forEach(account -> {
            if (account.id() == null) {
                byName(account, named, others, plan);
            } else {
                byId(account, account.id(), others.remove(account.id().text()), plan);
            }
        });
        if (plan.isExact(ExactPart.SERVICE_ACCOUNTS)) {
            others.values()
                    .forEach(other -> plan.removes(
                            subject(String.valueOf(other.name())),
                            other.id() + ", its keys end",
                            Removal.by("deleteServiceAccount"),
                            () -> Assignment.end(() -> plan.admin()
                                    .serviceAccounts()
                                    .delete(plan.scope().projectId(), other.id()))));
        }
    }

    private static void byId(Account account, Name id, @Nullable ServiceAccount present, ScopePlan plan) {
        if (present == null) {
            plan.problem(id.at("there is no service account " + id + " in the project"));
            return;
        }
        if (!account.name().equals(present.name())) {
            plan.changes(
                    "name of service account " + present.id(),
                    String.valueOf(present.name()),
                    account.name(),
                    () -> plan.admin()
                            .serviceAccounts()
                            .modify(plan.scope().projectId(), present.id(), changes -> changes.name(account.name())));
        }
        role(account, present, plan);
    }

    private static void byName(Account account, Set<String> named, Map<String, ServiceAccount> others, ScopePlan plan) {
        List<ServiceAccount> listed = others.values().stream()
                .filter(other -> account.name().equals(other.name()) && !named.contains(other.id()))
                .toList();
        OneServiceAccount creation = new OneServiceAccount(
                plan.context(), plan.journaled(), plan.secrets(), plan.scope(), account.name(), account.key());
        List<ServiceAccount> present = creation.find(listed);
        present.forEach(other -> others.remove(other.id()));
        List<ServiceAccount> leftovers =
                present.stream().filter(creation::isLeftover).toList();
        List<ServiceAccount> kept =
                present.stream().filter(other -> !leftovers.contains(other)).toList();
        if (kept.size() > 1) {
            plan.problem("more than one service account is named '" + account.name() + "': "
                    + String.join(" and ", kept.stream().map(ServiceAccount::id).toList())
                    + "; name them by their ids, or rename or delete one of them");
        } else if (!kept.isEmpty()) {
            keep(account, kept.get(0), creation, leftovers, plan);
        } else if (leftovers.isEmpty()) {
            create(
                    Changes.add(plan.scope().projectName(), subject(account.name()), shown(account.key())),
                    account,
                    creation,
                    plan);
        } else if (account.key().isWanted()) {
            create(
                    Changes.change(
                            plan.scope().projectName(),
                            subject(account.name()),
                            "created by a run that was cut off, its key lost",
                            "created again, its key stored in the sink"),
                    account,
                    creation,
                    plan);
        } else {
            role(account, leftovers.get(0), plan);
        }
    }

    private static void keep(
            Account account,
            ServiceAccount kept,
            OneServiceAccount creation,
            List<ServiceAccount> leftovers,
            ScopePlan plan) {
        if (account.key().isWanted() && creation.isOpen()) {
            plan.warning("the service account '" + account.name() + "' (" + kept.id() + ") "
                    + (kept.createdAt() == null
                            ? "was created at an unknown time and is kept"
                            : "was not created by this tool")
                    + ", so its key is not known; rotate it to store a key");
        }
        leftovers.forEach(left -> plan.cleansUp(
                subject(account.name()) + " (" + left.id() + ")",
                "left by a run that was cut off",
                () -> plan.admin().serviceAccounts().delete(plan.scope().projectId(), left.id())));
        role(account, kept, plan);
    }

    private static void create(PlannedChange change, Account account, OneServiceAccount creation, ScopePlan plan) {
        if (Scope.DEFAULT_PROJECT.equals(plan.scope().projectName())) {
            plan.warning("the API is documented to add no service accounts to the default project");
        }
        KeyOwner owner = account.key().isWanted() ? creation.owner() : null;
        Referent created = new Referent("service account", account.name(), null);
        plan.step(change, owner, () -> created.created(creation.create()));
        String role = account.role();
        String initial = account.key().isWanted() ? ServiceAccountRole.MEMBER.value() : NO_ROLE;
        if (role != null && !role.equals(initial)) {
            role(account, role, initial, created, plan);
        }
    }

    private static void role(Account account, ServiceAccount present, ScopePlan plan) {
        String role = account.role();
        String before = present.role() == null ? null : present.role().value();
        if (role != null && !role.equals(before)) {
            role(account, role, before, new Referent("service account", account.name(), present.id()), plan);
        }
    }

    private static void role(Account account, String role, @Nullable String before, Referent referent, ScopePlan plan) {
        if (role.equals(NO_ROLE)) {
            plan.problem("the service account '" + account.name() + "' has the role " + before
                    + ", and the API cannot take it away; delete the account to create one without a role");
            return;
        }
        plan.changes(
                "role of service account " + account.name(),
                before,
                role,
                () -> plan.scope()
                        .call(() -> plan.context()
                                .lag()
                                .onceThere(
                                        plan.context().lag().now(),
                                        () -> plan.admin()
                                                .serviceAccounts()
                                                .modify(
                                                        plan.scope().projectId(),
                                                        referent.id(),
                                                        changes -> changes.role(new ServiceAccountRole(role))))));
    }

    private static String subject(String name) {
        return "service account " + name;
    }

    private static @Nullable String shown(AccountKey key) {
        if (!key.isWanted()) {
            return null;
        }
        return key.lifetime() == null
                ? "its key stored in the sink"
                : "its key, which expires after " + Durations.text(key.lifetime()) + ", stored in the sink";
    }

    @Override
    public Optional<Map<String, Account>> read(AdoptedScope scope) {
        List<ServiceAccount> present =
                scope.admin().serviceAccounts().list(scope.scope().projectId(), query -> query.limit(100)).stream()
                        .toList();
        Map<String, Integer> names = new HashMap<>();
        present.forEach(account -> names.merge(String.valueOf(account.name()), 1, Integer::sum));
        Map<String, Account> accounts = new LinkedHashMap<>();
        for (ServiceAccount account : present) {
            String name = account.name();
            if (name == null || name.isBlank()) {
                scope.note("the service account " + account.id() + " has no name");
                continue;
            }
            ServiceAccountRole role = account.role();
            Account adopted = new Account(
                    name,
                    names.getOrDefault(name, 0) > 1 ? Name.of(account.id()) : null,
                    AccountKey.NONE,
                    role == null || !role.isKnown() ? null : role.value());
            accounts.put(adopted.keyInBlueprint(), adopted);
        }
        return accounts.isEmpty() ? Optional.empty() : Optional.of(accounts);
    }
}
