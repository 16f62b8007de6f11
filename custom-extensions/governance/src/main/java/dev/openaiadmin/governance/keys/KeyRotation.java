package dev.openaiadmin.governance.keys;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.CallException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.OutcomeUnknownException;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.JournaledSteps;
import dev.openaiadmin.governance.internal.KeyLifetime;
import dev.openaiadmin.governance.internal.RunContext;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.journal.ApplyJournal.Entry;
import dev.openaiadmin.governance.journal.ApplyJournal.State;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ProjectApiKeyFilter;
import dev.openaiadmin.model.ProjectApiKeyOwnerServiceAccount;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.model.ServiceAccountApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the key of a service account: creates a key, stores it, checks it, and lets the older keys of the account
 * expire. Created by {@code Governance.rotate}.
 *
 * <pre>{@code
 * governance.rotate(project.id(), account.id()).into(SecretSink.files(folder)).keepOldFor(Duration.ofDays(1)).run();
 * }</pre>
 *
 * <p>A rotation that was killed can be run again: it creates one more key, and lets the others expire, those of the
 * earlier runs included. The API itself ends the old keys; nothing has to run at that time. A key that is newer than the
 * one that the rotation has created is left alone.
 *
 * <p>While one rotation runs, another one with the same journal is refused. Nothing refuses one with another journal, such
 * as on another machine. So a rotation reads the keys of the account again before it stores the new key and before it ends
 * each old one, and stops when somebody else has created a key or has ended the new one. The API can take a minute to show
 * such a change, so this makes an outage unlikely and not impossible: use one journal for all runs on an organization.
 *
 * <p>Immutable and thread-safe.
 */
public final class KeyRotation {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final String SCOPES = "scopes";
    private static final String OLD_KEYS_WORK = "the old keys go on working";

    private final RunContext context;
    private final String projectId;
    private final String accountId;
    private final Settings settings;

    private KeyRotation(RunContext context, String projectId, String accountId, Settings settings) {
        this.context = context;
        this.projectId = projectId;
        this.accountId = accountId;
        this.settings = settings;
    }

    /**
     * What users can set.
     *
     * @param scopes the scopes of the new key, or null to keep those of the key that it replaces
     * @param lifetime how long the new key lives, zero if it does not expire, or null to keep that of the key that it replaces
     */
    private record Settings(
            SecretSink sink,
            Predicate<OneTimeKey> check,
            Duration keepOldFor,
            @Nullable List<String> scopes,
            @Nullable Duration lifetime) {}

    /**
     * Creates a rotation for {@code Governance}, which users call instead.
     *
     * @param context what the workflows share
     * @param sink stores the new key
     * @param projectId the project of the account
     * @param accountId the account
     * @return a rotation with the defaults
     */
    public static KeyRotation of(RunContext context, SecretSink sink, String projectId, String accountId) {
        return new KeyRotation(
                context, projectId, accountId, new Settings(sink, key -> true, Duration.ZERO, null, null));
    }

    private KeyRotation with(Settings other) {
        return new KeyRotation(context, projectId, accountId, other);
    }

    /**
     * Sets where the new key is stored. By default, the sink of the {@code Governance} stores it.
     *
     * @param sink the sink
     * @return another rotation
     */
    public KeyRotation into(SecretSink sink) {
        return with(new Settings(sink, settings.check, settings.keepOldFor, settings.scopes, settings.lifetime));
    }

    /**
     * Checks the new key when it is stored and before the old ones expire, for example with a call to the API that it is
     * for. By default, every key passes.
     *
     * @param passes whether the key works
     * @return another rotation
     */
    public KeyRotation checkedBy(Predicate<OneTimeKey> passes) {
        return with(new Settings(settings.sink, passes, settings.keepOldFor, settings.scopes, settings.lifetime));
    }

    /**
     * Sets how long the old keys go on working, so that everybody can fetch the new one. By default, they expire at once.
     *
     * @param overlap from zero to 365 days, in whole seconds
     * @return another rotation
     * @throws InvalidValueException when it is out of this range
     */
    public KeyRotation keepOldFor(Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST) > 0) {
            throw new InvalidValueException("keepOldFor", overlap, "must be between zero and 365 days");
        }
        return with(new Settings(settings.sink, settings.check, overlap, settings.scopes, settings.lifetime));
    }

    /**
     * Sets the scopes of the new key. By default, it gets those of the key that it replaces, where they are known: the
     * API need not tell them, and then those that the last rotation with the same journal has set.
     *
     * @param scopes the scopes; none for a key without restriction
     * @return another rotation
     */
    public KeyRotation scopes(String... scopes) {
        return with(
                new Settings(settings.sink, settings.check, settings.keepOldFor, List.of(scopes), settings.lifetime));
    }

    /**
     * Sets how long the new key lives. By default, it lives as long as the key that it replaces did. An organization can
     * have a policy that demands an expiry; without one, the API then refuses the key.
     *
     * @param lifetime from one second to 365 days, in whole seconds
     * @return another rotation
     * @throws InvalidValueException when it is out of this range
     */
    public KeyRotation expiresAfter(Duration lifetime) {
        KeyLifetime.require("expiresAfter", lifetime);
        return with(new Settings(settings.sink, settings.check, settings.keepOldFor, settings.scopes, lifetime));
    }

    /**
     * Creates a new key that does not expire, even when the key that it replaces has an expiry.
     *
     * @return another rotation
     */
    public KeyRotation withoutExpiry() {
        return with(new Settings(settings.sink, settings.check, settings.keepOldFor, settings.scopes, Duration.ZERO));
    }

    /**
     * The result of a rotation.
     *
     * @param keyId the id of the new key
     * @param ending the ids of the keys that expire
     * @param endingAt when they expire
     */
    public record Rotated(String keyId, List<String> ending, Instant endingAt) {
        /**
         * Copies the list.
         *
         * @param keyId the id of the new key
         * @param ending the ids of the keys that expire
         * @param endingAt when they expire
         */
        public Rotated {
            ending = List.copyOf(ending);
        }
    }

    /**
     * Rotates the key.
     *
     * @return what was done
     * @throws GovernanceException when another run uses the journal, the sink is missing or cannot store the key, or the
     *     new key did not pass the check; the old keys go on working, and the new one, if it was created, has expired.
     *     Also when somebody else changes the keys of the account at the same time; the message says what was done
     * @throws CallException when a call fails; run the rotation again
     */
    public Rotated run() {
        JournaledSteps steps = context.steps();
        ApplyJournal.Lock lock = steps.begin();
        try {
            return new Run(steps).rotate();
        } finally {
            lock.close();
        }
    }

    /** One run, which holds the lock of the journal. */
    private final class Run {
        private final AdminApi admin = context.admin();
        private final JournaledSteps steps;
        private final String step = stepOf(accountId);
        /** The ids of the keys that earlier runs have created and not ended; the current one first. */
        private final Set<String> known = new LinkedHashSet<>();

        /** The settings of the current key, or of the key of the run that was cut off; null if they are not known. */
        private @Nullable KeySettings recorded;

        /** Whether a run was cut off, which may have ended older keys already. */
        private boolean wasCutOff;
        /** The keys of the account that exist before the new one is created. */
        private Map<String, ProjectApiKey> older = Map.of();

        Run(JournaledSteps steps) {
            this.steps = steps;
        }

        Rotated rotate() {
            Project project = admin.projects().retrieve(projectId);
            steps.requireSameOrganization(id -> id.equals(projectId) || isProject(id));
            ServiceAccount account = admin.serviceAccounts().retrieve(projectId, accountId);
            KeyOwner owner = new KeyOwner(
                    projectId,
                    requireName("project", projectId, project.name()),
                    requireName("service account", accountId, account.name()));
            requireSink(owner);
            steps.recordOrganization(projectId);

            readJournal();
            ServiceAccountApiKey made = create();
            String created = Objects.requireNonNull(steps.last(step)).detail();
            steps.record(step, State.INTENDED, made.id(), created);
            OneTimeKey key = new OneTimeKey(projectId, owner.project(), owner.serviceAccount(), made);
            requireNoOtherRun(key, made);
            steps.requireLock();
            prove(key);
            List<String> ended = endReplaced(key, made);
            steps.record(step, State.DONE, made.id(), created);
            return new Rotated(made.id(), ended, steps.lag().now().plus(settings.keepOldFor));
        }

        private static String requireName(String kind, String id, @Nullable String name) {
            if (name == null) {
                throw new GovernanceException("The API does not say the name of the " + kind + " " + id
                        + ", which determines where the key is stored; nothing was changed. Give the " + kind
                        + " a name, and rotate again");
            }
            return name;
        }

        private void readJournal() {
            Entry done = steps.lastDone(step);
            if (done != null && done.id() != null) {
                known.add(done.id());
                recorded = KeySettings.parse(done.detail());
            }
            Entry last = steps.last(step);
            if (last != null && steps.isOpen(step)) {
                wasCutOff = true;
                recorded = KeySettings.parse(last.detail());
                if (last.id() != null) {
                    known.add(last.id());
                } else {
                    // A key of the run before may exist without being listed; it has to expire with the others.
                    steps.look(step, Optional::empty);
                }
            }
        }

        private boolean isProject(String id) {
            try {
                admin.projects().retrieve(id);
                return true;
            } catch (NotFoundException e) {
                return false;
            }
        }

        private void requireSink(KeyOwner owner) {
            try {
                settings.sink.check(List.of(owner));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw noKey(owner, e);
            } catch (Exception e) {
                throw noKey(owner, e);
            }
        }

        private GovernanceException noKey(KeyOwner owner, Exception failure) {
            return new GovernanceException(
                    "No key was created for the service account " + named(owner) + ", because it could not be stored: "
                            + failure.getMessage(),
                    failure);
        }

        /** All keys that exist when it begins are older than the key that is created then. */
        private ServiceAccountApiKey create() {
            try {
                return attempt();
            } catch (OutcomeUnknownException e) {
                // If a key was created, its value is lost. It expires with the others.
                steps.lag().look(steps.lag().now(), Optional::empty);
                return attempt();
            }
        }

        private ServiceAccountApiKey attempt() {
            older = keysOfAccount();
            KeySettings key = KeySettings.of(scopes(), lifetime());
            try {
                return steps.attempt(
                        step,
                        key.toJson(),
                        () -> context.creates()
                                .serviceAccounts()
                                .createApiKey(
                                        projectId,
                                        accountId,
                                        request -> request.scopes(key.scopes()).expiresInSeconds(key.seconds())));
            } catch (BadRequestException | PermissionException e) {
                if (!KeyLifetime.isRefusedBy(e)) {
                    throw e;
                }
                throw new GovernanceException(
                        "The API refused the lifetime of the new key, and the old keys go on working: "
                                + e.getMessage() + "; set another one with expiresAfter(...), or --expires-after of the"
                                + " command line",
                        e);
            }
        }

        private @Nullable List<String> scopes() {
            if (settings.scopes != null) {
                return settings.scopes;
            }
            Object shown =
                    replaced().map(key -> key.unknownFields().get(SCOPES)).orElse(null);
            if (shown instanceof List<?> scopes) {
                return scopes.stream().map(String::valueOf).toList();
            }
            return recorded == null ? null : recorded.scopes();
        }

        private @Nullable Duration lifetime() {
            if (settings.lifetime != null) {
                return settings.lifetime;
            }
            // An older key that is listed instead of the current one may be about to end, which is not its lifetime.
            boolean currentIsUnlisted = recorded != null && known.stream().noneMatch(older::containsKey);
            if (wasCutOff || currentIsUnlisted) {
                Integer seconds = recorded == null ? null : recorded.seconds();
                return seconds == null ? null : Duration.ofSeconds(seconds);
            }
            return replaced()
                    .filter(key -> key.expiresAt() != null)
                    .map(key -> Duration.between(begin(key), key.expiresAt()))
                    .filter(lifetime -> lifetime.toSeconds() > 0)
                    .orElse(null);
        }

        /** A key of unknown age passes on the time that it has left, which is never longer than its lifetime. */
        private Instant begin(ProjectApiKey key) {
            return key.createdAt() == null ? steps.lag().now() : key.createdAt();
        }

        /**
         * The key that the journal knows as the current one, else the newest one that works. A key of unknown age is not
         * taken for the newest one beside a key of known age.
         */
        private Optional<ProjectApiKey> replaced() {
            for (String current : known) {
                if (older.containsKey(current)) {
                    return Optional.of(older.get(current));
                }
            }
            Instant now = steps.lag().now();
            return older.values().stream()
                    .filter(key -> key.expiresAt() == null || key.expiresAt().isAfter(now))
                    .max(Comparator.comparing(
                            ProjectApiKey::createdAt, Comparator.nullsFirst(Comparator.naturalOrder())));
        }

        /** Storing the key may replace the one that another run has stored. */
        private void requireNoOtherRun(OneTimeKey key, ServiceAccountApiKey made) {
            String change = changeByOthers(made);
            if (change != null) {
                throw reverted(key, new GovernanceException(change), "this rotation has ended no other key");
            }
        }

        /**
         * Returns what somebody else has done to the keys of the account since the new one was created, or null. The lock
         * of the journal does not keep runs apart that use different journals.
         */
        private @Nullable String changeByOthers(ServiceAccountApiKey made) {
            Map<String, ProjectApiKey> present = keysOfAccount();
            for (String keyId : present.keySet()) {
                if (!older.containsKey(keyId) && !known.contains(keyId) && !keyId.equals(made.id())) {
                    return "the key " + keyId + " of the same account was created at the same time, by another rotation"
                            + " with another journal or by hand";
                }
            }
            ProjectApiKey own = present.get(made.id());
            Instant end = own == null ? null : own.expiresAt();
            if (end != null && (made.expiresAt() == null || end.isBefore(made.expiresAt()))) {
                return "the new key " + made.id() + " was ended at the same time, by another rotation with another"
                        + " journal or by hand";
            }
            return null;
        }

        private void prove(OneTimeKey key) {
            try {
                settings.sink.store(key);
                if (!settings.check.test(key)) {
                    throw new GovernanceException("it did not pass the check");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw reverted(key, e, OLD_KEYS_WORK);
            } catch (Exception e) {
                throw reverted(key, e, OLD_KEYS_WORK);
            }
        }

        private GovernanceException reverted(OneTimeKey key, Exception failure, String state) {
            String what = "The new key of the service account " + named(key.owner()) + " was not accepted ("
                    + failure.getMessage() + ")";
            try {
                end(key.id(), AT_ONCE);
            } catch (CallException e) {
                failure.addSuppressed(e);
                return new GovernanceException(
                        what + ", and could not be ended (" + e.getMessage() + "); " + state
                                + ". Run the rotation again, and the key will be ended",
                        failure);
            }
            steps.record(
                    step,
                    State.UNDONE,
                    key.id(),
                    Objects.requireNonNull(steps.last(step)).detail());
            return new GovernanceException(what + "; it was ended again, and " + state, failure);
        }

        private List<String> endReplaced(OneTimeKey stored, ServiceAccountApiKey made) {
            Instant end = steps.lag().now().plus(settings.keepOldFor);
            List<String> ended = new ArrayList<>();
            for (ProjectApiKey key : older.values()) {
                boolean endsLater = key.expiresAt() == null || key.expiresAt().isAfter(end);
                if (endsLater && !key.id().equals(made.id())) {
                    requireNoOtherRun(stored, made, ended);
                    steps.requireLock();
                    end(key.id(), settings.keepOldFor);
                    ended.add(key.id());
                }
            }
            for (String keyId : known) {
                if (!older.containsKey(keyId)) {
                    requireNoOtherRun(stored, made, ended);
                    if (endUnlisted(keyId)) {
                        ended.add(keyId);
                    }
                }
            }
            return ended;
        }

        /** Another run may have replaced the stored key, or may be about to end it; then the old ones are needed. */
        private void requireNoOtherRun(OneTimeKey stored, ServiceAccountApiKey made, List<String> ended) {
            String change = changeByOthers(made);
            if (change != null) {
                throw new GovernanceException("The rotation of the service account " + named(stored.owner())
                        + " stopped, because " + change + ". The new key " + made.id() + " is stored; "
                        + (ended.isEmpty() ? "no other key was ended" : "ended were " + String.join(", ", ended))
                        + ". Wait until the other run has ended, then run the rotation again: it stores one more key, and"
                        + " ends the others");
            }
        }

        /** A list may not show yet what the journal knows. */
        private boolean endUnlisted(String keyId) {
            try {
                end(keyId, settings.keepOldFor);
                return true;
            } catch (NotFoundException | BadRequestException e) {
                // The key was deleted with its account, or has expired.
                return false;
            }
        }

        /** Returns the keys of the account by their ids, also if their owner has no access to the project. */
        private Map<String, ProjectApiKey> keysOfAccount() {
            Map<String, ProjectApiKey> keys = new LinkedHashMap<>();
            for (ProjectApiKey key : admin.projectApiKeys()
                    .list(projectId, query -> query.limit(100).ownerProjectAccess(ProjectApiKeyFilter.ANY))) {
                ProjectApiKeyOwnerServiceAccount owner =
                        key.owner() == null ? null : key.owner().serviceAccount();
                if (owner != null && accountId.equals(owner.id())) {
                    keys.put(key.id(), key);
                }
            }
            return keys;
        }

        /** The key of a service account cannot be deleted without the account, but it can be given an expiry. */
        private void end(String keyId, Duration after) {
            int seconds = Math.toIntExact(Math.max(AT_ONCE.toSeconds(), after.toSeconds()));
            admin.projectApiKeys().modify(projectId, keyId, changes -> changes.expiresInSeconds(seconds));
        }
    }

    /**
     * Records the key of an account that a workflow has created and stored, so that a rotation knows it. Users do not
     * call this.
     *
     * @param steps the steps of the run
     * @param accountId the service account
     * @param keyId the key
     * @param lifetime how long it lives, or null if it does not expire
     */
    public static void recordStored(JournaledSteps steps, String accountId, String keyId, @Nullable Duration lifetime) {
        steps.record(
                stepOf(accountId),
                State.DONE,
                keyId,
                KeySettings.of(null, lifetime).toJson());
    }

    static String stepOf(String accountId) {
        return "key of " + accountId;
    }

    private static String named(KeyOwner owner) {
        return "'" + PrintableText.line(owner.serviceAccount()) + "' of '" + PrintableText.line(owner.project()) + "'";
    }
}
