package dev.openaiadmin.governance.keys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.internal.ParallelReads;
import dev.openaiadmin.governance.internal.PartialRights;
import dev.openaiadmin.governance.internal.PrintableJson;
import dev.openaiadmin.governance.internal.report.TextReport;
import dev.openaiadmin.governance.keys.IdleKey.Reason;
import dev.openaiadmin.model.AdminApiKey;
import dev.openaiadmin.model.AdminApiKeyOwner;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ProjectApiKeyAccess;
import dev.openaiadmin.model.ProjectApiKeyFilter;
import dev.openaiadmin.model.ProjectApiKeyOwner;
import dev.openaiadmin.model.ProjectStatus;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keys that may no longer be needed: their owner has lost access, they have been idle for long, or it is not known for
 * how long they have been idle. Covers the keys of projects and admin keys. Nothing is deleted.
 *
 * <pre>{@code
 * System.out.println(IdleKeys.of(admin, Duration.ofDays(90)));
 * }</pre>
 *
 * <p>Expired keys and keys of archived projects cannot be used, and are not listed. Immutable.
 *
 * @param keys the keys: those of projects first, by the name of the project; the one that has been idle longest first,
 *     and those for which this is not known last
 * @param missing what the key of the client may not read, and why; none when the report is complete
 */
public record IdleKeys(List<IdleKey> keys, List<String> missing) {
    private static final int PAGE = 100;

    /**
     * Copies the lists.
     *
     * @param keys the keys
     * @param missing what could not be read
     */
    public IdleKeys {
        keys = List.copyOf(keys);
        missing = List.copyOf(missing);
    }

    /**
     * Reads all keys: a request for every hundred projects, for every hundred keys of each active project, and for every
     * hundred admin keys; 24 requests at once. Only what is found is kept.
     *
     * @param admin the client; one that is read-only is enough
     * @param idleFor how long a key may be idle, more than zero
     * @return what was found
     * @throws InvalidValueException when the time is not more than zero; nothing has been sent
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read for another reason than a missing right,
     *     or the key may read neither the keys of projects nor admin keys
     */
    public static IdleKeys of(AdminApi admin, Duration idleFor) {
        return of(admin, idleFor, Clock.systemUTC(), ParallelReads.DEFAULT);
    }

    /**
     * Reads all keys as {@link #of(AdminApi, Duration)} does, with another clock.
     *
     * @param admin the client
     * @param idleFor how long a key may be idle, more than zero
     * @param clock tells the time
     * @return what was found
     * @throws InvalidValueException when the time is not more than zero; nothing has been sent
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read for another reason than a missing right
     */
    public static IdleKeys of(AdminApi admin, Duration idleFor, Clock clock) {
        return of(admin, idleFor, clock, ParallelReads.DEFAULT);
    }

    /**
     * Reads all keys as {@link #of(AdminApi, Duration)} does.
     *
     * @param admin the client
     * @param idleFor how long a key may be idle, more than zero
     * @param clock tells the time
     * @param parallelRequests how many requests may be under way at once, from 1 to 256; the client's pacing applies to
     *     all of them
     * @return what was found
     * @throws InvalidValueException when an argument is out of range; nothing has been sent
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read for another reason than a missing right
     */
    public static IdleKeys of(AdminApi admin, Duration idleFor, Clock clock, int parallelRequests) {
        if (idleFor.isNegative() || idleFor.isZero()) {
            throw new InvalidValueException("idleFor", idleFor, "must be more than zero");
        }
        Instant now = clock.instant();
        try (ParallelReads reads = new ParallelReads(parallelRequests)) {
            Sweep sweep = new Sweep(admin, now, now.minus(idleFor));
            sweep.run(reads);
            sweep.found.sort(Comparator.comparing(IdleKey::projectName, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(IdleKey::projectId, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(IdleKey::idleSince, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(IdleKey::id));
            return new IdleKeys(sweep.found, sweep.missing());
        }
    }

    /**
     * Returns whether no key was found.
     *
     * @return whether the list is empty
     */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /**
     * Returns the keys as JSON: a list of objects with {@code project_id}, {@code project}, {@code id}, {@code name},
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
                    .put("created_at", text(key.createdAt()))
                    .put("last_used_at", text(key.lastUsedAt()));
            key.reasons().forEach(reason -> object.withArray("/reasons").add(reason.toString()));
        }
        return PrintableJson.pretty(written) + "\n";
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /**
     * Returns a table with the keys of each project, or a sentence when there is none; then a line for what is missing.
     * Names and owners are shortened where a row would have more than 80 columns; {@link #toJson()} has them whole.
     */
    @Override
    public String toString() {
        StringBuilder report = new StringBuilder(
                keys.isEmpty() ? "No key that could be read is idle, and each has an owner.\n" : table());
        missing.forEach(part -> report.append("Missing: ").append(part).append('\n'));
        return report.toString();
    }

    private String table() {
        TextReport table = TextReport.indented(
                List.of("KEY", "NAME", "OWNER", "IDLE SINCE", "WHY"), Set.of("KEY", "IDLE SINCE", "WHY"));
        String before = "";
        for (IdleKey key : keys) {
            String place = place(key);
            if (!place.equals(before)) {
                table.title(place);
            }
            before = place;
            table.row(List.of(
                    key.id(),
                    Optional.ofNullable(key.name()).orElse("-"),
                    Optional.ofNullable(key.owner()).orElse("-"),
                    date(key.idleSince()),
                    key.reasons().stream().map(Reason::toString).collect(Collectors.joining(", "))));
        }
        return table.toString();
    }

    /** Returns the name and the id of the project: several projects may have the same name. */
    private static String place(IdleKey key) {
        if (key.projectId() == null) {
            return "Admin keys";
        }
        return key.projectName() == null ? key.projectId() : key.projectName() + " (" + key.projectId() + ")";
    }

    private static String date(@Nullable Instant time) {
        return time == null
                ? "unknown"
                : time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** Reads the keys of all projects, and the admin keys. */
    private static final class Sweep {
        private final AdminApi admin;
        private final Instant now;
        private final Instant idleBefore;
        private final List<IdleKey> found = new ArrayList<>();
        private final Map<String, Integer> refusals = new TreeMap<>();
        private int projects;

        Sweep(AdminApi admin, Instant now, Instant idleBefore) {
            this.admin = admin;
            this.now = now;
            this.idleBefore = idleBefore;
        }

        /** What was found in a project, or why it could not be read. */
        private record Found(List<IdleKey> keys, @Nullable PermissionException refusal) {}

        void run(ParallelReads reads) {
            Future<Found> adminKeys = reads.begin(() -> found(this::adminKeys));
            PermissionException refusal = projects(reads);
            Found ofAdmins = ParallelReads.result(adminKeys);
            found.addAll(ofAdmins.keys());
            if (ofAdmins.refusal() != null) {
                missing("admin keys", ofAdmins.refusal());
                if (refusal != null) {
                    throw refusal;
                }
            }
        }

        /** Returns why no key of any project could be read, or null when some could. */
        private @Nullable PermissionException projects(ParallelReads reads) {
            List<PermissionException> refused = new ArrayList<>();
            try {
                reads.forEach(
                        admin.projects().list(query -> query.limit(PAGE)),
                        project -> found(() -> keysOf(project)),
                        keys -> {
                            projects++;
                            found.addAll(keys.keys());
                            if (keys.refusal() != null) {
                                missing("keys of projects", keys.refusal());
                                refused.add(keys.refusal());
                            }
                        });
            } catch (PermissionException e) {
                missing("projects and their keys", e);
                return e;
            } catch (IOException e) {
                throw new IllegalStateException("A list takes every result", e);
            }
            return projects > 0 && refused.size() == projects ? refused.get(0) : null;
        }

        private static Found found(Supplier<List<IdleKey>> read) {
            try {
                return new Found(read.get(), null);
            } catch (PermissionException e) {
                return new Found(List.of(), e);
            }
        }

        private void missing(String part, PermissionException refusal) {
            refusals.merge(part + ": " + PartialRights.reason(refusal), 1, Integer::sum);
        }

        List<String> missing() {
            return PartialRights.counted(refusals);
        }

        private List<IdleKey> keysOf(Project project) {
            List<IdleKey> keys = new ArrayList<>();
            try {
                admin.projectApiKeys()
                        .list(project.id(), query -> query.limit(PAGE).ownerProjectAccess(ProjectApiKeyFilter.ANY))
                        .forEach(key -> projectKey(project, key).ifPresent(keys::add));
            } catch (BadRequestException | NotFoundException e) {
                // The keys of an archived project cannot be read; this one may be archived since the list was read.
                if (!ProjectStatus.ARCHIVED.equals(
                        admin.projects().retrieve(project.id()).status())) {
                    throw e;
                }
            }
            return keys;
        }

        private List<IdleKey> adminKeys() {
            List<IdleKey> keys = new ArrayList<>();
            admin.adminApiKeys()
                    .list(query -> query.limit(PAGE))
                    .forEach(key -> adminKey(key).ifPresent(keys::add));
            return keys;
        }

        private Optional<IdleKey> projectKey(Project project, ProjectApiKey key) {
            String owner = key.owner() == null ? null : nameOf(key.owner());
            // A response without the owner does not say that there is none.
            boolean nobodys = (key.owner() != null && owner == null)
                    || ProjectApiKeyAccess.INACTIVE.equals(key.ownerProjectAccess());
            Set<Reason> reasons = reasons(nobodys, key.createdAt(), key.lastUsedAt(), key.expiresAt());
            return reasons.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new IdleKey(
                            project.id(),
                            project.name(),
                            key.id(),
                            key.name(),
                            owner,
                            key.createdAt(),
                            key.lastUsedAt(),
                            reasons));
        }

        private Optional<IdleKey> adminKey(AdminApiKey key) {
            AdminApiKeyOwner given = key.owner();
            String owner = given == null ? null : given.name() == null ? given.id() : given.name();
            Set<Reason> reasons =
                    reasons(given != null && owner == null, key.createdAt(), key.lastUsedAt(), key.expiresAt());
            return reasons.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new IdleKey(
                            null, null, key.id(), key.name(), owner, key.createdAt(), key.lastUsedAt(), reasons));
        }

        private Set<Reason> reasons(
                boolean nobodys,
                @Nullable Instant createdAt,
                @Nullable Instant lastUsedAt,
                @Nullable Instant expiresAt) {
            Set<Reason> reasons = EnumSet.noneOf(Reason.class);
            if (expiresAt != null && !expiresAt.isAfter(now)) {
                return reasons;
            }
            if (nobodys) {
                reasons.add(Reason.NOBODYS);
            }
            Instant idleSince = lastUsedAt == null ? createdAt : lastUsedAt;
            if (idleSince == null) {
                reasons.add(Reason.UNKNOWN_AGE);
            } else if (!idleSince.isAfter(idleBefore)) {
                reasons.add(Reason.IDLE);
            }
            return reasons;
        }

        private static @Nullable String nameOf(ProjectApiKeyOwner owner) {
            if (owner.user() != null) {
                String email = owner.user().email();
                return email == null ? owner.user().id() : email;
            }
            if (owner.serviceAccount() == null) {
                return null;
            }
            String name = owner.serviceAccount().name();
            return name == null ? owner.serviceAccount().id() : name;
        }
    }
}
