package dev.openaiadmin.testkit;

import dev.openaiadmin.testkit.internal.server.HostedOrganization;
import dev.openaiadmin.testkit.state.InMemoryAdminApiKeys;
import dev.openaiadmin.testkit.state.InMemoryAuditLogs;
import dev.openaiadmin.testkit.state.InMemoryCertificates;
import dev.openaiadmin.testkit.state.InMemoryCheckpointPermissions;
import dev.openaiadmin.testkit.state.InMemoryCodexIdentityMappings;
import dev.openaiadmin.testkit.state.InMemoryCodexIdentityProviders;
import dev.openaiadmin.testkit.state.InMemoryCosts;
import dev.openaiadmin.testkit.state.InMemoryDataRetention;
import dev.openaiadmin.testkit.state.InMemoryExternalKeys;
import dev.openaiadmin.testkit.state.InMemoryExternalStorage;
import dev.openaiadmin.testkit.state.InMemoryFederationRules;
import dev.openaiadmin.testkit.state.InMemoryGroups;
import dev.openaiadmin.testkit.state.InMemoryInvites;
import dev.openaiadmin.testkit.state.InMemoryProjectApiKeys;
import dev.openaiadmin.testkit.state.InMemoryProjectGroups;
import dev.openaiadmin.testkit.state.InMemoryProjectSettings;
import dev.openaiadmin.testkit.state.InMemoryProjectUsers;
import dev.openaiadmin.testkit.state.InMemoryProjects;
import dev.openaiadmin.testkit.state.InMemoryRateLimits;
import dev.openaiadmin.testkit.state.InMemoryRoleAssignments;
import dev.openaiadmin.testkit.state.InMemoryRoles;
import dev.openaiadmin.testkit.state.InMemoryServiceAccounts;
import dev.openaiadmin.testkit.state.InMemorySpendAlerts;
import dev.openaiadmin.testkit.state.InMemorySpendLimits;
import dev.openaiadmin.testkit.state.InMemoryUsage;
import dev.openaiadmin.testkit.state.InMemoryUsers;
import dev.openaiadmin.testkit.state.InMemoryWorkloadIdentityProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * An organization with state, which responds as the real API does. Give a client {@link #baseUrl()} and
 * {@link #adminKey()}.
 *
 * <p>A request that violates the contract is refused with 400 in the API's own shape, and recorded as a breach, which
 * fails the test under {@link WithOrganization}. Safe for use by many threads.
 */
public final class InMemoryOrganization {
    private final HostedOrganization hosted;

    InMemoryOrganization(HostedOrganization hosted) {
        this.hosted = hosted;
    }

    /** {@return where the API of the organization is, such as {@code http://127.0.0.1:49152/v1}} */
    public String baseUrl() {
        return hosted.baseUrl();
    }

    /** {@return the admin key, by which the server tells organizations apart; it works until a request deletes it} */
    public String adminKey() {
        return hosted.adminKey();
    }

    /**
     * {@return the id of the organization, such as {@code org-abc123}; the header {@code OpenAI-Organization} of requests may
     * name it and no other one}
     */
    public String id() {
        return hosted.resources().organizationId();
    }

    /** {@return the projects} */
    public InMemoryProjects projects() {
        return hosted.resources().projects();
    }

    /** {@return the users of the organization} */
    public InMemoryUsers users() {
        return hosted.resources().users();
    }

    /** {@return the groups, and the users in them} */
    public InMemoryGroups groups() {
        return hosted.resources().groups();
    }

    /** {@return the roles of the organization and of its projects} */
    public InMemoryRoles roles() {
        return hosted.resources().roles();
    }

    /** {@return who has which role} */
    public InMemoryRoleAssignments roleAssignments() {
        return hosted.resources().roleAssignments();
    }

    /** {@return the users of the projects} */
    public InMemoryProjectUsers projectUsers() {
        return hosted.resources().projectUsers();
    }

    /** {@return the groups with access to the projects} */
    public InMemoryProjectGroups projectGroups() {
        return hosted.resources().projectGroups();
    }

    /** {@return the invites} */
    public InMemoryInvites invites() {
        return hosted.resources().invites();
    }

    /** {@return the certificates, and where they are active} */
    public InMemoryCertificates certificates() {
        return hosted.resources().certificates();
    }

    /** {@return which models, hosted tools and service tiers the projects may use} */
    public InMemoryProjectSettings projectSettings() {
        return hosted.resources().projectSettings();
    }

    /** {@return the controls of data retention} */
    public InMemoryDataRetention dataRetention() {
        return hosted.resources().dataRetention();
    }

    /** {@return the spend limits of the organization and of its projects} */
    public InMemorySpendLimits spendLimits() {
        return hosted.resources().spendLimits();
    }

    /** {@return the spend alerts of the organization and of its projects} */
    public InMemorySpendAlerts spendAlerts() {
        return hosted.resources().spendAlerts();
    }

    /** {@return the service accounts of the projects} */
    public InMemoryServiceAccounts serviceAccounts() {
        return hosted.resources().serviceAccounts();
    }

    /** {@return the keys of the projects, those of service accounts included} */
    public InMemoryProjectApiKeys projectApiKeys() {
        return hosted.resources().projectApiKeys();
    }

    /** {@return the admin keys} */
    public InMemoryAdminApiKeys adminApiKeys() {
        return hosted.resources().adminApiKeys();
    }

    /** {@return the rate limits of the projects} */
    public InMemoryRateLimits rateLimits() {
        return hosted.resources().rateLimits();
    }

    /** {@return what the organization has used} */
    public InMemoryUsage usage() {
        return hosted.resources().usage();
    }

    /** {@return what the organization has spent} */
    public InMemoryCosts costs() {
        return hosted.resources().costs();
    }

    /** {@return the audit log} */
    public InMemoryAuditLogs auditLogs() {
        return hosted.resources().auditLogs();
    }

    /** {@return the external keys} */
    public InMemoryExternalKeys externalKeys() {
        return hosted.resources().externalKeys();
    }

    /** {@return the external storage of the projects} */
    public InMemoryExternalStorage externalStorage() {
        return hosted.resources().externalStorage();
    }

    /** {@return the workload identity providers} */
    public InMemoryWorkloadIdentityProviders workloadIdentityProviders() {
        return hosted.resources().workloadIdentityProviders();
    }

    /** {@return the federation rules of the workload identity providers} */
    public InMemoryFederationRules federationRules() {
        return hosted.resources().federationRules();
    }

    /** {@return the Codex identity providers} */
    public InMemoryCodexIdentityProviders codexIdentityProviders() {
        return hosted.resources().codexIdentityProviders();
    }

    /** {@return the mappings of the Codex identity providers} */
    public InMemoryCodexIdentityMappings codexIdentityMappings() {
        return hosted.resources().codexIdentityMappings();
    }

    /** {@return the permissions of projects to use checkpoints of fine-tuned models} */
    public InMemoryCheckpointPermissions checkpointPermissions() {
        return hosted.resources().checkpointPermissions();
    }

    /**
     * Sets the clock from which timestamps come; at first, the clock of the system.
     *
     * @param clock the clock
     */
    public void useClock(Clock clock) {
        hosted.resources().useClock(clock);
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
            hosted.resources().seed(file.toString(), Files.readString(file));
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
        hosted.resources().seed("the seed", json);
    }

    /**
     * Lets requests fail. If several faults can affect a request, the first that was given does.
     *
     * @param fault how requests fail, which of them, and how many
     */
    public void failNext(Fault fault) {
        hosted.failNext(fault.spec());
    }

    /** Removes all faults that have not happened yet. */
    public void stopFailing() {
        hosted.stopFailing();
    }

    /**
     * Sets how late lists show what a request has created, as the real API does by up to a minute; at first, zero. What
     * the test itself adds is listed at once.
     *
     * @param lag how late, by the clock of the organization
     * @throws IllegalArgumentException if the lag is negative
     */
    public void lagOfLists(Duration lag) {
        hosted.resources().lagOfLists(lag);
    }

    /**
     * Sets how late a GET finds what a request has created; until then it returns 404. At first, zero. What the test
     * itself adds is found at once.
     *
     * @param lag how late, by the clock of the organization
     * @throws IllegalArgumentException if the lag is negative
     */
    public void lagOfReads(Duration lag) {
        hosted.resources().lagOfReads(lag);
    }

    /**
     * Returns to the beginning: the same key and base URL, the seed and the preparation that the organization began
     * with, and no faults, requests or breaches. Resources that were taken from the organization before, such as
     * {@link #projects()}, belong to the past; take them again.
     */
    public void reset() {
        hosted.reset();
    }

    /** {@return the last requests, the oldest first, at most a thousand; refused ones too} */
    public List<RecordedRequest> requests() {
        return hosted.requests().stream().map(RecordedRequest::of).toList();
    }

    /**
     * {@return how many requests have come, retries and refused ones included}
     *
     * @param operation the id of an operation, such as {@code createProject}
     * @throws IllegalArgumentException if there is no such operation; the message lists the known ones
     */
    public int requestCount(String operation) {
        return hosted.requestCount(operation);
    }

    /** {@return the first hundred violations of the contract: each request, and what is wrong with it} */
    public List<String> breaches() {
        return hosted.violations();
    }

    /** {@return the {@link #breaches()}, which are removed: for a test that violates the contract on purpose} */
    public List<String> takeBreaches() {
        return hosted.takeViolations();
    }

    /** Returns where the organization is, without the key. */
    @Override
    public String toString() {
        return hosted.toString();
    }

    HostedOrganization hosted() {
        return hosted;
    }
}
