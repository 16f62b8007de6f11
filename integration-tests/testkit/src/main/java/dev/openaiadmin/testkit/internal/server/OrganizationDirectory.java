package dev.openaiadmin.testkit.internal.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Knows which organization a key belongs to, deleted keys included. Removes organizations that were not used for a while,
 * or that are too many, the longest unused first. Safe for use by many threads.
 */
final class OrganizationDirectory implements HostedOrganization.KeyRegistry {
    private final Function<String, @Nullable HostedOrganization> newcomers;
    private final Retention retention;
    private final Map<String, HostedOrganization> byKey = new HashMap<>();
    private final Map<HostedOrganization, Set<String>> keys = new HashMap<>();
    /** The longest unused first. */
    private final LinkedHashMap<HostedOrganization, Instant> lastUse = new LinkedHashMap<>(16, 0.75f, true);

    /** Creates a directory that keeps what is added to it, and knows no other keys. */
    OrganizationDirectory() {
        this(key -> null, Retention.UNLIMITED);
    }

    /**
     * Creates a directory that makes organizations when their keys are seen first.
     *
     * @param newcomers returns an organization for a key, or null if the key is to be refused
     * @param retention how many organizations are kept, and how long
     */
    OrganizationDirectory(Function<String, @Nullable HostedOrganization> newcomers, Retention retention) {
        this.newcomers = newcomers;
        this.retention = retention;
    }

    /** Returns the organization of a key, or null if there is none. */
    synchronized @Nullable HostedOrganization find(String key) {
        if (key.isEmpty()) {
            return null;
        }
        Instant now = retention.clock().instant();
        HostedOrganization organization = byKey.get(key);
        if (organization == null) {
            organization = newcomers.apply(key);
            if (organization == null) {
                return null;
            }
            add(organization);
        }
        lastUse.put(organization, now);
        removeUnused(now);
        return organization;
    }

    synchronized List<HostedOrganization> all() {
        return List.copyOf(lastUse.keySet());
    }

    synchronized void add(HostedOrganization organization) {
        add(organization.adminKey(), organization);
        organization.registerKeysAt(this);
        lastUse.put(organization, retention.clock().instant());
    }

    synchronized void remove(HostedOrganization organization) {
        lastUse.remove(organization);
        Set<String> removed = keys.remove(organization);
        if (removed != null) {
            removed.forEach(byKey::remove);
        }
    }

    @Override
    public synchronized void add(String key, HostedOrganization organization) {
        byKey.put(key, organization);
        keys.computeIfAbsent(organization, unused -> new LinkedHashSet<>()).add(key);
    }

    @Override
    public synchronized void removeCreated(HostedOrganization organization) {
        Set<String> known = keys.getOrDefault(organization, Set.of());
        for (Iterator<String> each = known.iterator(); each.hasNext(); ) {
            String key = each.next();
            if (!key.equals(organization.adminKey())) {
                byKey.remove(key);
                each.remove();
            }
        }
    }

    private void removeUnused(Instant now) {
        while (lastUse.size() > 1) {
            Map.Entry<HostedOrganization, Instant> oldest =
                    lastUse.entrySet().iterator().next();
            String reason;
            if (lastUse.size() > retention.maxOrganizations()) {
                reason = "there are more than " + retention.maxOrganizations() + " organizations";
            } else if (oldest.getValue().plus(retention.maxIdle()).isBefore(now)) {
                reason = "it was not used for " + retention.maxIdle().toMinutes() + " minutes";
            } else {
                return;
            }
            remove(oldest.getKey());
            retention
                    .log()
                    .accept("Removed the organization of the key "
                            + KeyFingerprint.of(oldest.getKey().adminKey()) + ": " + reason
                            + ". The key gets a new one when it is used again.");
        }
    }

    /**
     * How many organizations are kept, and how long.
     *
     * @param maxOrganizations how many
     * @param maxIdle how long without a request
     * @param clock measures the time
     * @param log receives a line for each organization that is removed
     */
    record Retention(int maxOrganizations, Duration maxIdle, Clock clock, Consumer<String> log) {
        /** Keeps everything, for servers whose tests remove their organizations. */
        static final Retention UNLIMITED =
                new Retention(Integer.MAX_VALUE, Duration.ofDays(36_500), Clock.systemUTC(), line -> {});
    }
}
