package dev.openaiadmin.governance;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.CallException;
import dev.openaiadmin.client.OutcomeUnknownException;
import dev.openaiadmin.governance.ApplyJournal.State;
import dev.openaiadmin.model.CreatedServiceAccount;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.model.ServiceAccountApiKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service account whose key nobody may lose. A key is shown once, and cannot be deleted but with its account: where one
 * may have been lost, the account is deleted and made anew.
 */
final class OneServiceAccount {
    private final AdminApi admin;
    private final Creation creation;
    private final SecretSink secrets;
    private final Target target;
    private final String name;
    private final boolean withKey;
    private final String step;

    OneServiceAccount(
            AdminApi admin, Creation creation, SecretSink secrets, Target target, String name, boolean withKey) {
        this.admin = admin;
        this.creation = creation;
        this.secrets = secrets;
        this.target = target;
        this.name = name;
        this.withKey = withKey;
        this.step = "project " + target.name() + "/service account " + name;
    }

    /** Whether an account that a run has made shows itself after all. */
    boolean turnsUp() {
        return target.isThere()
                && creation.lastSeen(step) != null
                && creation.look(step, this::find).isPresent();
    }

    boolean lostItsKey() {
        return withKey && creation.isOpen(step);
    }

    void create() {
        if (creation.isOpen(step)) {
            creation.look(step, this::find).ifPresent(this::takeBack);
        }
        creation.record(step, State.INTENDED, null);
        CreatedServiceAccount made = made();
        ServiceAccountApiKey key = made.apiKey();
        if (withKey) {
            store(made, key);
        }
        creation.record(step, State.DONE, made.id());
    }

    private CreatedServiceAccount made() {
        try {
            return target.call(this::createAccount);
        } catch (OutcomeUnknownException e) {
            creation.waiting().look(creation.waiting().now(), this::find).ifPresent(this::takeBack);
            creation.record(step, State.INTENDED, null);
            return target.call(this::createAccount);
        } catch (CallException e) {
            if (!e.mayHaveBeenCarriedOut()) {
                creation.record(step, State.UNDONE, null);
            }
            throw e;
        }
    }

    private CreatedServiceAccount createAccount() {
        return admin.serviceAccounts()
                .create(target.id(), name, request -> request.createServiceAccountOnly(withKey ? null : true));
    }

    private void store(CreatedServiceAccount made, @Nullable ServiceAccountApiKey key) {
        if (key == null) {
            throw new GovernanceException("The service account '" + name + "' of '" + target.name()
                    + "' was made without a key, although one was asked for");
        }
        try {
            secrets.store(new OneTimeKey(target.id(), target.name(), name, key));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notStored(made, e);
        } catch (Exception e) {
            throw notStored(made, e);
        }
    }

    private GovernanceException notStored(CreatedServiceAccount made, Exception failure) {
        String what = "The key of the service account '" + name + "' of '" + target.name() + "' could not be stored ("
                + failure.getMessage() + ")";
        try {
            takeBack(made.id());
            return new GovernanceException(
                    what + "; the account and its key were deleted again: mend the sink, and run it again", failure);
        } catch (CallException e) {
            failure.addSuppressed(e);
            return new GovernanceException(
                    what + ", and the account " + made.id() + " could not be deleted (" + e.getMessage()
                            + "): run it again, and it will be",
                    failure);
        }
    }

    private Optional<ServiceAccount> find() {
        return target.call(() -> admin.serviceAccounts().list(target.id(), query -> query.limit(100)).stream()
                .filter(account -> account.name().equals(name))
                .findFirst());
    }

    private void takeBack(ServiceAccount account) {
        takeBack(account.id());
    }

    private void takeBack(String accountId) {
        admin.serviceAccounts().delete(target.id(), accountId);
        creation.record(step, State.UNDONE, accountId);
    }
}
