package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.governance.blueprint.internal.kinds.ModelsKind.ModelRule;
import dev.openaiadmin.governance.blueprint.internal.kinds.ServiceAccountsKind.Account;
import dev.openaiadmin.governance.policy.Fact;
import dev.openaiadmin.governance.policy.Facts;
import dev.openaiadmin.governance.policy.KeyFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What blueprints state, as policies look at it. A policy that demands something, such as a spend limit, demands that the
 * blueprint states it: a blueprint that does not is not known to keep the policy.
 */
final class BlueprintFacts {
    /** The kinds whose place in a file is the place of a fact. */
    private static final Map<Fact<?>, ResourceKind<?>> KINDS = Map.of(
            Fact.MEMBERS, ResourceKinds.PROJECT_USERS,
            Fact.KEYS, ResourceKinds.SERVICE_ACCOUNTS,
            Fact.SERVICE_ACCOUNTS, ResourceKinds.SERVICE_ACCOUNTS,
            Fact.RATE_LIMITS, ResourceKinds.RATE_LIMITS,
            Fact.SPEND_LIMIT, ResourceKinds.SPEND_LIMIT,
            Fact.SPEND_ALERTS, ResourceKinds.SPEND_ALERTS,
            Fact.DATA_RETENTION, DataRetentionKind.OF_PROJECT,
            Fact.MODELS, ResourceKinds.MODELS,
            Fact.ORGANIZATION_DATA_RETENTION, DataRetentionKind.OF_ORGANIZATION,
            Fact.STATED_USERS, ResourceKinds.ORGANIZATION_USERS);

    private BlueprintFacts() {}

    static Facts ofOrganization(Parts parts, Places places) {
        Facts facts = Facts.ofOrganization().with(Fact.STATED_USERS, parts.emails());
        Optional<String> retention = parts.get(DataRetentionKind.OF_ORGANIZATION);
        if (retention.isPresent()) {
            facts = facts.with(Fact.ORGANIZATION_DATA_RETENTION, retention.get());
        }
        return at(places, facts);
    }

    static Facts ofProject(String name, @Nullable String id, Parts parts, Places places) {
        Map<String, Account> accounts =
                parts.get(ResourceKinds.SERVICE_ACCOUNTS).orElse(Map.of());
        Facts facts = Facts.ofProject(name, id)
                .with(Fact.MEMBERS, members(parts))
                .with(Fact.KEYS, keys(accounts))
                .with(Fact.SERVICE_ACCOUNTS, names(accounts))
                .with(Fact.RATE_LIMITS, parts.get(ResourceKinds.RATE_LIMITS).orElse(Map.of()))
                .with(
                        Fact.SPEND_LIMIT,
                        parts.get(ResourceKinds.SPEND_LIMIT).filter(cents -> cents != SpendLimitKind.NONE))
                .with(Fact.SPEND_ALERTS, alerts(parts))
                .with(Fact.MODELS, models(parts));
        Optional<String> retention = parts.get(DataRetentionKind.OF_PROJECT);
        if (retention.isPresent()) {
            facts = facts.with(Fact.DATA_RETENTION, retention.get());
        }
        return at(places, facts);
    }

    private static Facts at(Places places, Facts facts) {
        Facts placed = facts.statedAt(places.whole());
        for (Map.Entry<Fact<?>, ResourceKind<?>> kind : KINDS.entrySet()) {
            String place = places.of(kind.getValue().keys());
            placed = place == null ? placed : placed.statedAt(kind.getKey(), place);
        }
        return placed;
    }

    private static Map<String, String> members(Parts parts) {
        Map<String, String> members = new TreeMap<>();
        parts.get(ResourceKinds.PROJECT_USERS)
                .orElse(Map.of())
                .forEach((email, member) -> members.put(email, String.valueOf(member.role())));
        return members;
    }

    private static List<KeyFacts> keys(Map<String, Account> accounts) {
        return accounts.values().stream()
                .filter(account -> account.key().isWanted())
                .map(account -> new KeyFacts(
                        account.name(),
                        "a new service account",
                        false,
                        null,
                        account.key().lifetime() != null,
                        account.key().lifetime()))
                .toList();
    }

    private static Set<String> names(Map<String, Account> accounts) {
        Set<String> names = new TreeSet<>();
        accounts.values().forEach(account -> names.add(account.name()));
        return names;
    }

    private static Map<Long, List<String>> alerts(Parts parts) {
        Map<Long, List<String>> alerts = new TreeMap<>();
        parts.get(ResourceKinds.SPEND_ALERTS)
                .orElse(Map.of())
                .values()
                .forEach(alert -> alerts.computeIfAbsent(alert.cents(), cents -> new ArrayList<>())
                        .addAll(alert.recipients()));
        return alerts;
    }

    private static Optional<Set<String>> models(Parts parts) {
        return parts.get(ResourceKinds.MODELS).filter(ModelRule::allowed).map(rule -> new TreeSet<>(rule.models()));
    }
}
