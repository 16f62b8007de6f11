package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.CallException;
import dev.openaiadmin.client.OutcomeUnknownException;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.blueprint.internal.scope.ChangeRefusedException;
import dev.openaiadmin.governance.blueprint.internal.scope.ProjectReference;
import dev.openaiadmin.governance.blueprint.internal.scope.Scope;
import dev.openaiadmin.governance.blueprint.internal.scope.StepNames;
import dev.openaiadmin.governance.internal.JournaledSteps;
import dev.openaiadmin.governance.internal.KeyLifetime;
import dev.openaiadmin.governance.internal.RunContext;
import dev.openaiadmin.governance.journal.ApplyJournal.Entry;
import dev.openaiadmin.governance.journal.ApplyJournal.State;
import dev.openaiadmin.governance.keys.KeyOwner;
import dev.openaiadmin.governance.keys.KeyRotation;
import dev.openaiadmin.governance.keys.OneTimeKey;
import dev.openaiadmin.governance.keys.SecretSink;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.CreatedServiceAccount;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.model.ServiceAccountApiKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service account whose key must not be lost. A key is shown once, and can be deleted only with its account: when a run
 * that was cut off may have lost the key of an account that it had created, the account is deleted and created again. An
 * account that somebody else has created is never deleted.
 */
final class OneServiceAccount {
    private final RunContext context;
    private final JournaledSteps steps;
    private final SecretSink secrets;
    private final ProjectReference project;
    private final String name;
    private final AccountKey key;
    private final String step;

    OneServiceAccount(
            RunContext context, JournaledSteps steps, SecretSink secrets, Scope scope, String name, AccountKey key) {
        this.context = context;
        this.steps = steps;
        this.secrets = secrets;
        this.project = scope.project();
        this.name = name;
        this.key = key;
        this.step = StepNames.creation(scope, "service account", name);
    }

    KeyOwner owner() {
        return new KeyOwner(project.idOrNull(), project.name(), name);
    }

    /** Returns the accounts of this name. Those that an earlier run has created are waited for. */
    List<ServiceAccount> find(List<ServiceAccount> listed) {
        if (listed.isEmpty() && project.exists() && steps.lastSeen(step) != null) {
            return steps.look(step, () -> Optional.of(named()).filter(accounts -> !accounts.isEmpty()))
                    .orElse(List.of());
        }
        return listed;
    }

    /** Returns whether an account was created by an interrupted run, which may have lost its key. */
    boolean isLeftover(ServiceAccount account) {
        Entry last = steps.last(step);
        if (last == null || !steps.isOpen(step)) {
            return false;
        }
        return last.id() == null
                ? steps.mayBeLeftover(step, account.createdAt())
                : last.id().equals(account.id());
    }

    /** Returns whether a run was cut off before it had stored the key. */
    boolean isOpen() {
        return steps.isOpen(step);
    }

    /** Creates the account, and returns its id. */
    String create() {
        if (steps.isOpen(step)) {
            Optional<ServiceAccount> left = steps.look(step, this::leftover);
            if (left.isPresent() && !key.isWanted()) {
                steps.record(step, State.DONE, left.get().id(), null);
                return left.get().id();
            }
            left.ifPresent(account -> delete(account.id()));
        }
        CreatedServiceAccount created = created();
        ServiceAccountApiKey made = created.apiKey();
        steps.record(step, State.INTENDED, created.id(), null);
        if (key.isWanted()) {
            if (made == null) {
                throw new GovernanceException("The API created the service account " + named(name)
                        + " without a key, although one was asked for; delete the account, and apply again");
            }
            store(created, made);
            KeyRotation.recordStored(steps, created.id(), made.id(), key.lifetime());
        }
        steps.record(step, State.DONE, created.id(), null);
        return created.id();
    }

    private CreatedServiceAccount created() {
        try {
            return attempt();
        } catch (OutcomeUnknownException e) {
            steps.lag().look(steps.lag().now(), this::leftover).ifPresent(account -> delete(account.id()));
            return attempt();
        }
    }

    private CreatedServiceAccount attempt() {
        try {
            return steps.attempt(
                    step,
                    null,
                    () -> project.call(() -> context.creates()
                            .serviceAccounts()
                            .create(
                                    project.id(),
                                    name,
                                    request -> request.createServiceAccountOnly(key.isWanted() ? null : true)
                                            .expiresInSeconds(KeyLifetime.seconds(key.lifetime())))));
        } catch (BadRequestException | PermissionException e) {
            if (!KeyLifetime.isRefusedBy(e)) {
                throw e;
            }
            throw new ChangeRefusedException(
                    "The API refused the lifetime of the key of the service account " + named(name) + ": "
                            + e.getMessage() + "; give the account a key_lifetime in the blueprint, such as P90D",
                    e);
        }
    }

    private void store(CreatedServiceAccount created, ServiceAccountApiKey made) {
        try {
            secrets.store(new OneTimeKey(project.id(), project.name(), name, made));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notStored(created, e);
        } catch (Exception e) {
            throw notStored(created, e);
        }
    }

    private GovernanceException notStored(CreatedServiceAccount created, Exception failure) {
        String what =
                "The key of the service account " + named(name) + " could not be stored (" + failure.getMessage() + ")";
        try {
            delete(created.id());
            return new GovernanceException(
                    what + "; the account and its key were deleted again. Correct the sink, and apply again", failure);
        } catch (CallException e) {
            failure.addSuppressed(e);
            return new GovernanceException(
                    what + ", and the account " + created.id() + " could not be deleted (" + e.getMessage()
                            + "). Apply again, and it will be",
                    failure);
        }
    }

    /** Refuses to go on where an account may be a leftover: it must neither be deleted nor get a twin. */
    private Optional<ServiceAccount> leftover() {
        List<ServiceAccount> named = named();
        Optional<ServiceAccount> leftover =
                named.stream().filter(this::isLeftover).findFirst();
        if (leftover.isEmpty()) {
            named.stream()
                    .filter(account -> account.createdAt() == null)
                    .findFirst()
                    .ifPresent(account -> {
                        throw new GovernanceException("The service account " + named(name) + " (" + account.id()
                                + ") may have been created by a run that was cut off, but the API does not say when it"
                                + " was created. It was kept, and no other one was created. Delete it and apply again,"
                                + " or rotate its key");
                    });
        }
        return leftover;
    }

    private List<ServiceAccount> named() {
        return project.call(() -> {
            try (Stream<ServiceAccount> accounts =
                    context.admin().serviceAccounts().list(project.id(), query -> query.limit(100)).stream()) {
                return accounts.filter(account -> name.equals(account.name())).toList();
            }
        });
    }

    private void delete(String accountId) {
        context.admin().serviceAccounts().delete(project.id(), accountId);
        steps.record(step, State.UNDONE, accountId, null);
    }

    private String named(String account) {
        return "'" + PrintableText.line(account) + "' of '" + PrintableText.line(project.name()) + "'";
    }
}
