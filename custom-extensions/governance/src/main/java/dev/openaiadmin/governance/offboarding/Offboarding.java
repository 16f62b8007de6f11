package dev.openaiadmin.governance.offboarding;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.JournaledSteps;
import dev.openaiadmin.governance.internal.NearestWord;
import dev.openaiadmin.governance.internal.RunContext;
import dev.openaiadmin.governance.journal.ApplyJournal.Entry;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.User;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Removes a person from an organization: keys if this is wanted, pending invites, roles, groups, projects, and at last the
 * user. Created by {@code Governance.offboard}.
 *
 * <pre>{@code
 * OffboardingPlan plan = governance.offboard("ada@example.com").plan();
 * System.out.println(plan);
 * plan.apply();
 * }</pre>
 *
 * <p>Service accounts and their keys are not touched. Immutable and thread-safe.
 */
public final class Offboarding {
    private final RunContext context;
    private final Predicate<@Nullable String> ownKey;
    private final Person person;
    private final boolean deletesKeys;
    private final boolean mayLoseOwnKey;

    private Offboarding(
            RunContext context,
            Predicate<@Nullable String> ownKey,
            Person person,
            boolean deletesKeys,
            boolean mayLoseOwnKey) {
        this.context = context;
        this.ownKey = ownKey;
        this.person = person;
        this.deletesKeys = deletesKeys;
        this.mayLoseOwnKey = mayLoseOwnKey;
    }

    /**
     * Creates an offboarding for {@code Governance}, which users call instead.
     *
     * @param context what the workflows share
     * @param ownKey whether a redacted admin key may be the one that the client uses
     * @param person the address or the id of the user
     * @return an offboarding with the defaults
     * @throws InvalidValueException when it is neither an address nor an id
     */
    public static Offboarding of(RunContext context, Predicate<@Nullable String> ownKey, String person) {
        return new Offboarding(context, ownKey, Person.named(person), false, false);
    }

    /**
     * Deletes the keys that the person owns, before everything else. By default, they are listed and left alone, because
     * programs that use them stop at once.
     *
     * @return another offboarding
     */
    public Offboarding deleteKeys() {
        return new Offboarding(context, ownKey, person, true, mayLoseOwnKey);
    }

    /**
     * Lets the person be removed who owns the admin key that the client uses. The key may stop with the last step, so that
     * its result cannot be checked. By default, the plan leaves this step out.
     *
     * @return another offboarding
     */
    public Offboarding allowLosingOwnKey() {
        return new Offboarding(context, ownKey, person, deletesKeys, true);
    }

    /**
     * Finds the person everywhere, and lists what is to be removed. Only reads.
     *
     * @return the plan; empty when the person has been removed before
     * @throws GovernanceException when nobody has this address or id, several users have the address, the user is a service
     *     account, or the journal belongs to another organization
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read for another reason than a missing right
     */
    public OffboardingPlan plan() {
        JournaledSteps journaled = context.steps();
        journaled.requireSameOrganization(this::isProject);
        Entry before = journaled.last(OffboardingPlan.stepOf(person));
        Presence presence = read(before == null ? null : before.id());
        if (before == null && presence.isNowhere() && presence.missing().isEmpty()) {
            throw nobody();
        }
        return new OffboardingPlan(this, journaled, presence);
    }

    /** Reads where the person is. */
    Presence read(@Nullable String knownId) {
        Person known = person.id() == null ? new Person(person.email(), knownId) : person;
        return new PresenceReader(context.admin(), known, context.lag().now()).read(context.parallelRequests());
    }

    AdminApi admin() {
        return context.admin();
    }

    boolean deletesKeys() {
        return deletesKeys;
    }

    boolean mayLoseOwnKey() {
        return mayLoseOwnKey;
    }

    boolean mayBeOwnKey(@Nullable String redactedValue) {
        return ownKey.test(redactedValue);
    }

    private boolean isProject(String id) {
        try {
            context.admin().projects().retrieve(id);
            return true;
        } catch (NotFoundException e) {
            return false;
        } catch (PermissionException e) {
            // A key that may not read projects cannot tell; the rest of the organization is read by the same key.
            return true;
        }
    }

    private GovernanceException nobody() {
        String nearest = nearest();
        return new GovernanceException("Nobody in the organization is " + PrintableText.line(person.name())
                + ": there is no such user, member, invite or owner of a key; nothing was changed"
                + (nearest == null ? "" : ". Did you mean " + PrintableText.line(nearest) + "?"));
    }

    private @Nullable String nearest() {
        List<String> addresses = context.admin().users().list(query -> query.limit(100)).stream()
                .map(User::email)
                .filter(Objects::nonNull)
                .map(email -> email.toLowerCase(Locale.ROOT))
                .toList();
        return person.email() == null ? null : NearestWord.to(person.email(), addresses);
    }
}
