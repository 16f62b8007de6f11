package dev.openaiadmin.testkit.state;

import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.ContractOperation;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The resources of one organization, and the handlers of all operations. The kit itself uses it; tests use {@code
 * InMemoryOrganization}. Safe for use by many threads.
 */
public final class OrganizationResources {
    private final OrganizationState state = new OrganizationState();
    private final InMemoryProjects projects = new InMemoryProjects(state);
    private final InMemoryRoles roles = new InMemoryRoles(state, projects);
    private final InMemoryUsers users = new InMemoryUsers(state, roles);
    private final InMemoryGroups groups = new InMemoryGroups(state, users);
    private final InMemoryProjectUsers projectUsers = new InMemoryProjectUsers(state, projects, users, roles);
    private final InMemoryProjectGroups projectGroups = new InMemoryProjectGroups(state, projects, groups, roles);
    private final InMemoryRoleAssignments roleAssignments =
            new InMemoryRoleAssignments(state, roles, projects, users, groups);
    private final InMemoryInvites invites = new InMemoryInvites(state, projects, users, projectUsers);
    private final InMemoryCertificates certificates = new InMemoryCertificates(state, projects);
    private final InMemoryProjectSettings projectSettings = new InMemoryProjectSettings(state, projects);
    private final InMemoryDataRetention dataRetention = new InMemoryDataRetention(state, projects);
    private final InMemorySpendAlerts spendAlerts = new InMemorySpendAlerts(state, projects);
    private final InMemoryProjectApiKeys projectApiKeys =
            new InMemoryProjectApiKeys(state, projects, users, groups, roles);
    private final InMemoryServiceAccounts serviceAccounts =
            new InMemoryServiceAccounts(state, projects, projectApiKeys);
    private final InMemoryAdminApiKeys adminApiKeys = new InMemoryAdminApiKeys(state, users);
    private final InMemoryRateLimits rateLimits = new InMemoryRateLimits(state, projects);
    private final InMemoryUsage usage = new InMemoryUsage(state);
    private final InMemoryCosts costs = new InMemoryCosts(state);
    private final InMemorySpendLimits spendLimits = new InMemorySpendLimits(state, projects, costs);
    private final InMemoryAuditLogs auditLogs =
            new InMemoryAuditLogs(state, projects, users, roles.organization().id());
    private final InMemoryExternalKeys externalKeys = new InMemoryExternalKeys(state);
    private final InMemoryExternalStorage externalStorage = new InMemoryExternalStorage(state, projects);
    private final InMemoryWorkloadIdentityProviders workloadIdentityProviders =
            new InMemoryWorkloadIdentityProviders(state);
    private final InMemoryFederationRules federationRules =
            new InMemoryFederationRules(state, workloadIdentityProviders, projects);
    private final InMemoryCodexIdentityProviders codexIdentityProviders = new InMemoryCodexIdentityProviders(state);
    private final InMemoryCodexIdentityMappings codexIdentityMappings =
            new InMemoryCodexIdentityMappings(state, codexIdentityProviders);
    private final InMemoryCheckpointPermissions checkpointPermissions =
            new InMemoryCheckpointPermissions(state, projects);
    /** By operation id. Add a line for a new resource. */
    private final Map<String, Handler> handlers = allOf(List.of(
            projects.handlers(),
            roles.handlers(),
            users.handlers(),
            groups.handlers(),
            projectUsers.handlers(),
            projectGroups.handlers(),
            roleAssignments.handlers(),
            invites.handlers(),
            certificates.handlers(),
            projectSettings.handlers(),
            dataRetention.handlers(),
            spendLimits.handlers(),
            spendAlerts.handlers(),
            serviceAccounts.handlers(),
            projectApiKeys.handlers(),
            adminApiKeys.handlers(),
            rateLimits.handlers(),
            usage.handlers(),
            costs.handlers(),
            auditLogs.handlers(),
            externalKeys.handlers(),
            externalStorage.handlers(),
            workloadIdentityProviders.handlers(),
            federationRules.handlers(),
            codexIdentityProviders.handlers(),
            codexIdentityMappings.handlers(),
            checkpointPermissions.handlers()));

    /** What can be seeded. Add a line for a new resource. */
    private final Seed seed = new Seed(state)
            .kind("projects", "organization.project", "Project", projects::completed)
            .with(roles::seed)
            .with(users::seed)
            .with(groups::seed)
            .with(projectUsers::seed)
            .with(projectGroups::seed)
            .with(roleAssignments::seed)
            .with(invites::seed)
            .with(certificates::seed)
            .with(projectSettings::seed)
            .with(dataRetention::seed)
            .with(spendLimits::seed)
            .with(spendAlerts::seed)
            .with(serviceAccounts::seed)
            .with(projectApiKeys::seed)
            .with(adminApiKeys::seed)
            .with(rateLimits::seed)
            .with(usage::seed)
            .with(costs::seed)
            .with(auditLogs::seed)
            .with(externalKeys::seed)
            .with(externalStorage::seed)
            .with(workloadIdentityProviders::seed)
            .with(federationRules::seed)
            .with(codexIdentityProviders::seed)
            .with(codexIdentityMappings::seed)
            .with(checkpointPermissions::seed);

    /**
     * Creates an organization with its default project, its owner and one admin key.
     *
     * @param adminKey the admin key
     */
    public OrganizationResources(String adminKey) {
        adminApiKeys.begin(adminKey);
    }

    /** {@return the projects} */
    public InMemoryProjects projects() {
        return projects;
    }

    /** {@return the users of the organization} */
    public InMemoryUsers users() {
        return users;
    }

    /** {@return the groups, and the users in them} */
    public InMemoryGroups groups() {
        return groups;
    }

    /** {@return the roles of the organization and of its projects} */
    public InMemoryRoles roles() {
        return roles;
    }

    /** {@return who has which role} */
    public InMemoryRoleAssignments roleAssignments() {
        return roleAssignments;
    }

    /** {@return the users of the projects} */
    public InMemoryProjectUsers projectUsers() {
        return projectUsers;
    }

    /** {@return the groups with access to the projects} */
    public InMemoryProjectGroups projectGroups() {
        return projectGroups;
    }

    /** {@return the invites} */
    public InMemoryInvites invites() {
        return invites;
    }

    /** {@return the certificates, and where they are active} */
    public InMemoryCertificates certificates() {
        return certificates;
    }

    /** {@return which models, hosted tools and service tiers the projects may use} */
    public InMemoryProjectSettings projectSettings() {
        return projectSettings;
    }

    /** {@return the controls of data retention} */
    public InMemoryDataRetention dataRetention() {
        return dataRetention;
    }

    /** {@return the spend limits of the organization and of its projects} */
    public InMemorySpendLimits spendLimits() {
        return spendLimits;
    }

    /** {@return the spend alerts of the organization and of its projects} */
    public InMemorySpendAlerts spendAlerts() {
        return spendAlerts;
    }

    /** {@return the service accounts of the projects} */
    public InMemoryServiceAccounts serviceAccounts() {
        return serviceAccounts;
    }

    /** {@return the keys of the projects, those of service accounts included} */
    public InMemoryProjectApiKeys projectApiKeys() {
        return projectApiKeys;
    }

    /** {@return the admin keys} */
    public InMemoryAdminApiKeys adminApiKeys() {
        return adminApiKeys;
    }

    /** {@return the rate limits of the projects} */
    public InMemoryRateLimits rateLimits() {
        return rateLimits;
    }

    /** {@return what the organization has used} */
    public InMemoryUsage usage() {
        return usage;
    }

    /** {@return what the organization has spent} */
    public InMemoryCosts costs() {
        return costs;
    }

    /** {@return the audit log} */
    public InMemoryAuditLogs auditLogs() {
        return auditLogs;
    }

    /** {@return the external keys} */
    public InMemoryExternalKeys externalKeys() {
        return externalKeys;
    }

    /** {@return the external storage of the projects} */
    public InMemoryExternalStorage externalStorage() {
        return externalStorage;
    }

    /** {@return the workload identity providers} */
    public InMemoryWorkloadIdentityProviders workloadIdentityProviders() {
        return workloadIdentityProviders;
    }

    /** {@return the federation rules of the workload identity providers} */
    public InMemoryFederationRules federationRules() {
        return federationRules;
    }

    /** {@return the Codex identity providers} */
    public InMemoryCodexIdentityProviders codexIdentityProviders() {
        return codexIdentityProviders;
    }

    /** {@return the mappings of the Codex identity providers} */
    public InMemoryCodexIdentityMappings codexIdentityMappings() {
        return codexIdentityMappings;
    }

    /** {@return the permissions of projects to use checkpoints of fine-tuned models} */
    public InMemoryCheckpointPermissions checkpointPermissions() {
        return checkpointPermissions;
    }

    /**
     * Sets the clock from which timestamps come.
     *
     * @param clock the clock
     */
    public void useClock(Clock clock) {
        synchronized (state) {
            state.clock(clock);
        }
    }

    /** {@return the id of the organization} */
    public String organizationId() {
        return roles.organization().id();
    }

    /** {@return the time of the organization} */
    public Instant now() {
        synchronized (state) {
            return state.instant();
        }
    }

    /**
     * Sets how late lists show what requests have created.
     *
     * @param lag how late, by the clock of the organization
     * @throws IllegalArgumentException if the lag is negative
     */
    public void lagOfLists(Duration lag) {
        synchronized (state) {
            state.lag().ofLists(lag);
        }
    }

    /**
     * Sets how late a GET finds what requests have created.
     *
     * @param lag how late, by the clock of the organization
     * @throws IllegalArgumentException if the lag is negative
     */
    public void lagOfReads(Duration lag) {
        synchronized (state) {
            state.lag().ofReads(lag);
        }
    }

    /**
     * Adds the objects of a seed, or none of them.
     *
     * @param source what messages call the seed
     * @param json the seed
     * @throws IllegalArgumentException if the seed has mistakes; the message lists all of them
     */
    public void seed(String source, String json) {
        synchronized (state) {
            seed.add(source, json);
        }
    }

    /** {@return the ids of the operations that have a handler} */
    public Set<String> handledOperations() {
        return handlers.keySet();
    }

    /**
     * Handles a request that keeps the contract.
     *
     * @param request the request
     * @return the response, which is an error if the organization refuses the request
     */
    public OperationResponse handle(OperationRequest request) {
        ContractOperation operation = request.operation();
        Handler handler = Objects.requireNonNull(handlers.get(operation.id()), operation.id());
        synchronized (state) {
            state.lag().begin(operation);
            try {
                return auditLogs.record(request, handler);
            } catch (ApiErrorException e) {
                return e.response();
            } finally {
                state.lag().end();
            }
        }
    }

    /**
     * Returns the id of a valid admin key and records its use, or returns null for another key.
     *
     * @param key the secret of the key
     * @return the id of the key, or null
     */
    public @Nullable String authenticate(String key) {
        synchronized (state) {
            return adminApiKeys.use(key);
        }
    }

    /**
     * Sets who learns the secret of every admin key that a request creates.
     *
     * @param listener receives the secret
     */
    public void onNewAdminKey(Consumer<String> listener) {
        synchronized (state) {
            adminApiKeys.onNewKey(listener);
        }
    }

    private static Map<String, Handler> allOf(List<Map<String, Handler>> resources) {
        Map<String, Handler> all = new HashMap<>();
        resources.forEach(all::putAll);
        return Map.copyOf(all);
    }
}
