package dev.openaiadmin.governance;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.InviteStatus;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.RateLimit;
import dev.openaiadmin.model.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is there already, each thing read once and only when somebody asks. */
final class Survey {
    /** As many as one page of users can hold. */
    private static final int ADDRESSES_A_REQUEST = 100;

    private final AdminApi admin;
    private final Map<String, Project> projects = new LinkedHashMap<>();
    private final Map<String, Map<String, RateLimit>> rateLimits = new HashMap<>();
    private final Map<String, User> users = new HashMap<>();
    private @Nullable Map<String, Invite> pendingInvites;

    Survey(AdminApi admin) {
        this.admin = admin;
        refresh();
    }

    /** Reads the active projects anew. */
    void refresh() {
        projects.clear();
        admin.projects().list(query -> query.limit(100)).forEach(project -> projects.put(project.id(), project));
    }

    Collection<Project> projects() {
        return projects.values();
    }

    /** The user of an address, once {@link #readUsers} has asked for it. */
    Optional<User> user(String email) {
        return Optional.ofNullable(users.get(email));
    }

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

    Optional<Invite> pendingInvite(String email) {
        Map<String, Invite> invites = pendingInvites;
        if (invites == null) {
            invites = new HashMap<>();
            for (Invite invite : admin.invites().list(query -> query.limit(100))) {
                if (InviteStatus.PENDING.equals(invite.status())) {
                    invites.put(invite.email().toLowerCase(Locale.ROOT), invite);
                }
            }
            pendingInvites = invites;
        }
        return Optional.ofNullable(invites.get(email));
    }

    /** Forgets the invites, to read them again. */
    void refreshInvites() {
        pendingInvites = null;
    }

    /** By model. */
    Map<String, RateLimit> rateLimits(String projectId) {
        return rateLimits.computeIfAbsent(projectId, id -> {
            Map<String, RateLimit> rows = new LinkedHashMap<>();
            admin.rateLimits().list(id, query -> query.limit(100)).forEach(row -> rows.put(row.model(), row));
            return rows;
        });
    }

    /**
     * The limits that projects begin with, as the oldest project shows them: nothing tells what those of the organization
     * are.
     */
    Map<String, RateLimit> usualRateLimits() {
        return projects.values().stream()
                .reduce((first, second) -> second.createdAt().isBefore(first.createdAt()) ? second : first)
                .map(oldest -> rateLimits(oldest.id()))
                .orElse(Map.of());
    }

    List<Project> namedExactly(String name) {
        return projects.values().stream()
                .filter(project -> name.equals(project.name()))
                .toList();
    }

    List<Project> withExternalKey(String externalKey) {
        List<Project> found = new ArrayList<>();
        for (Project project : projects.values()) {
            if (externalKey.equals(project.externalKeyId())) {
                found.add(project);
            }
        }
        return found;
    }
}
