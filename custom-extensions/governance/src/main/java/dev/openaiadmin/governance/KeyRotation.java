package dev.openaiadmin.governance;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.CallException;
import dev.openaiadmin.client.OutcomeUnknownException;
import dev.openaiadmin.governance.ApplyJournal.State;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ProjectApiKeyOwnerServiceAccount;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.model.ServiceAccountApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Gives a service account another key: makes it, stores it, tries it, and has all other keys of the account end. Made by
 * {@link Governance#rotate}.
 *
 * <pre>{@code
 * governance.rotate(project.id(), account.id()).into(SecretSink.files(folder)).keepOldFor(Duration.ofDays(1)).run();
 * }</pre>
 *
 * <p>Killed midway, run it again: it makes one more key and has the others end, those of the runs before included. The
 * old keys end by themselves, on the side of the API: nothing has to run when their time comes. Immutable, but {@link
 * #run} is for one thread.
 */
public final class KeyRotation {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final AdminApi admin;
    private final Creation creation;
    private final String projectId;
    private final String accountId;
    private final SecretSink sink;
    private final Predicate<OneTimeKey> check;
    private final Duration keepOldFor;

    KeyRotation(
            AdminApi admin,
            Creation creation,
            String projectId,
            String accountId,
            SecretSink sink,
            Predicate<OneTimeKey> check,
            Duration keepOldFor) {
        this.admin = admin;
        this.creation = creation;
        this.projectId = projectId;
        this.accountId = accountId;
        this.sink = sink;
        this.check = check;
        this.keepOldFor = keepOldFor;
    }

    /**
     * Sets where the new key goes; at first, to the sink of the {@link Governance}.
     *
     * @param other the sink
     * @return another rotation
     */
    public KeyRotation into(SecretSink other) {
        return new KeyRotation(admin, creation, projectId, accountId, other, check, keepOldFor);
    }

    /**
     * Tries the new key once it is stored and before the old ones end, such as with a call to the API that it is for. At
     * first, every key passes.
     *
     * @param passes whether the key works
     * @return another rotation
     */
    public KeyRotation checkedBy(Predicate<OneTimeKey> passes) {
        return new KeyRotation(admin, creation, projectId, accountId, sink, passes, keepOldFor);
    }

    /**
     * Sets for how long the old keys go on working, so that everybody can fetch the new one. They end at once at first.
     *
     * @param overlap not negative, at most a year; exact to the second
     * @return another rotation
     * @throws InvalidValueException when it is not
     */
    public KeyRotation keepOldFor(Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST) > 0) {
            throw new InvalidValueException("keepOldFor", overlap, "must be between zero and a year");
        }
        return new KeyRotation(admin, creation, projectId, accountId, sink, check, overlap);
    }

    /**
     * What a rotation has done.
     *
     * @param keyId the id of the new key
     * @param ending the ids of the keys that end
     * @param endingAt when they end
     */
    public record Rotated(String keyId, List<String> ending, Instant endingAt) {
        /**
         * Keeps a copy.
         *
         * @param keyId the id of the new key
         * @param ending the ids of the keys that end
         * @param endingAt when they end
         */
        public Rotated {
            ending = List.copyOf(ending);
        }
    }

    /**
     * Rotates the key.
     *
     * @return what was done
     * @throws GovernanceException when the new key could not be stored or did not pass; it has been ended again then, and
     *     the old keys go on
     * @throws CallException when a call fails; run the rotation again
     */
    public Rotated run() {
        String step = "rotation of " + accountId;
        if (creation.isOpen(step)) {
            // A key of the run before may be there and not be seen yet; it has to end with the others.
            creation.look(step, Optional::empty);
        }
        Project project = admin.projects().retrieve(projectId);
        ServiceAccount account = admin.serviceAccounts().retrieve(projectId, accountId);
        creation.record(step, State.INTENDED, null);
        ServiceAccountApiKey made = made();
        OneTimeKey key = new OneTimeKey(projectId, String.valueOf(project.name()), account.name(), made);
        proven(key, step);
        List<String> ending = endAllBut(made.id(), keepOldFor);
        creation.record(step, State.DONE, made.id());
        return new Rotated(made.id(), ending, creation.waiting().now().plus(keepOldFor));
    }

    private ServiceAccountApiKey made() {
        try {
            return admin.serviceAccounts().createApiKey(projectId, accountId, request -> {});
        } catch (OutcomeUnknownException e) {
            // Whether it was made or not, nobody knows the key: it ends with the others, once it shows itself.
            creation.waiting().look(creation.waiting().now(), Optional::empty);
            return admin.serviceAccounts().createApiKey(projectId, accountId, request -> {});
        }
    }

    private void proven(OneTimeKey key, String step) {
        try {
            sink.store(key);
            if (!check.test(key)) {
                throw new GovernanceException("it did not pass the check");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw takenBack(key, step, e);
        } catch (Exception e) {
            throw takenBack(key, step, e);
        }
    }

    private GovernanceException takenBack(OneTimeKey key, String step, Exception failure) {
        end(key.id(), AT_ONCE);
        creation.record(step, State.UNDONE, key.id());
        return new GovernanceException(
                "The new key of the service account '" + key.serviceAccount() + "' of '" + key.project()
                        + "' was ended again, and the old keys go on: " + failure.getMessage(),
                failure);
    }

    private List<String> endAllBut(String keyId, Duration after) {
        Instant end = creation.waiting().now().plus(after);
        List<String> ending = new ArrayList<>();
        for (ProjectApiKey key : admin.projectApiKeys().list(projectId, query -> query.limit(100))) {
            if (isOurs(key) && !key.id().equals(keyId)) {
                if (key.expiresAt() == null || key.expiresAt().isAfter(end)) {
                    end(key.id(), after);
                    ending.add(key.id());
                }
            }
        }
        return ending;
    }

    private boolean isOurs(ProjectApiKey key) {
        ProjectApiKeyOwnerServiceAccount owner = key.owner().serviceAccount();
        return owner != null && accountId.equals(owner.id());
    }

    /** The key of a service account cannot be deleted without the account, but it can be given an end. */
    private void end(String keyId, Duration after) {
        int seconds = Math.toIntExact(Math.max(AT_ONCE.toSeconds(), after.toSeconds()));
        admin.projectApiKeys().modify(projectId, keyId, changes -> changes.expiresInSeconds(seconds));
    }
}
