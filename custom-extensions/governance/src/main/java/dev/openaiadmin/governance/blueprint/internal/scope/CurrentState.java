package dev.openaiadmin.governance.blueprint.internal.scope;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.model.CertificateDetails;
import dev.openaiadmin.model.CertificateInclusion;
import dev.openaiadmin.model.Group;
import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.InviteStatus;
import dev.openaiadmin.model.ListedCertificate;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.RateLimit;
import dev.openaiadmin.model.Role;
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
import org.jspecify.annotations.Nullable;

/** The present state of the organization, each part read once and only when it is needed. Thread-safe. */
public final class CurrentState {
    /** As many as one page of users can hold. */
    private static final int ADDRESSES_A_REQUEST = 100;

    private static final int PAGE = 100;
    private static final String WHOLE = "the organization";

    private final AdminApi admin;
    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final ReadOnce<String, Map<String, RateLimit>> rateLimits = new ReadOnce<>(this::readRateLimits);
    private final ReadOnce<String, List<Role>> projectRoles = new ReadOnce<>(this::readProjectRoles);
    private final ReadOnce<String, List<Role>> organizationRoles = new ReadOnce<>(unused -> readOrganizationRoles());
    /** The roles by the object of the scope in a plan, because several blueprints can describe one project. */
    private final ReadOnce<Scope, Catalog> roleCatalogs = new ReadOnce<>(this::newRoleCatalog);

    private final ReadOnce<String, List<Group>> groups = new ReadOnce<>(unused -> readGroups());
    private final ReadOnce<String, Catalog> groupCatalog = new ReadOnce<>(unused -> newGroupCatalog());
    private final ReadOnce<String, List<ListedCertificate>> certificates = new ReadOnce<>(unused -> readCertificates());
    private final ReadOnce<String, Catalog> certificateCatalog = new ReadOnce<>(unused -> newCertificateCatalog());
    private final ReadOnce<String, Map<String, List<String>>> fingerprints =
            new ReadOnce<>(unused -> readFingerprints());
    private Map<String, Project> projects = Map.of();
    private Map<String, List<Project>> projectsByName = Map.of();
    private @Nullable Map<String, List<Invite>> pendingInvites;

    public CurrentState(AdminApi admin) {
        this.admin = admin;
        refresh();
    }

    /** Reads the active projects again. */
    public synchronized void refresh() {
        Map<String, Project> read = new LinkedHashMap<>();
        Map<String, List<Project>> byName = new HashMap<>();
        for (Project project : admin.projects().list(query -> query.limit(PAGE))) {
            if (read.put(project.id(), project) == null && project.name() != null) {
                byName.computeIfAbsent(project.name(), unused -> new ArrayList<>())
                        .add(project);
            }
        }
        projects = read;
        projectsByName = byName;
    }

    /** Returns the active projects. */
    public synchronized Collection<Project> projects() {
        return List.copyOf(projects.values());
    }

    public synchronized boolean hasProject(String id) {
        return projects.containsKey(id);
    }

    public synchronized List<Project> namedExactly(String name) {
        return List.copyOf(projectsByName.getOrDefault(name, List.of()));
    }

    public synchronized List<Project> withExternalKey(String externalKey) {
        return projects.values().stream()
                .filter(project -> externalKey.equals(project.externalKeyId()))
                .toList();
    }

    /**
     * Returns the project that was created first, which stands for the organization. Projects of unknown age come last.
     */
    public synchronized Optional<Project> oldestProject() {
        return projects.values().stream()
                .min(Comparator.comparing(Project::createdAt, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Project::id));
    }

    /** Returns the user of an address, once {@link #readUsers} has asked for it. */
    public Optional<User> user(String email) {
        return Optional.ofNullable(users.get(email));
    }

    /** Reads the users of addresses in lower case. */
    public void readUsers(List<String> emails) {
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
            for (Invite invite : admin.invites().list(query -> query.limit(PAGE))) {
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

    /** Returns the rate limits of a project by model. */
    public Map<String, RateLimit> rateLimits(String projectId) {
        return rateLimits.get(projectId);
    }

    private Map<String, RateLimit> readRateLimits(String projectId) {
        Map<String, RateLimit> rows = new LinkedHashMap<>();
        admin.rateLimits().list(projectId, query -> query.limit(PAGE)).forEach(row -> rows.put(row.model(), row));
        return rows;
    }

    /**
     * Returns rate limits by model as the oldest project shows them. Nothing in the API tells the limits of the
     * organization itself, so this is good for hints only.
     */
    public Map<String, RateLimit> typicalRateLimits() {
        return oldestProject().map(oldest -> rateLimits(oldest.id())).orElse(Map.of());
    }

    /** Returns the roles of a scope. A project that does not exist yet has the predefined ones of other projects. */
    public List<Role> roles(Scope scope) {
        if (scope.isOrganization()) {
            return organizationRoles.get(WHOLE);
        }
        if (scope.exists()) {
            return projectRoles.get(scope.projectId());
        }
        return oldestProject().map(oldest -> projectRoles.get(oldest.id())).orElse(List.of()).stream()
                .filter(role -> Boolean.TRUE.equals(role.predefinedRole()))
                .toList();
    }

    /**
     * Returns whether a scope has custom roles. Where it has none, the lists of users name the roles of all users, and no
     * user has to be asked for.
     */
    public boolean hasCustomRoles(Scope scope) {
        return roles(scope).stream().anyMatch(role -> !Boolean.TRUE.equals(role.predefinedRole()));
    }

    /** Returns the roles that can be assigned in a scope, and those that the plan creates there. */
    Catalog roleCatalog(Scope scope) {
        return roleCatalogs.get(scope);
    }

    private Catalog newRoleCatalog(Scope scope) {
        Catalog catalog = new Catalog("role");
        roles(scope).forEach(role -> catalog.add(role.id(), role.name()));
        return catalog;
    }

    private List<Role> readOrganizationRoles() {
        return admin.roles().list().stream().toList();
    }

    private List<Role> readProjectRoles(String projectId) {
        return admin.projectRoles().list(projectId).stream().toList();
    }

    /** Returns the groups of the organization. */
    public List<Group> groups() {
        return groups.get(WHOLE);
    }

    /** Returns the groups of the organization, and those that the plan creates. */
    public Catalog groupCatalog() {
        return groupCatalog.get(WHOLE);
    }

    /** Forgets what the plan was to create, because it is not planned. */
    public void forgetExpected() {
        groupCatalog().forgetExpected();
    }

    private List<Group> readGroups() {
        return admin.groups().list(query -> query.limit(PAGE)).stream().toList();
    }

    private Catalog newGroupCatalog() {
        Catalog catalog = new Catalog("group");
        groups().forEach(group -> catalog.add(group.id(), group.name()));
        return catalog;
    }

    /** Returns the certificates of the organization. */
    public List<ListedCertificate> certificates() {
        return certificates.get(WHOLE);
    }

    /** Returns the certificates of the organization. */
    public Catalog certificateCatalog() {
        return certificateCatalog.get(WHOLE);
    }

    /** Returns the ids of the certificates with a fingerprint. Reads the content of all certificates, once. */
    public List<String> certificatesWithFingerprint(String fingerprint) {
        return fingerprints.get(WHOLE).getOrDefault(fingerprint, List.of());
    }

    private Map<String, List<String>> readFingerprints() {
        Map<String, List<String>> ids = new HashMap<>();
        for (ListedCertificate listed : certificates()) {
            CertificateDetails details = admin.certificates()
                    .retrieve(listed.id(), query -> query.include(List.of(CertificateInclusion.CONTENT)))
                    .certificateDetails();
            String fingerprint = details == null ? null : Fingerprint.ofPem(details.content());
            if (fingerprint != null) {
                ids.computeIfAbsent(fingerprint, unused -> new ArrayList<>()).add(listed.id());
            }
        }
        return ids;
    }

    private List<ListedCertificate> readCertificates() {
        return admin.certificates().list(query -> query.limit(PAGE)).stream().toList();
    }

    private Catalog newCertificateCatalog() {
        Catalog catalog = new Catalog("certificate");
        certificates().forEach(certificate -> catalog.add(certificate.id(), certificate.name()));
        return catalog;
    }
}
