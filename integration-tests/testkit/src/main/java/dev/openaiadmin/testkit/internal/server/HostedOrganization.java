package dev.openaiadmin.testkit.internal.server;

import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.ContractViolation;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.RandomId;
import dev.openaiadmin.testkit.internal.faults.FaultQueue;
import dev.openaiadmin.testkit.internal.faults.FaultSpec;
import dev.openaiadmin.testkit.internal.faults.InjectedFault;
import dev.openaiadmin.testkit.state.OrganizationResources;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An organization on a server: its key, its resources, the faults to come, and the requests that came. Safe for use by
 * many threads.
 */
public final class HostedOrganization {
    private static final int KEPT_REQUESTS = 1000;
    private static final int KEPT_VIOLATIONS = 100;

    private final String baseUrl;
    private final String adminKey;
    private final Consumer<HostedOrganization> preparation;
    private final FaultQueue faults = new FaultQueue();
    private final Deque<RequestRecord> requests = new ArrayDeque<>();
    private final Map<String, Integer> requestCounts = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private volatile KeyRegistry keys = KeyRegistry.NONE;
    private volatile OrganizationResources resources;

    /**
     * Creates an organization.
     *
     * @param baseUrl where its API is
     * @param adminKey its admin key, or null for a new one
     * @param preparation what is done to it now, and again after every reset
     */
    public HostedOrganization(String baseUrl, @Nullable String adminKey, Consumer<HostedOrganization> preparation) {
        this.baseUrl = baseUrl;
        this.adminKey = adminKey == null ? RandomId.of("sk-admin-inmemory") : adminKey;
        this.preparation = preparation;
        this.resources = new OrganizationResources(this.adminKey);
        preparation.accept(this);
    }

    public String baseUrl() {
        return baseUrl;
    }

    public String adminKey() {
        return adminKey;
    }

    /** Returns the resources since the last reset. */
    public OrganizationResources resources() {
        return resources;
    }

    /** Adds a fault behind those that wait already. */
    public void failNext(FaultSpec fault) {
        synchronized (faults) {
            faults.add(fault);
        }
    }

    /** Removes all faults. */
    public void stopFailing() {
        synchronized (faults) {
            faults.clear();
        }
    }

    /** Returns to the beginning: new resources, prepared again; no faults, requests or violations. */
    public void reset() {
        stopFailing();
        synchronized (requests) {
            requests.clear();
            requestCounts.clear();
            violations.clear();
        }
        keys.removeCreated(this);
        OrganizationResources fresh = new OrganizationResources(adminKey);
        fresh.onNewAdminKey(key -> keys.add(key, this));
        resources = fresh;
        preparation.accept(this);
    }

    /** Returns the last requests, the oldest first. */
    public List<RequestRecord> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /**
     * Returns how many requests of an operation came.
     *
     * @throws IllegalArgumentException if there is no such operation
     */
    public int requestCount(String operation) {
        String known = Contract.published().operation(operation).id();
        synchronized (requests) {
            return requestCounts.getOrDefault(known, 0);
        }
    }

    /** Returns the first violations of the contract. */
    public List<String> violations() {
        synchronized (requests) {
            return List.copyOf(violations);
        }
    }

    /** Returns the first violations of the contract, and removes them. */
    public List<String> takeViolations() {
        synchronized (requests) {
            List<String> taken = List.copyOf(violations);
            violations.clear();
            return taken;
        }
    }

    /** Sets where the admin keys that requests create are registered. */
    void registerKeysAt(KeyRegistry registry) {
        keys = registry;
        resources.onNewAdminKey(key -> registry.add(key, this));
    }

    /** Returns the fault that affects a request, or null. */
    @Nullable
    InjectedFault fault(OperationRequest request) {
        synchronized (faults) {
            return faults.next(request, resources.now());
        }
    }

    void record(RequestRecord request) {
        synchronized (requests) {
            requests.add(request);
            if (requests.size() > KEPT_REQUESTS) {
                requests.remove();
            }
            String operation = request.operation();
            if (operation != null) {
                requestCounts.merge(operation, 1, Integer::sum);
            }
        }
    }

    void recordViolations(String request, List<ContractViolation> found) {
        synchronized (requests) {
            for (ContractViolation violation : found) {
                if (violations.size() < KEPT_VIOLATIONS) {
                    violations.add(request + ": " + violation.what());
                }
            }
        }
    }

    /** Returns where the organization is, without its key. */
    @Override
    public String toString() {
        return "InMemoryOrganization[" + baseUrl + "]";
    }

    /** Knows which organization a key belongs to. */
    interface KeyRegistry {
        /** For an organization that is on no server. */
        KeyRegistry NONE = new KeyRegistry() {
            @Override
            public void add(String key, HostedOrganization organization) {}

            @Override
            public void removeCreated(HostedOrganization organization) {}
        };

        /** Adds a key of an organization. */
        void add(String key, HostedOrganization organization);

        /** Removes all keys of an organization except the one that it began with. */
        void removeCreated(HostedOrganization organization);
    }
}
