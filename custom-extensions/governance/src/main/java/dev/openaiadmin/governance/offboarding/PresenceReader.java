package dev.openaiadmin.governance.offboarding;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.Pages;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.InheritedRole;
import dev.openaiadmin.governance.internal.ParallelReads;
import dev.openaiadmin.governance.internal.PartialRights;
import dev.openaiadmin.governance.offboarding.Presence.InProject;
import dev.openaiadmin.model.AdminApiKey;
import dev.openaiadmin.model.AssignedRole;
import dev.openaiadmin.model.Group;
import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.InviteStatus;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ProjectApiKeyFilter;
import dev.openaiadmin.model.ProjectApiKeyOwnerUser;
import dev.openaiadmin.model.ProjectStatus;
import dev.openaiadmin.model.ProjectUser;
import dev.openaiadmin.model.User;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds a person in an organization. Reads the members and the keys of each active project and the members of each group,
 * several at once, and keeps only what belongs to the person.
 */
final class PresenceReader {
    private static final int PAGE = 100;
    private static final String OWNER = "owner";
    private static final List<AssignedRole> NO_ROLES = List.of();
    private static final Comparator<Project> AGE = Comparator.comparing(
                    Project::createdAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Project::id);

    private final AdminApi admin;
    private final Instant now;
    private final Map<String, Integer> refusals = new TreeMap<>();
    private Person person;
    private @Nullable Project oldestProject;

    PresenceReader(AdminApi admin, Person person, Instant now) {
        this.admin = admin;
        this.person = person;
        this.now = now;
    }

    /**
     * Reads everything.
     *
     * @throws GovernanceException when several users have the address, or the user is a service account
     */
    Presence read(int parallelRequests) {
        Optional<User> found = readable("users", Optional.empty(), this::user);
        found.ifPresent(user -> {
            requirePerson(user);
            person = new Person(person.email() == null ? lowerCase(user.email()) : person.email(), user.id());
        });
        boolean isLastOwner = found.filter(user -> OWNER.equals(user.role())).isPresent()
                && readable("users", false, this::isLastOwner);
        List<AssignedRole> roles = found.map(User::id)
                .map(id -> readable("roles of users", NO_ROLES, () -> rolesOf(id)))
                .orElse(NO_ROLES);
        try (ParallelReads reads = new ParallelReads(parallelRequests)) {
            List<InProject> projects =
                    each(reads, "projects", () -> admin.projects().list(query -> query.limit(PAGE)), this::inProject);
            return new Presence(
                    person,
                    found.orElse(null),
                    isLastOwner,
                    oldestProject == null ? null : oldestProject.id(),
                    projects,
                    each(reads, "groups", () -> admin.groups().list(query -> query.limit(PAGE)), this::inGroup),
                    roles,
                    readable("invites", List.of(), this::invites),
                    readable("admin keys", List.of(), this::adminKeys),
                    missing());
        }
    }

    private Optional<User> user() {
        String email = person.email();
        if (email == null) {
            try {
                return Optional.of(admin.users().retrieve(person.name()));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        }
        List<User> found = admin.users().list(query -> query.limit(PAGE).emails(List.of(email))).stream()
                .filter(user -> email.equals(lowerCase(user.email())))
                .toList();
        if (found.size() > 1) {
            throw new GovernanceException("More than one user has the address " + email + ": "
                    + String.join(
                            " and ",
                            found.stream().map(User::id).map(String::valueOf).toList())
                    + "; nothing was changed. Name one of them by its id");
        }
        return found.stream().findFirst();
    }

    private static @Nullable String lowerCase(@Nullable String email) {
        return email == null ? null : email.toLowerCase(Locale.ROOT);
    }

    private void requirePerson(User user) {
        if (Boolean.TRUE.equals(user.isServiceAccount())) {
            throw new GovernanceException(person.name() + " is a service account, and not a person; nothing was"
                    + " changed. Delete a service account in its project");
        }
    }

    private boolean isLastOwner() {
        return admin.users().list(query -> query.limit(PAGE)).stream()
                        .filter(user -> OWNER.equals(user.role()) && !Boolean.TRUE.equals(user.isServiceAccount()))
                        .limit(2)
                        .count()
                < 2;
    }

    private Optional<InProject> inProject(Project project) {
        see(project);
        try {
            Optional<ProjectUser> member = readable("users of projects", Optional.empty(), () -> member(project));
            String userId = member.map(ProjectUser::id).orElse(person.id());
            List<AssignedRole> roles = member.isEmpty() || userId == null
                    ? NO_ROLES
                    : readable("roles of users in projects", NO_ROLES, () -> rolesOf(project, userId));
            List<ProjectApiKey> keys = readable("keys of projects", List.of(), () -> keysOf(project));
            return Optional.of(
                            new InProject(project, member.map(ProjectUser::role).orElse(null), userId, roles, keys))
                    .filter(found -> !found.isEmpty());
        } catch (BadRequestException | NotFoundException e) {
            // The parts of an archived project cannot be read; this one may be archived since the list was read.
            if (ProjectStatus.ARCHIVED.equals(
                    admin.projects().retrieve(project.id()).status())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The project that was created first stands for the organization in the journal. */
    private synchronized void see(Project project) {
        if (oldestProject == null || AGE.compare(project, oldestProject) < 0) {
            oldestProject = project;
        }
    }

    private Optional<ProjectUser> member(Project project) {
        return admin.projectUsers().list(project.id(), query -> query.limit(PAGE)).stream()
                .filter(user -> person.is(user.id(), user.email()))
                .findFirst();
    }

    private List<AssignedRole> rolesOf(Project project, String userId) {
        return assigned(() -> admin.projectUserRoles().list(project.id(), userId, query -> query.limit(PAGE)));
    }

    private List<AssignedRole> rolesOf(String userId) {
        return assigned(() -> admin.userRoles().list(userId, query -> query.limit(PAGE)));
    }

    private static List<AssignedRole> assigned(Supplier<Pages<AssignedRole>> roles) {
        try {
            return roles.get().stream().filter(PresenceReader::isAssigned).toList();
        } catch (NotFoundException e) {
            // The user has left since the list was read.
            return NO_ROLES;
        }
    }

    /** Predefined roles end with the membership; those of groups end when the person leaves the group. */
    private static boolean isAssigned(AssignedRole role) {
        boolean predefined = role.predefinedRole() == null ? role.id().startsWith("role-api-") : role.predefinedRole();
        return !predefined && !InheritedRole.is(role);
    }

    private List<ProjectApiKey> keysOf(Project project) {
        return admin
                .projectApiKeys()
                .list(project.id(), query -> query.limit(PAGE).ownerProjectAccess(ProjectApiKeyFilter.ANY))
                .stream()
                .filter(key -> isOwn(key) && !hasEnded(key.expiresAt()))
                .toList();
    }

    private boolean isOwn(ProjectApiKey key) {
        ProjectApiKeyOwnerUser owner = key.owner() == null ? null : key.owner().user();
        return owner != null && person.is(owner.id(), owner.email());
    }

    private boolean hasEnded(@Nullable Instant expiresAt) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    private Optional<Group> inGroup(Group group) {
        return readable("users of groups", false, () -> hasPerson(group)) ? Optional.of(group) : Optional.empty();
    }

    private boolean hasPerson(Group group) {
        try {
            return admin.groupUsers().list(group.id(), query -> query.limit(PAGE)).stream()
                    .anyMatch(user -> person.is(user.id(), user.email()));
        } catch (NotFoundException e) {
            // The group was deleted since the list was read.
            return false;
        }
    }

    private List<Invite> invites() {
        return admin.invites().list(query -> query.limit(PAGE)).stream()
                .filter(invite -> InviteStatus.PENDING.equals(invite.status()) && person.is(null, invite.email()))
                .toList();
    }

    private List<AdminApiKey> adminKeys() {
        return admin.adminApiKeys().list(query -> query.limit(PAGE)).stream()
                .filter(key -> key.owner() != null && person.is(key.owner().id(), null) && !hasEnded(key.expiresAt()))
                .toList();
    }

    private <T, R> List<R> each(
            ParallelReads reads, String what, Supplier<Iterable<T>> list, Function<T, Optional<R>> read) {
        List<R> found = new ArrayList<>();
        try {
            reads.forEach(list.get(), read, result -> result.ifPresent(found::add));
        } catch (PermissionException e) {
            missing(what, e);
        } catch (IOException e) {
            throw new IllegalStateException("A list takes every result", e);
        }
        return found;
    }

    private <T> T readable(String what, T otherwise, Supplier<T> read) {
        try {
            return read.get();
        } catch (PermissionException e) {
            missing(what, e);
            return otherwise;
        }
    }

    private synchronized void missing(String what, PermissionException refusal) {
        refusals.merge(what + ": " + PartialRights.reason(refusal), 1, Integer::sum);
    }

    private synchronized List<String> missing() {
        return PartialRights.counted(refusals);
    }
}
