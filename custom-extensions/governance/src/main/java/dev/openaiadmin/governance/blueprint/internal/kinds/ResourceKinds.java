package dev.openaiadmin.governance.blueprint.internal.kinds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of resources that blueprints describe, in the order in which they are applied; removals in reverse. */
public final class ResourceKinds {
    static final RolesKind ROLES = new RolesKind();
    static final GroupsKind GROUPS = new GroupsKind();
    static final OrganizationUsersKind ORGANIZATION_USERS = new OrganizationUsersKind();
    static final ProjectUsersKind PROJECT_USERS = new ProjectUsersKind();
    static final ProjectGroupsKind PROJECT_GROUPS = new ProjectGroupsKind();
    static final ServiceAccountsKind SERVICE_ACCOUNTS = new ServiceAccountsKind();
    static final RateLimitsKind RATE_LIMITS = new RateLimitsKind();
    static final SpendLimitKind SPEND_LIMIT = new SpendLimitKind();
    static final SpendAlertsKind SPEND_ALERTS = new SpendAlertsKind();
    static final ModelsKind MODELS = new ModelsKind();
    static final HostedToolsKind HOSTED_TOOLS = new HostedToolsKind();
    static final ServiceTiersKind SERVICE_TIERS = new ServiceTiersKind();
    static final CertificatesKind CERTIFICATES = new CertificatesKind();

    /** What the organization itself has. */
    public static final List<ResourceKind<?>> OF_ORGANIZATION = List.of(
            ROLES,
            GROUPS,
            ORGANIZATION_USERS,
            SPEND_LIMIT,
            SPEND_ALERTS,
            DataRetentionKind.OF_ORGANIZATION,
            CERTIFICATES);

    /** What each project has. */
    public static final List<ResourceKind<?>> OF_PROJECT = List.of(
            ROLES,
            PROJECT_USERS,
            PROJECT_GROUPS,
            SERVICE_ACCOUNTS,
            RATE_LIMITS,
            SPEND_LIMIT,
            SPEND_ALERTS,
            MODELS,
            HOSTED_TOOLS,
            SERVICE_TIERS,
            DataRetentionKind.OF_PROJECT,
            CERTIFICATES);

    private ResourceKinds() {}

    /** Returns the kinds by the names of their parts in a file. */
    public static Map<String, ResourceKind<?>> byKey(List<ResourceKind<?>> kinds) {
        Map<String, ResourceKind<?>> byKey = new LinkedHashMap<>();
        kinds.forEach(kind -> kind.keys().forEach(key -> byKey.put(key, kind)));
        return byKey;
    }
}
