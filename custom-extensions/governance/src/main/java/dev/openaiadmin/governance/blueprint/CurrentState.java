package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.governance.internal.ParallelReads;
import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.InviteStatus;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.RateLimit;
import dev.openaiadmin.model.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The present state of the organization, each part read once and only when it is needed. Thread-safe. */
final class CurrentState {
    /** As many as one page of users can hold. */
    private static final int ADDRESSES_A_REQUEST = 100;

    private final AdminApi admin;
    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final Map<String, FutureTask<Map<String, RateLimit>>> rateLimits = new ConcurrentHashMap<>();
    private Map<String, Project> projects = Map.of();
    private Map<String, List<Project>> projectsByName = Map.of();
    private @Nullable Map<String, List<Invite>> pendingInvites;

    CurrentState(AdminApi admin) {
        this.admin = admin;
        refresh();
    }

    /** Reads the active projects again. */
    synchronized void refresh() {
        Map<String, Project> read = new LinkedHashMap<>();
        Map<String, List<Project>> byName = new HashMap<>();
        for (Project project : admin.projects().list(query -> query.limit(100))) {
            if (read.put(project.id(), project) == null && project.name() != null) {
                byName.computeIfAbsent(project.name(), unused -> new ArrayList<>())
                        .add(project);
            }
        }
        projects = read;
        projectsByName = byName;
    }

    /** Returns the active projects. */
    synchronized Collection<Project> projects() {
        return List.copyOf(projects.values());
    }

    synchronized boolean hasProject(String id) {
        return projects.containsKey(id);
    }

    synchronized List<Project> namedExactly(String name) {
        return List.copyOf(projectsByName.getOrDefault(name, List.of()));
    }

    synchronized List<Project> withExternalKey(String externalKey) {
        return projects.values().stream()
                .filter(project -> externalKey.equals(project.externalKeyId()))
                .toList();
    }

    /**
     * Returns the project that was created first, which stands for the organization. Projects of unknown age come last.
     */
    synchronized Optional<Project> oldestProject() {
        return projects.values().stream()
                .min(Comparator.comparing(Project::createdAt, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Project::id));
    }

    /** Returns the user of an address, once {@link #readUsers} has asked for it. */
    Optional<User> user(String email) {
        return Optional.ofNullable(users.get(email));
    }

    /** Reads the users of addresses in lower case. */
    void readUsers(List<String> emails) {
        for (int from = 0; from < emails.size(); from += ADDRESSES_A_REQUEST) {
            List<String> some = emails.subList(from, Math.min(emails.size(), from + ADDRESSES_A_REQUEST));
            admin.users()
                    .list(query -> query.emails(some).limit(ADDRESSES_A_REQUEST))
                    .forEach(user -> {
                        if (user.email() != null) {
                            users.put(user.email().toLowerCase(Locale.ROOT), user);
                        }
                    });
        }
    }

    /** Returns the pending invites of an address, the newest one first, and those of unknown age last. */
    synchronized List<Invite> pendingInvites(String email) {
        Map<String, List<Invite>> invites = pendingInvites;
        if (invites == null) {
            invites = new HashMap<>();
            for (Invite invite : admin.invites().list(query -> query.limit(100))) {
                if (InviteStatus.PENDING.equals(invite.status())) {
                    invites.computeIfAbsent(invite.email().toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                            .add(invite);
                }
            }
            invites.values()
                    .forEach(some -> some.sort(
                            Comparator.comparing(Invite::createdAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                                    .thenComparing(Invite::id)
                                    .reversed()));
            pendingInvites = invites;
        }
        return List.copyOf(invites.getOrDefault(email, List.of()));
    }

    /** Forgets the invites, so that they are read again. */
    synchronized void refreshInvites() {
        pendingInvites = null;
    }

    /** Returns the rate limits of a project by model. Threads that ask at the same time share one read. */
    Map<String, RateLimit> rateLimits(String projectId) {
        FutureTask<Map<String, RateLimit>> read = new FutureTask<>(() -> readRateLimits(projectId));
        FutureTask<Map<String, RateLimit>> other = rateLimits.putIfAbsent(projectId, read);
        if (other != null) {
            return ParallelReads.result(other);
        }
        read.run();
        try {
            return ParallelReads.result(read);
        } catch (RuntimeException e) {
            // The next one may succeed, for example when the project has become visible.
            rateLimits.remove(projectId, read);
            throw e;
        }
    }

    private Map<String, RateLimit> readRateLimits(String projectId) {
        Map<String, RateLimit> rows = new LinkedHashMap<>();
        admin.rateLimits().list(projectId, query -> query.limit(100)).forEach(row -> rows.put(row.model(), row));
        return rows;
    }

    /**
     * Returns rate limits by model as the oldest project shows them. Nothing in the API tells the limits of the
     * organization itself, so this is good for hints only.
     */
    Map<String, RateLimit> typicalRateLimits() {
        return oldestProject().map(oldest -> rateLimits(oldest.id())).orElse(Map.of());
    }
}
