package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.governance.blueprint.ExactPart;
import dev.openaiadmin.governance.blueprint.internal.kinds.ModelsKind.ModelRule;
import dev.openaiadmin.governance.blueprint.internal.kinds.RolesKind.CustomRole;
import dev.openaiadmin.governance.blueprint.internal.kinds.ServiceAccountsKind.Account;
import dev.openaiadmin.governance.blueprint.internal.kinds.ServiceTiersKind.Tiers;
import dev.openaiadmin.governance.blueprint.internal.kinds.SpendAlertsKind.Alert;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.EmailAddress;
import dev.openaiadmin.governance.blueprint.internal.scope.Name;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.internal.RateLimitFields;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.governance.policy.Facts;
import dev.openaiadmin.model.DataRetentionType;
import dev.openaiadmin.model.DefaultServiceTier;
import dev.openaiadmin.model.EnabledServiceTiers;
import dev.openaiadmin.model.ModifyRateLimitRequest;
import dev.openaiadmin.model.ProjectDataRetentionType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a blueprint says of one scope: the desired states of the kinds of resources, and which parts are complete. It has a
 * method for everything that a blueprint can say, so that the kinds themselves stay private to this package. Immutable.
 */
public final class Parts {
    public static final Parts NONE = new Parts(Map.of(), Set.of());

    private final Map<ResourceKind<?>, Object> states;
    private final Set<ExactPart> exact;

    private Parts(Map<ResourceKind<?>, Object> states, Set<ExactPart> exact) {
        this.states = states;
        this.exact = exact;
    }

    public Parts role(String name, @Nullable String description, List<String> permissions) {
        CustomRole role = new CustomRole(description, permissions);
        return with(ResourceKinds.ROLES, Map.of(), roles -> RolesKind.with(roles, name, role));
    }

    public Parts group(DesiredGroup group) {
        return with(ResourceKinds.GROUPS, Map.of(), groups -> GroupsKind.with(groups, group));
    }

    public Parts organizationUser(String email, @Nullable String role, String... roles) {
        return with(
                ResourceKinds.ORGANIZATION_USERS,
                Map.of(),
                users -> OrganizationUsersKind.with(users, email, role, Name.all(roles)));
    }

    public Parts owner(String email) {
        return projectUser(email, ProjectUsersKind.OWNER, List.of());
    }

    public Parts member(String email) {
        return projectUser(email, ProjectUsersKind.MEMBER, List.of());
    }

    public Parts viewer(String email) {
        return projectUser(email, ProjectUsersKind.VIEWER, List.of());
    }

    /** Adds custom roles of a user of a project, whatever the predefined role. */
    public Parts projectUserRoles(String email, String... roles) {
        return projectUser(email, null, Name.all(roles));
    }

    private Parts projectUser(String email, @Nullable String role, List<Name> roles) {
        return with(ResourceKinds.PROJECT_USERS, Map.of(), users -> ProjectUsersKind.with(users, email, role, roles));
    }

    public Parts projectGroup(String group, String... roles) {
        return with(
                ResourceKinds.PROJECT_GROUPS,
                Map.of(),
                groups -> ProjectGroupsKind.with(groups, Name.of(group), Name.all(roles)));
    }

    public Parts serviceAccount(String name) {
        return serviceAccount(name, AccountKey.WITHOUT_EXPIRY);
    }

    public Parts serviceAccount(String name, Duration keyLifetime) {
        return serviceAccount(name, AccountKey.living(keyLifetime));
    }

    public Parts serviceAccountWithoutKey(String name) {
        return serviceAccount(name, AccountKey.NONE);
    }

    private Parts serviceAccount(String name, AccountKey key) {
        Account account = new Account(name, null, key, null);
        return with(ResourceKinds.SERVICE_ACCOUNTS, Map.of(), accounts -> ServiceAccountsKind.with(accounts, account));
    }

    public Parts serviceAccountRole(String name, String role) {
        return with(
                ResourceKinds.SERVICE_ACCOUNTS,
                Map.of(),
                accounts -> ServiceAccountsKind.withRole(accounts, name, role));
    }

    public Parts rateLimit(String model, ModifyRateLimitRequest limits) {
        Map<String, Long> some = RateLimitsKind.some(model, RateLimitFields.of(limits));
        return with(ResourceKinds.RATE_LIMITS, Map.of(), all -> RateLimitsKind.with(all, model, some));
    }

    public Parts defaultRateLimit(String model) {
        return with(
                ResourceKinds.RATE_LIMITS, Map.of(), all -> RateLimitsKind.with(all, model, RateLimitsKind.DEFAULT));
    }

    public Parts monthlySpendLimit(long cents) {
        return with(ResourceKinds.SPEND_LIMIT, SpendLimitKind.limit(cents));
    }

    public Parts noMonthlySpendLimit() {
        return with(ResourceKinds.SPEND_LIMIT, SpendLimitKind.NONE);
    }

    public Parts spendAlert(long cents, String... recipients) {
        Alert alert = new Alert(
                null,
                cents,
                Arrays.stream(recipients).map(EmailAddress::normalized).toList(),
                null);
        return with(ResourceKinds.SPEND_ALERTS, Map.of(), alerts -> SpendAlertsKind.with(alerts, alert));
    }

    public Parts modelAllowlist(String... models) {
        return with(ResourceKinds.MODELS, ModelRule.naming(true, List.of(models)));
    }

    public Parts modelDenylist(String... models) {
        return with(ResourceKinds.MODELS, ModelRule.naming(false, List.of(models)));
    }

    public Parts allModels() {
        return with(ResourceKinds.MODELS, ModelRule.EVERY);
    }

    public Parts hostedTool(String tool, boolean enabled) {
        return with(ResourceKinds.HOSTED_TOOLS, Map.of(), tools -> HostedToolsKind.with(tools, tool, enabled));
    }

    public Parts serviceTiers(@Nullable DefaultServiceTier defaultTier, @Nullable EnabledServiceTiers enabled) {
        return with(ResourceKinds.SERVICE_TIERS, new Tiers(defaultTier, enabled));
    }

    public Parts dataRetention(DataRetentionType type) {
        return with(DataRetentionKind.OF_ORGANIZATION, type.value());
    }

    public Parts dataRetention(ProjectDataRetentionType type) {
        return with(DataRetentionKind.OF_PROJECT, type.value());
    }

    public Parts certificates(String... certificates) {
        return with(
                ResourceKinds.CERTIFICATES, Set.of(), before -> CertificatesKind.with(before, Name.all(certificates)));
    }

    /** Returns the desired state of a kind. */
    <T> Optional<T> get(ResourceKind<T> kind) {
        return Optional.ofNullable(state(kind));
    }

    @SuppressWarnings("unchecked") // with() keeps states by their kinds.
    private <T> @Nullable T state(ResourceKind<T> kind) {
        return (T) states.get(kind);
    }

    /** Replaces the desired state of a kind. */
    private <T> Parts with(ResourceKind<T> kind, T state) {
        Map<ResourceKind<?>, Object> more = new LinkedHashMap<>(states);
        more.put(kind, state);
        return new Parts(Collections.unmodifiableMap(more), exact);
    }

    /** Changes the desired state of a kind, or begins with one. */
    private <T> Parts with(ResourceKind<T> kind, T none, UnaryOperator<T> change) {
        return with(kind, change.apply(get(kind).orElse(none)));
    }

    /** Adds parts that are complete. */
    public Parts exact(Set<ExactPart> parts) {
        if (parts.isEmpty()) {
            return this;
        }
        Set<ExactPart> more = EnumSet.copyOf(parts);
        more.addAll(exact);
        return new Parts(states, Collections.unmodifiableSet(more));
    }

    public Set<ExactPart> exact() {
        return exact;
    }

    public boolean isEmpty() {
        return states.isEmpty() && exact.isEmpty();
    }

    /** Returns the addresses of all users that the kinds name. */
    public Set<String> emails() {
        Set<String> emails = new LinkedHashSet<>();
        states.keySet().forEach(kind -> emails.addAll(emails(kind)));
        return emails;
    }

    private <T> Set<String> emails(ResourceKind<T> kind) {
        return get(kind).map(kind::emails).orElse(Set.of());
    }

    /** Adds what a part of a file says of a kind. */
    public <T> Parts parse(ResourceKind<T> kind, String key, YamlNode value) {
        return with(kind, kind.parse(state(kind), key, value));
    }

    /** Adds the current state of a kind, if there is something to say. */
    public <T> Parts read(ResourceKind<T> kind, AdoptedScope scope) {
        return kind.read(scope).map(state -> with(kind, state)).orElse(this);
    }

    /** Plans a kind, if the blueprint says something of it. */
    public <T> void plan(ResourceKind<T> kind, ScopePlan plan) {
        T desired = get(kind).orElse(kind.whenNotNamed(plan.exact()));
        if (desired != null) {
            kind.plan(desired, plan);
        }
    }

    /** Writes a kind, if the blueprint says something of it. */
    public <T> void write(ResourceKind<T> kind, Map<String, Object> parts) {
        get(kind).ifPresent(state -> kind.write(state, parts));
    }

    /** Returns what a blueprint states of the organization, as policies look at it. */
    public Facts factsOfOrganization(Places places) {
        return BlueprintFacts.ofOrganization(this, places);
    }

    /** Returns what a blueprint states of a project, as policies look at it. */
    public Facts factsOfProject(String name, @Nullable String id, Places places) {
        return BlueprintFacts.ofProject(name, id, this, places);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Parts that && states.equals(that.states) && exact.equals(that.exact);
    }

    @Override
    public int hashCode() {
        return states.hashCode() + 31 * exact.hashCode();
    }
}
