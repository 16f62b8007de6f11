package dev.openaiadmin.governance.policy;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.internal.RateLimitFields;
import dev.openaiadmin.model.AdminApiKeyOwner;
import dev.openaiadmin.model.InviteStatus;
import dev.openaiadmin.model.ModelPermissions;
import dev.openaiadmin.model.ModelPermissionsMode;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ProjectApiKeyFilter;
import dev.openaiadmin.model.ProjectApiKeyOwner;
import dev.openaiadmin.model.ProjectSpendAlert;
import dev.openaiadmin.model.ProjectUser;
import dev.openaiadmin.model.RateLimit;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.model.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that rules look at, with the request that reads it. Those of a project are read once for each project, and only
 * when a rule needs them.
 *
 * @param <T> the type of its value
 */
public final class Fact<T> {
    private static final int PAGE = 100;

    /** The name of a project, which is known with the project itself. */
    public static final Fact<String> PROJECT_NAME = ofProject("names of projects", (admin, id, now) -> {
        throw new IllegalStateException("The list of projects tells their names");
    });

    /** The roles of the users of a project, by their addresses in lower case. */
    public static final Fact<Map<String, String>> MEMBERS = ofProject("users of projects", Fact::members);

    /** The keys of a project that have not expired, those of service accounts included. */
    public static final Fact<List<KeyFacts>> KEYS = ofProject("keys of projects", Fact::keys);

    /** The names of the service accounts of a project. */
    public static final Fact<Set<String>> SERVICE_ACCOUNTS =
            ofProject("service accounts of projects", Fact::serviceAccounts);

    /** The rate limits of a project, by model and by the name of the limit. */
    public static final Fact<Map<String, Map<String, Long>>> RATE_LIMITS =
            ofProject("rate limits of projects", Fact::rateLimits);

    /** The monthly spend limit of a project in cents; an empty value for a project without one. */
    public static final Fact<Optional<Long>> SPEND_LIMIT = ofProject("spend limits of projects", Fact::spendLimit);

    /** The recipients of the spend alerts of a project, by the amounts in cents. */
    public static final Fact<Map<Long, List<String>>> SPEND_ALERTS =
            ofProject("spend alerts of projects", Fact::spendAlerts);

    /** The data retention of a project. */
    public static final Fact<String> DATA_RETENTION = ofProject(
            "data retention of projects",
            (admin, id, now) -> admin.projectDataRetention().retrieve(id).type().value());

    /** The models that a project may use; an empty value for a project that may use others as well. */
    public static final Fact<Optional<Set<String>>> MODELS = ofProject("model permissions of projects", Fact::models);

    /** The roles of the users of the organization, by their addresses in lower case. */
    public static final Fact<Map<String, String>> USERS = ofOrganization("users", Fact::users);

    /** The addresses of the users of the organization whom blueprints name; the organization itself has {@link #USERS}. */
    public static final Fact<Set<String>> STATED_USERS =
            ofOrganization("users of blueprints", (admin, none, now) -> Set.of());

    /** The addresses that are invited and have not answered. */
    public static final Fact<Set<String>> INVITED = ofOrganization("invites", Fact::invited);

    /** The admin keys that have not expired. */
    public static final Fact<List<KeyFacts>> ADMIN_KEYS = ofOrganization("admin keys", Fact::adminKeys);

    /** The data retention of the organization. */
    public static final Fact<String> ORGANIZATION_DATA_RETENTION = ofOrganization(
            "data retention of the organization",
            (admin, none, now) -> admin.dataRetention().retrieve().type().value());

    private final String label;
    private final boolean isOfProject;
    private final Reader<T> reader;

    private Fact(String label, boolean isOfProject, Reader<T> reader) {
        this.label = label;
        this.isOfProject = isOfProject;
        this.reader = reader;
    }

    /** Reads a value from the organization. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(AdminApi admin, String projectId, Instant now);
    }

    private static <T> Fact<T> ofProject(String label, Reader<T> reader) {
        return new Fact<>(label, true, reader);
    }

    private static <T> Fact<T> ofOrganization(String label, Reader<T> reader) {
        return new Fact<>(label, false, reader);
    }

    boolean isOfProject() {
        return isOfProject;
    }

    /** Reads the value for a project, or for the organization, and adds it to the facts, unless it is known. */
    Facts addTo(Facts facts, AdminApi admin, Instant now) {
        return facts.find(this).isPresent()
                ? facts
                : facts.with(this, reader.read(admin, String.valueOf(facts.projectId()), now));
    }

    /** Returns what reports call it when it may not be read. */
    @Override
    public String toString() {
        return label;
    }

    private static Map<String, String> members(AdminApi admin, String projectId, Instant now) {
        Map<String, String> members = new TreeMap<>();
        for (ProjectUser user : admin.projectUsers().list(projectId, query -> query.limit(PAGE))) {
            if (user.email() != null) {
                members.put(user.email().toLowerCase(Locale.ROOT), user.role());
            }
        }
        return members;
    }

    private static List<KeyFacts> keys(AdminApi admin, String projectId, Instant now) {
        List<KeyFacts> keys = new ArrayList<>();
        for (ProjectApiKey key : admin.projectApiKeys()
                .list(projectId, query -> query.limit(PAGE).ownerProjectAccess(ProjectApiKeyFilter.ANY))) {
            if (hasEnded(key.expiresAt(), now)) {
                continue;
            }
            ProjectApiKeyOwner owner = key.owner();
            boolean ofPerson = owner != null && owner.user() != null;
            keys.add(key(key.id(), owner == null ? null : nameOf(owner), ofPerson, key.createdAt(), key.expiresAt()));
        }
        return keys;
    }

    private static boolean hasEnded(@Nullable Instant expiresAt, Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    private static @Nullable String nameOf(ProjectApiKeyOwner owner) {
        if (owner.user() != null) {
            return owner.user().email() == null
                    ? owner.user().id()
                    : owner.user().email();
        }
        if (owner.serviceAccount() != null) {
            return owner.serviceAccount().name() == null
                    ? owner.serviceAccount().id()
                    : owner.serviceAccount().name();
        }
        return null;
    }

    private static KeyFacts key(
            String id,
            @Nullable String owner,
            boolean ofPerson,
            @Nullable Instant createdAt,
            @Nullable Instant expiresAt) {
        Duration lifetime = createdAt == null || expiresAt == null ? null : Duration.between(createdAt, expiresAt);
        return new KeyFacts(id, owner, ofPerson, createdAt, expiresAt != null, lifetime);
    }

    private static Set<String> serviceAccounts(AdminApi admin, String projectId, Instant now) {
        Set<String> names = new TreeSet<>();
        for (ServiceAccount account : admin.serviceAccounts().list(projectId, query -> query.limit(PAGE))) {
            if (account.name() != null) {
                names.add(account.name());
            }
        }
        return names;
    }

    private static Map<String, Map<String, Long>> rateLimits(AdminApi admin, String projectId, Instant now) {
        Map<String, Map<String, Long>> limits = new TreeMap<>();
        for (RateLimit row : admin.rateLimits().list(projectId, query -> query.limit(PAGE))) {
            limits.put(row.model(), RateLimitFields.of(row));
        }
        return limits;
    }

    private static Optional<Long> spendLimit(AdminApi admin, String projectId, Instant now) {
        try {
            return Optional.of(admin.projectSpendLimits().retrieve(projectId).thresholdAmount());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static Map<Long, List<String>> spendAlerts(AdminApi admin, String projectId, Instant now) {
        Map<Long, List<String>> alerts = new TreeMap<>();
        for (ProjectSpendAlert alert : admin.projectSpendAlerts().list(projectId, query -> query.limit(PAGE))) {
            alerts.put(alert.thresholdAmount(), alert.notificationChannel().recipients());
        }
        return alerts;
    }

    private static Optional<Set<String>> models(AdminApi admin, String projectId, Instant now) {
        try {
            ModelPermissions permissions = admin.modelPermissions().retrieve(projectId);
            return ModelPermissionsMode.ALLOW_LIST.equals(permissions.mode())
                    ? Optional.of(new TreeSet<>(permissions.modelIds()))
                    : Optional.empty();
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> users(AdminApi admin, String none, Instant now) {
        Map<String, String> users = new TreeMap<>();
        for (User user : admin.users().list(query -> query.limit(PAGE))) {
            if (user.email() != null && user.role() != null && !Boolean.TRUE.equals(user.isServiceAccount())) {
                users.put(user.email().toLowerCase(Locale.ROOT), user.role());
            }
        }
        return users;
    }

    private static Set<String> invited(AdminApi admin, String none, Instant now) {
        Set<String> invited = new TreeSet<>();
        admin.invites().list(query -> query.limit(PAGE)).stream()
                .filter(invite -> InviteStatus.PENDING.equals(invite.status()))
                .forEach(invite -> invited.add(invite.email().toLowerCase(Locale.ROOT)));
        return invited;
    }

    private static List<KeyFacts> adminKeys(AdminApi admin, String none, Instant now) {
        return admin.adminApiKeys().list(query -> query.limit(PAGE)).stream()
                .filter(key -> !hasEnded(key.expiresAt(), now))
                .map(key -> {
                    AdminApiKeyOwner owner = key.owner();
                    String name = owner == null ? null : owner.name() == null ? owner.id() : owner.name();
                    return key(key.id(), name, true, key.createdAt(), key.expiresAt());
                })
                .toList();
    }
}
