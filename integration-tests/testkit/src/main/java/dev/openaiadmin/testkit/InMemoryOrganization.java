package dev.openaiadmin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An organization with state, which answers as the real API does: give a client {@link #baseUrl()} and
 * {@link #adminKey()}.
 *
 * <p>A request that breaks the contract is refused with 400 in the API's own shape, and noted as a breach, which fails
 * the test under {@link WithOrganization}. Safe for use by many threads.
 */
public final class InMemoryOrganization {
    private static final int REMEMBERED_REQUESTS = 1000;
    private static final int REMEMBERED_BREACHES = 100;

    private final String baseUrl;
    private final String adminKey;
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
    /** By operation id. One line a resource: this is where a new one is added. */
    private final Map<String, Behaviour> behaviours = allOf(List.of(
            projects.behaviours(),
            roles.behaviours(),
            users.behaviours(),
            groups.behaviours(),
            projectUsers.behaviours(),
            projectGroups.behaviours(),
            roleAssignments.behaviours(),
            invites.behaviours(),
            certificates.behaviours(),
            projectSettings.behaviours(),
            dataRetention.behaviours(),
            spendLimits.behaviours(),
            spendAlerts.behaviours(),
            serviceAccounts.behaviours(),
            projectApiKeys.behaviours(),
            adminApiKeys.behaviours(),
            rateLimits.behaviours(),
            usage.behaviours(),
            costs.behaviours(),
            auditLogs.behaviours(),
            externalKeys.behaviours(),
            externalStorage.behaviours(),
            workloadIdentityProviders.behaviours(),
            federationRules.behaviours(),
            codexIdentityProviders.behaviours(),
            codexIdentityMappings.behaviours(),
            checkpointPermissions.behaviours()));

    /** What can be seeded. One line a resource: this is where a new one is added. */
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

    private final Faults faults = new Faults();
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private final Map<String, Integer> requestCounts = new HashMap<>();
    private final List<String> breaches = new ArrayList<>();

    InMemoryOrganization(String baseUrl) {
        this(baseUrl, null);
    }

    /** An organization with a key that is given, or else a new one. */
    InMemoryOrganization(String baseUrl, @Nullable String adminKey) {
        this.baseUrl = baseUrl;
        this.adminKey = adminKey == null ? state.newId("sk-admin-inmemory") : adminKey;
        adminApiKeys.begin(this.adminKey);
    }

    /** {@return where the API of the organization is, such as {@code http://127.0.0.1:49152/v1}} */
    public String baseUrl() {
        return baseUrl;
    }

    /** {@return the admin key, by which the server tells organizations apart; it works until a request deletes it} */
    public String adminKey() {
        return adminKey;
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
     * Sets the clock from which timestamps come; at first, the clock of the system.
     *
     * @param clock the clock
     */
    public void useClock(Clock clock) {
        synchronized (state) {
            state.clock(clock);
        }
    }

    /**
     * Adds the objects of a JSON file: one object with a list for each resource, or with the object itself of which there
     * is only one, under its path and in the API's own words, where what is left out gets a value that fits. Either all of
     * them are added, or none.
     *
     * <pre>{@code
     * {"projects": [{"id": "proj_1", "name": "payments-prod"}, {"name": "old", "status": "archived"}],
     *  "users": [{"email": "ada@example.com", "role": "owner"}],
     *  "projects/proj_1/users": [{"email": "ada@example.com", "role": "member"}],
     *  "projects/proj_1/spend_limit": {"threshold_amount": 250000}}
     * }</pre>
     *
     * @param file the file, in UTF-8
     * @throws IllegalArgumentException when the file is missing or has mistakes; the message names the file, the place
     *     in it as a JSON pointer, and the rule
     * @throws UncheckedIOException when the file cannot be read
     */
    public void seed(Path file) {
        try {
            seed(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read", e);
        }
    }

    /**
     * Adds objects as {@link #seed(Path)} does.
     *
     * @param json the JSON itself
     * @throws IllegalArgumentException when it has mistakes
     */
    public void seed(String json) {
        seed("the seed", json);
    }

    /**
     * Has requests fail. Of several faults, the first that was given and strikes at a request is the one that it meets.
     *
     * @param fault how, which of them, and how many
     */
    public void failNext(Fault fault) {
        synchronized (state) {
            faults.add(fault);
        }
    }

    /** Forgets all faults that were to come. */
    public void stopFailing() {
        synchronized (state) {
            faults.clear();
        }
    }

    /**
     * Sets how late lists show what a request has made, as the real API does by up to a minute; at first, zero. What the
     * test itself adds is listed at once.
     *
     * @param lag how late, by the clock of the organization
     * @throws IllegalArgumentException when the lag is negative
     */
    public void lagOfLists(Duration lag) {
        synchronized (state) {
            state.lag().ofLists(lag);
        }
    }

    /**
     * Sets how late a GET finds what a request has made, and answers with 404 before; at first, zero. What the test
     * itself adds is found at once.
     *
     * @param lag how late, by the clock of the organization
     * @throws IllegalArgumentException when the lag is negative
     */
    public void lagOfReads(Duration lag) {
        synchronized (state) {
            state.lag().ofReads(lag);
        }
    }

    /** {@return the last requests, the oldest first, and no more than a thousand; refused ones too} */
    public List<RecordedRequest> requests() {
        synchronized (state) {
            return List.copyOf(requests);
        }
    }

    /**
     * {@return how many requests have come, retries and refused ones included}
     *
     * @param operation the id of an operation, such as {@code createProject}
     * @throws IllegalArgumentException when there is no such operation; the message lists those that there are
     */
    public int requestCount(String operation) {
        String known = Contract.published().operation(operation).id();
        synchronized (state) {
            return requestCounts.getOrDefault(known, 0);
        }
    }

    /** {@return how the contract was broken, the first hundred times: the requests, and what is wrong with them} */
    public List<String> breaches() {
        synchronized (state) {
            return List.copyOf(breaches);
        }
    }

    /** {@return the {@link #breaches()}, which are then forgotten: for a test that breaks the contract on purpose} */
    public List<String> takeBreaches() {
        synchronized (state) {
            List<String> taken = List.copyOf(breaches);
            breaches.clear();
            return taken;
        }
    }

    /** Where the organization is; without the key. */
    @Override
    public String toString() {
        return "InMemoryOrganization[" + baseUrl + "]";
    }

    /** The ids of the operations that the organization answers. */
    Set<String> behavesAt() {
        return behaviours.keySet();
    }

    /** What the organization does with a request that keeps the contract. */
    Answer answer(ApiRequest request) {
        Behaviour behaviour = Objects.requireNonNull(
                behaviours.get(request.operation().id()), request.operation().id());
        synchronized (state) {
            state.lag().begin(request.operation());
            try {
                return auditLogs.witness(request, behaviour);
            } catch (Refusal refusal) {
                return refusal.answer();
            } finally {
                state.lag().end();
            }
        }
    }

    /** The id of an admin key that opens the organization now, or null when it does not. */
    @Nullable
    String admit(String key) {
        synchronized (state) {
            return adminApiKeys.use(key);
        }
    }

    /** Adds objects from JSON; {@code source} is what messages call it. */
    void seed(String source, String json) {
        synchronized (state) {
            seed.sow(source, json);
        }
    }

    /** The fault that strikes at a request that keeps the contract, or null when none does. */
    @Nullable
    Injection strike(ApiRequest request) {
        synchronized (state) {
            return faults.strike(request, state.instant());
        }
    }

    void record(RecordedRequest request) {
        synchronized (state) {
            requests.add(request);
            if (requests.size() > REMEMBERED_REQUESTS) {
                requests.remove();
            }
            String operation = request.operation();
            if (operation != null) {
                requestCounts.merge(operation, 1, Integer::sum);
            }
        }
    }

    void recordBreaches(String request, List<Breach> found) {
        synchronized (state) {
            for (Breach breach : found) {
                if (breaches.size() < REMEMBERED_BREACHES) {
                    breaches.add(request + ": " + breach.what());
                }
            }
        }
    }

    String newRequestId() {
        synchronized (state) {
            return state.newId("req_");
        }
    }

    private static Map<String, Behaviour> allOf(List<Map<String, Behaviour>> resources) {
        Map<String, Behaviour> all = new HashMap<>();
        resources.forEach(all::putAll);
        return Map.copyOf(all);
    }
}
