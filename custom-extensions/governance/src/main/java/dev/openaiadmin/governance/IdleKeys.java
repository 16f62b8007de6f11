package dev.openaiadmin.governance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.IdleKey.Reason;
import dev.openaiadmin.model.AdminApiKey;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ProjectApiKeyAccess;
import dev.openaiadmin.model.ProjectApiKeyFilter;
import dev.openaiadmin.model.ProjectApiKeyOwner;
import dev.openaiadmin.model.ProjectStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an organization that nobody owns any more, or that were idle for long: those of projects, and admin keys.
 * Nothing is deleted.
 *
 * <pre>{@code
 * System.out.println(IdleKeys.of(admin, Duration.ofDays(90)));
 * }</pre>
 *
 * <p>Keys that have ended and keys of archived projects cannot be used, and are not told. Immutable.
 *
 * @param keys the keys: those of projects first, by the name of the project; the one that has been idle longest first
 */
public record IdleKeys(List<IdleKey> keys) {
    private static final int PAGE = 100;

    /**
     * Copies the keys.
     *
     * @param keys the keys
     */
    public IdleKeys {
        keys = List.copyOf(keys);
    }

    /**
     * Looks through all keys: a request for every hundred projects, for every hundred keys of each active project, and for
     * every hundred admin keys. Only what is found is kept.
     *
     * @param admin the client; one that is read-only is enough
     * @param idleFor how long a key may be idle, more than zero
     * @return what was found
     * @throws InvalidValueException when the time is not more than zero; nothing has been sent
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read
     */
    public static IdleKeys of(AdminApi admin, Duration idleFor) {
        return of(admin, idleFor, Clock.systemUTC());
    }

    /**
     * Looks through all keys as {@link #of(AdminApi, Duration)} does, by another clock.
     *
     * @param admin the client
     * @param idleFor how long a key may be idle, more than zero
     * @param clock tells what time it is
     * @return what was found
     * @throws InvalidValueException when the time is not more than zero; nothing has been sent
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read
     */
    public static IdleKeys of(AdminApi admin, Duration idleFor, Clock clock) {
        if (idleFor.isNegative() || idleFor.isZero()) {
            throw new InvalidValueException("idleFor", idleFor, "must be more than zero");
        }
        Sweep sweep = new Sweep(admin, clock.instant(), clock.instant().minus(idleFor));
        admin.projects().list(query -> query.limit(PAGE)).forEach(sweep::project);
        admin.adminApiKeys().list(query -> query.limit(PAGE)).forEach(sweep::adminKey);
        sweep.found.sort(Comparator.comparing(IdleKey::projectName, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(IdleKey::projectId, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(IdleKey::idleSince)
                .thenComparing(IdleKey::id));
        return new IdleKeys(sweep.found);
    }

    /**
     * Tells whether there is nothing to look after.
     *
     * @return whether no key was found
     */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /**
     * Writes the keys as JSON: a list of objects with {@code project_id}, {@code project}, {@code id}, {@code name},
     * {@code owner}, {@code created_at}, {@code last_used_at} and {@code reasons}.
     *
     * @return the JSON text
     */
    public String toJson() {
        ArrayNode written = JsonNodeFactory.instance.arrayNode();
        for (IdleKey key : keys) {
            ObjectNode object = written.addObject()
                    .put("project_id", key.projectId())
                    .put("project", key.projectName())
                    .put("id", key.id())
                    .put("name", key.name())
                    .put("owner", key.owner())
                    .put("created_at", key.createdAt().toString())
                    .put(
                            "last_used_at",
                            key.lastUsedAt() == null ? null : key.lastUsedAt().toString());
            key.reasons().forEach(reason -> object.withArray("/reasons").add(reason.toString()));
        }
        return written.toPrettyString() + "\n";
    }

    /** A table with a line for each key, under the names of the columns; or a sentence where there is none. */
    @Override
    public String toString() {
        if (keys.isEmpty()) {
            return "No key is idle, and each has an owner.\n";
        }
        TextTable table = new TextTable("PROJECT", "KEY", "NAME", "OWNER", "IDLE SINCE", "WHY");
        for (IdleKey key : keys) {
            table.row(
                    key.projectId() == null
                            ? "(admin)"
                            : Optional.ofNullable(key.projectName()).orElse(key.projectId()),
                    key.id(),
                    key.name(),
                    key.owner(),
                    key.idleSince().atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                    key.reasons().stream().map(Reason::toString).collect(Collectors.joining(", ")));
        }
        return table.toString();
    }

    /** Goes from project to project. */
    private static final class Sweep {
        private final AdminApi admin;
        private final Instant now;
        private final Instant idleBefore;
        private final List<IdleKey> found = new ArrayList<>();

        Sweep(AdminApi admin, Instant now, Instant idleBefore) {
            this.admin = admin;
            this.now = now;
            this.idleBefore = idleBefore;
        }

        void project(Project project) {
            try {
                admin.projectApiKeys()
                        .list(project.id(), query -> query.limit(PAGE).ownerProjectAccess(ProjectApiKeyFilter.ANY))
                        .forEach(key -> projectKey(project, key));
            } catch (BadRequestException | NotFoundException e) {
                // An archived project is no longer asked about; this one may be archived since the list was read.
                if (!ProjectStatus.ARCHIVED.equals(
                        admin.projects().retrieve(project.id()).status())) {
                    throw e;
                }
            }
        }

        private void projectKey(Project project, ProjectApiKey key) {
            String owner = nameOf(key.owner());
            boolean nobodys = owner == null || ProjectApiKeyAccess.INACTIVE.equals(key.ownerProjectAccess());
            Set<Reason> reasons = reasons(nobodys, key.createdAt(), key.lastUsedAt(), key.expiresAt());
            if (!reasons.isEmpty()) {
                found.add(new IdleKey(
                        project.id(),
                        project.name(),
                        key.id(),
                        key.name(),
                        owner,
                        key.createdAt(),
                        key.lastUsedAt(),
                        reasons));
            }
        }

        void adminKey(AdminApiKey key) {
            String owner =
                    key.owner().name() == null ? key.owner().id() : key.owner().name();
            Set<Reason> reasons = reasons(owner == null, key.createdAt(), key.lastUsedAt(), key.expiresAt());
            if (!reasons.isEmpty()) {
                found.add(new IdleKey(
                        null, null, key.id(), key.name(), owner, key.createdAt(), key.lastUsedAt(), reasons));
            }
        }

        private Set<Reason> reasons(
                boolean nobodys, Instant createdAt, @Nullable Instant lastUsedAt, @Nullable Instant expiresAt) {
            Set<Reason> reasons = EnumSet.noneOf(Reason.class);
            if (expiresAt != null && !expiresAt.isAfter(now)) {
                return reasons;
            }
            if (nobodys) {
                reasons.add(Reason.NOBODYS);
            }
            if (!(lastUsedAt == null ? createdAt : lastUsedAt).isAfter(idleBefore)) {
                reasons.add(Reason.IDLE);
            }
            return reasons;
        }

        private static @Nullable String nameOf(ProjectApiKeyOwner owner) {
            if (owner.user() != null) {
                return owner.user().email();
            }
            return owner.serviceAccount() == null
                    ? null
                    : owner.serviceAccount().name();
        }
    }
}
